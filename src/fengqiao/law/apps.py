"""Django's handle on the room."""

from __future__ import annotations

from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "fengqiao.law"
    label = "law"

    def ready(self) -> None:
        """Processes keep the edition in memory and hear when it has changed."""
        from fengqiao.kit import edition
        from fengqiao.law.changes import loading

        edition.listen(loading.entered)
