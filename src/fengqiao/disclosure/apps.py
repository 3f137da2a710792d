"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """The public door, and its entry in the staff menu."""

    name = "fengqiao.disclosure"
    label = "disclosure"

    def ready(self) -> None:
        """Fill the menu."""
        from fengqiao.disclosure import frame

        frame.register()
