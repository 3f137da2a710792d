"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "fengqiao.notices"
    label = "notices"

    def ready(self) -> None:
        """Fill the frame. A configuration that cannot be used stops the start, and says which entry it is."""
        from fengqiao.kit import holdings
        from fengqiao.notices.holdings import HELD

        holdings.add(HELD)

        from fengqiao.notices import frame
        from fengqiao.notices.channels import choosing

        choosing.configuration()
        frame.register()
