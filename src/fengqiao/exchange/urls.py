"""The addresses of imports. Personal data never stands in one."""

from __future__ import annotations

from django.urls import path

from fengqiao.exchange import views

app_name = "exchange"

urlpatterns = [
    path("", views.imports, name="imports"),
    path("register.xlsx", views.blank_file, name="blank"),
    path("<uuid:uid>/", views.upload, name="upload"),
    path("<uuid:uid>/confirm/", views.confirm, name="confirm"),
    path("<uuid:uid>/resume/", views.resume, name="resume"),
    path("<uuid:uid>/discard/", views.discard, name="discard"),
    path("<uuid:uid>/report/", views.report_file, name="report"),
]
