"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "fengqiao.notices"
    label = "notices"

    def ready(self) -> None:
        from fengqiao.notices import frame

        frame.register()
