"""Registers the room, and its entries in the frame."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The officers' door."""

    name = "fengqiao.desk"
    label = "desk"

    def ready(self) -> None:
        """Fill the menu and the search box."""
        from fengqiao.desk.holdings import HELD
        from fengqiao.kit import holdings

        holdings.add(HELD)

        from fengqiao.desk import registration

        registration.register()
