"""Signing in as a person does: page by page."""

from __future__ import annotations

from typing import Any

from django.test import Client

from fengqiao.users.tests import factories
from fengqiao.users.tests.factories import PASSWORD, Someone


def password(client: Client, username: str, password: str = PASSWORD, **extra: Any) -> Any:
    """The first page's answer."""
    return client.post("/sign-in/", {"username": username, "password": password}, **extra)


def whole(client: Client, who: Someone) -> Any:
    """Name, password and code; the second page's answer."""
    password(client, who.username)
    return client.post("/sign-in/code/", {"code": factories.code()})
