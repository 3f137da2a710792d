"""Django's handle on the room."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "fengqiao.documents"
    label = "documents"

    def ready(self) -> None:
        """Say what the room holds about people."""
        from fengqiao.documents.holdings import HELD
        from fengqiao.kit import holdings

        holdings.add(HELD)
