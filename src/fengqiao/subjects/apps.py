"""Django's handle on the room."""

from __future__ import annotations

from django.apps import AppConfig


class SubjectsConfig(AppConfig):
    name = "fengqiao.subjects"
    label = "subjects"

    def ready(self) -> None:
        """Say what the room holds about people."""
        from fengqiao.kit import holdings
        from fengqiao.subjects.holdings import HELD

        holdings.add(HELD)
