"""Whether the clocks of this process and of the database agree: without that nothing is decided (T27)."""

from __future__ import annotations

import time
from datetime import timedelta

from django.conf import settings
from django.db import connection

from fengqiao.kit import clock

# Unit: seconds.
ALLOWED_SECONDS = 2
_EVERY_SECONDS = 60

_checked_at = float("-inf")
_agreed = True


def agree() -> bool:
    """Whether both clocks show the same time, asked once a minute per process.

    A demonstration may shift its own clock and is not asked.
    """
    global _checked_at, _agreed
    if settings.FENGQIAO_DEMONSTRATION:
        return True
    if time.monotonic() - _checked_at >= _EVERY_SECONDS or not _agreed:
        _agreed = _compare()
        _checked_at = time.monotonic()
    return _agreed


def _compare() -> bool:
    before = clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        row = cursor.fetchone()
    assert row is not None
    allowed = timedelta(seconds=ALLOWED_SECONDS)
    return bool(before - allowed <= row[0] <= clock.now() + allowed)
