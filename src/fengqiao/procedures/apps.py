"""The engine's Django app."""

from __future__ import annotations

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """Matters, their acts, and what is projected from them."""

    name = "fengqiao.procedures"
    label = "procedures"

    def ready(self) -> None:
        """Make the check of all definitions part of Django's own start-up checks."""
        from fengqiao.kit import holdings
        from fengqiao.procedures.holdings import HELD

        holdings.add(HELD)

        from fengqiao.procedures import start_up  # noqa: F401  (registers its checks)
