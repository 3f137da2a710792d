"""Django's handle on the room."""

from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "fengqiao.casework"
    label = "casework"
