"""A demonstration never enters a database that somebody uses."""

from __future__ import annotations

from django.db import transaction

from fengqiao.kit import scope
from fengqiao.subjects import face as subjects


def holds_people() -> bool:
    """Whether the database has anybody under correction, anywhere (THREATS T88)."""
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        return subjects.anybody()
