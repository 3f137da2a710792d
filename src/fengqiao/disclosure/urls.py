"""The addresses of the public door. `at_the_root` has no English twin."""

from __future__ import annotations

from django.urls import path

from fengqiao.disclosure import views

app_name = "public"

urlpatterns = [
    path("", views.home, name="home"),
    path("powers/", views.powers_list, name="powers"),
    path("powers/list.xlsx", views.file, {"kind": "xlsx"}, name="xlsx"),
    path("powers/list.pdf", views.file, {"kind": "pdf"}, name="pdf"),
    path("powers/<slug:key>/", views.power, name="power"),
    path("papers/", views.papers, name="papers"),
    path("v/<slug:token>", views.verify, name="verify"),
]

at_the_root = [path("robots.txt", views.robots, name="robots")]
