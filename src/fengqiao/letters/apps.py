"""Django's handle on the room."""

from __future__ import annotations

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "fengqiao.letters"
    label = "letters"

    def ready(self) -> None:
        """Say what the room holds about people."""
        from fengqiao.kit import holdings
        from fengqiao.letters.holdings import HELD

        holdings.add(HELD)
