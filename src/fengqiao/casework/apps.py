"""Django's handle on the room."""

from __future__ import annotations

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "fengqiao.casework"
    label = "casework"

    def ready(self) -> None:
        """Say what the room holds about people."""
        from fengqiao.casework.holdings import HELD
        from fengqiao.kit import holdings

        holdings.add(HELD)
