"""A small county is built through the faces, and every state of both procedures stands in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.conf import settings

from fengqiao.demo import build, telling
from fengqiao.demo import face as demo
from fengqiao.kit import clock
from fengqiao.users import face as users

COUNTY = "330681"
SMALL = 97


def test_t88_an_empty_database_holds_nobody(db: None) -> None:
    assert not demo.holds_people()


def test_t88_no_demonstration_account_in_a_real_installation(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FENGQIAO_DEMONSTRATION", False)
    with pytest.raises(users.UsersError):
        build.build(county=COUNTY, say=str, count=SMALL)
    assert not demo.holds_people()


def test_a_refused_story_stops_the_build_with_its_name(db: None) -> None:
    with pytest.raises(telling.StoryRefused, match="the name: KeyError"), telling.story("the name"):
        raise KeyError("x")


@pytest.mark.soak
@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 10, 4, 2, 0, tzinfo=UTC),
        datetime(2026, 10, 8, 3, 30, tzinfo=UTC),
        datetime(2026, 10, 9, 16, 30, tzinfo=UTC),
        datetime(2026, 10, 12, 3, 30, tzinfo=UTC),
        datetime(2026, 11, 28, 15, 50, tzinfo=UTC),
        datetime(2027, 2, 28, 6, 0, tzinfo=UTC),
        datetime(2028, 2, 29, 0, 5, tzinfo=UTC),
    ],
    ids=str,
)
def test_the_county_can_be_built_on_any_day(db: None, monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(settings, "FENGQIAO_DEMONSTRATION", True)
    monkeypatch.setattr(clock, "now", lambda: now)
    build.build(county=COUNTY, say=str, count=SMALL)
