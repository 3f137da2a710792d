"""A few addresses that go right and wrong, for the tests of answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from fengqiao.shell import face as shell

PAGE = (
    '{% extends "shell/base.html" %}{% block main %}<h1>x</h1>'
    '{% block list %}<ul>{{ ui.pt("x") }}</ul>{% endblock %}{% endblock %}'
)


def home(request: HttpRequest) -> HttpResponse:
    return shell.render(request, "shell/public.html")


def page(request: HttpRequest) -> HttpResponse:
    environment = engines["jinja2"].env
    return shell.render(request, environment.from_string(PAGE), block="list")  # type: ignore[arg-type]


def broken(request: HttpRequest) -> HttpResponse:
    name = "张三"
    return HttpResponse(name, status=1 // 0)


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("张三")


def too_large(request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig("张三")


def slow_down(request: HttpRequest) -> HttpResponse:
    return shell.error(request, status=429, retry_after_seconds=60)


def file(request: HttpRequest) -> HttpResponse:
    return shell.download(b"x", file_name="报告（1）.xlsx", content_type="application/octet-stream")


urlpatterns = [
    path("", home, name="home"),
    path("page/", page, name="page"),
    path("broken/", broken),
    path("forbidden/", forbidden),
    path("too-large/", too_large),
    path("slow-down/", slow_down),
    path("file/", file),
    path("shell/", include("fengqiao.shell.urls")),
]

handler400 = "fengqiao.shell.errors.bad_request"
handler403 = "fengqiao.shell.errors.forbidden"
handler404 = "fengqiao.shell.errors.not_found"
handler500 = "fengqiao.shell.errors.server_error"
