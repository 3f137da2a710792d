"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "fengqiao.exchange"
    label = "exchange"

    def ready(self) -> None:
        from fengqiao.exchange.holdings import HELD
        from fengqiao.kit import holdings

        holdings.add(HELD)

        from fengqiao.exchange import frame

        frame.register()
