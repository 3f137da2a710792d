"""Django's handle on the floor that binds the rooms; its migrations grant the job queue to the doors."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "fengqiao.site"
    label = "site"

    def ready(self) -> None:
        from fengqiao.site import wiring

        wiring.connect()
