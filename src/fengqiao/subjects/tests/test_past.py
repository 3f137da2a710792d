"""Rows as they were known at a past moment: newer changes undone, newer rows left out, nothing read is changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from fengqiao.kit.former import as_known
from fengqiao.subjects.models import Overlay, Subject

T0 = datetime(2026, 11, 1, tzinfo=UTC)
ROW = UUID(int=1)


def at(hours: int) -> datetime:
    return T0 + timedelta(hours=hours)


def version(number: int, hours: int, **before: Any) -> Any:
    return SimpleNamespace(row=ROW, version=number, before=before, recorded_at=at(hours))


def overlay() -> Overlay:
    return Overlay(uid=ROW, recorded_at=T0, kind="now", last_day=date(2026, 11, 9))


VERSIONS = [version(1, 2, kind="first", last_day=None), version(2, 4, kind="second", last_day="2026-11-05")]


@pytest.mark.parametrize(
    ("hours", "kind", "last_day"),
    [
        (1, "first", None),
        (2, "second", date(2026, 11, 5)),
        (3, "second", date(2026, 11, 5)),
        (4, "now", date(2026, 11, 9)),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_the_earliest_change_after_the_moment_says_what_held(
    hours: int, kind: str, last_day: date | None, order: int
) -> None:
    row = overlay()
    [found] = as_known([row], VERSIONS[::order], at=at(hours))
    assert (found.kind, found.last_day) == (kind, last_day)
    assert row.kind == "now"


def test_a_row_made_later_was_not_known() -> None:
    assert as_known([overlay()], VERSIONS, at=T0 - timedelta(seconds=1)) == ()


def test_sealed_bytes_lists_ids_and_keys_come_back_in_their_types() -> None:
    person = Subject(uid=ROW, recorded_at=T0, flags=[])
    before = {"phone_sealed": "\\x0aff", "flags": ["sick"], "act": str(UUID(int=3)), "running": True}
    [found] = as_known([person], [version(1, 2, **before)], at=at(1))
    assert (found.phone_sealed, found.flags, found.act) == (b"\x0a\xff", ["sick"], UUID(int=3))
    [late] = as_known([overlay()], [version(1, 2, subject_id=7)], at=at(1))
    assert late.subject_id == 7
