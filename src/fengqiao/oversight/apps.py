"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Fills the menu when the program starts."""

    name = "fengqiao.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Fill the menu, and say what the room holds about people."""
        from fengqiao.kit import holdings
        from fengqiao.oversight import frame
        from fengqiao.oversight.holdings import HELD

        holdings.add(HELD)
        frame.register()
