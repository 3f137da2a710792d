"""Django's handle on the room."""

from __future__ import annotations

from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "fengqiao.users"
    label = "users"

    def ready(self) -> None:
        """Fill the frame. A configuration of another provider that cannot be used stops the start."""
        from fengqiao.users import frame
        from fengqiao.users.oidc import config

        config.provider()
        frame.fill()
