"""Django's handle on the room; its one migration holds the SQL that protects case tables."""

from __future__ import annotations

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "fengqiao.kit"
    label = "kit"
