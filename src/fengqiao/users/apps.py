"""Django's handle on the room."""

from __future__ import annotations

from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "fengqiao.users"
    label = "users"
