"""The addresses of the public door. `at_the_root` has no English twin."""

from __future__ import annotations

from django.urls import path

from fengqiao.disclosure import views

app_name = "public"

urlpatterns = [
    path("", views.home, name="home"),
    path("powers/", views.powers_list, name="powers"),
    path("powers/list.xlsx", views.workbook, name="xlsx"),
    path("powers/<slug:key>/", views.power, name="power"),
    path("papers/", views.papers, name="papers"),
]

at_the_root = [path("robots.txt", views.robots, name="robots")]
