"""The admin with the list of people, open to whoever asks: it runs for a measurement on one's own machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from fengqiao.kit import scope
from fengqiao.subjects.face import Subject


class _Site(admin.AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return True


class _People(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "birth_date", "category", "state", "area", "term_start", "term_end", "registered_on")
    list_filter = ("category", "state")
    list_per_page = 25
    ordering = ("term_end", "id")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


site = _Site(name="admin")
site.register(Subject, _People)
urlpatterns = [path("admin/", site.urls)]


def everybody(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware: a province's scope for each request, and nobody signed in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.user = AnonymousUser()
        with transaction.atomic(), scope.of(("33",)):
            response = get_response(request)
            return response.render() if hasattr(response, "render") else response

    return middleware
