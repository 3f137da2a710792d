"""Addresses of the shell, below /shell/."""

from __future__ import annotations

from django.urls import path

from fengqiao.shell import views

app_name = "shell"

urlpatterns = [
    path("language/", views.choose_language, name="language"),
    path("look/", views.choose_look, name="look"),
    path("components/", views.components, name="components"),
]
