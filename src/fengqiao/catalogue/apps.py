"""The catalogue's Django app: it hands its definitions to the engine while the process starts."""

from __future__ import annotations

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The procedure definitions."""

    name = "fengqiao.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Register every definition. An incomplete one stops the start by its name."""
        from fengqiao.catalogue.definitions import ALL
        from fengqiao.procedures import face as procedures

        for definition in ALL:
            procedures.register(definition)
