"""The addresses of the room."""

from __future__ import annotations

from django.urls import path

from fengqiao.notices import views

app_name = "notices"

urlpatterns = [path("recorded/", views.recorded, name="recorded")]
