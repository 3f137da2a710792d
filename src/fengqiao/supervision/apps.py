"""Django's handle on the room."""

from __future__ import annotations

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "fengqiao.supervision"
    label = "supervision"

    def ready(self) -> None:
        """Say what the room holds about people."""
        from fengqiao.kit import holdings
        from fengqiao.supervision.holdings import HELD

        holdings.add(HELD)
