"""Django's handle on the room."""

from __future__ import annotations

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "fengqiao.supervision"
    label = "supervision"
