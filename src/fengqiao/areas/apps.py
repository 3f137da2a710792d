"""Django's handle on the room."""

from __future__ import annotations

from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "fengqiao.areas"
    label = "areas"
