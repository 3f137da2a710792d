"""Django's handle on the room."""

from __future__ import annotations

from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "fengqiao.users"
    label = "users"

    def ready(self) -> None:
        """Put the switcher, the account and the menu items into the frame."""
        from fengqiao.users import frame

        frame.fill()
