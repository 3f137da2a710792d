"""The register's balance: exact about days, about who left on the day of coming, about places and about minors."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from fengqiao.kit import ids
from fengqiao.subjects import face as subjects
from fengqiao.subjects.actions.writing import change
from fengqiao.subjects.face import Balance, Subject
from fengqiao.subjects.tests import factories as make

LEAD = make.actor()
STAFF = make.actor("office_staff", make.A1, person=31)
FIRST = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _everywhere(everywhere: None) -> None:
    """Scenes are set in the whole country."""


def person(
    n: int, registered: int | None, ended: int | None = None, *, state: str = "discharged", **more: object
) -> Subject:
    """Days counted from the first of September; a load gives the registration, the end is set as P40 leaves it."""
    days = [None if each is None else FIRST + timedelta(days=each) for each in (registered, ended)]
    made = make.someone(n, registered_on=days[0], arrived_on=days[0], **more)
    if days[1] is not None:
        change(made, act=ids.new_id(), reason="ended", state=state, ended_on=days[1])
    return made


def asked(since: int, until: int, *, by: object = LEAD, place: str = "330681", **more: object) -> Balance:
    return subjects.balance(
        by=by, place=place, since=FIRST + timedelta(days=since), until=FIRST + timedelta(days=until), **more
    )


def counts(found: Balance) -> tuple[int, int, int, int, int]:
    assert found.holds
    return found.before, found.received, found.discharged, found.terminated, found.in_register


def test_a_day_counts_to_its_end() -> None:
    person(1, 10, 20)
    assert counts(asked(9, 10)) == (0, 1, 0, 0, 1)
    assert counts(asked(10, 19)) == (1, 0, 0, 0, 1)
    assert counts(asked(19, 20)) == (1, 0, 1, 0, 0)
    assert counts(asked(20, 30)) == (0, 0, 0, 0, 0)


def test_who_comes_and_goes_within_the_period_is_in_both_counts() -> None:
    person(1, 10, 12)
    person(2, 10, 10, state="terminated")
    assert counts(asked(5, 15)) == (0, 2, 1, 1, 0)


def test_a_term_that_was_over_before_the_registration_leaves_with_the_registration() -> None:
    person(1, 10, 5)
    assert counts(asked(3, 7)) == (0, 0, 0, 0, 0)
    assert counts(asked(7, 12)) == (0, 1, 1, 0, 0)


def test_who_was_never_registered_is_in_no_count() -> None:
    person(1, None, 8, state="terminated")
    assert counts(asked(0, 30)) == (0, 0, 0, 0, 0)


def test_each_place_and_category_has_its_own() -> None:
    person(1, 5, area=make.A1)
    person(2, 5, area=make.A2, residence_code="")
    assert [asked(0, 9, place=place).in_register for place in ("33", "330681", make.A1, make.A2)] == [2, 2, 1, 1]
    assert counts(asked(0, 9, category="parole")) == (0, 0, 0, 0, 0)
    assert counts(asked(0, 9, category="suspended_sentence")) == (0, 2, 0, 0, 2)


def test_minors_stand_on_both_sides_or_on_none() -> None:
    young = person(1, 5, 15, birth_date=date(2010, 5, 6))
    person(2, 5, 15)
    assert young.minor
    assert counts(asked(7, 20)) == (2, 0, 2, 0, 0)
    assert counts(asked(7, 20, by=STAFF)) == (1, 0, 1, 0, 0)


@pytest.mark.parametrize("seed", range(3))
def test_the_identity_holds_between_any_two_days(seed: int) -> None:
    rng = Random(seed)
    days = [rng.randrange(40) for _ in range(25)]
    ends = [rng.choice((None, rng.randrange(60))) for _ in days]
    for n, (came, went) in enumerate(zip(days, ends, strict=True)):
        person(n, came, went, state=rng.choice(("discharged", "terminated")))
    for _ in range(30):
        since = rng.randrange(50)
        until = since + rng.randrange(20)
        found = asked(since, until)
        assert found.holds, found
        left = [max(came, went) if went is not None else 999 for came, went in zip(days, ends, strict=True)]
        there = [came <= until < gone for came, gone in zip(days, left, strict=True)]
        assert found.in_register == sum(there)
        assert found.received == sum(since < came <= until for came in days)
        assert found.discharged + found.terminated == sum(since < gone <= until for gone in left)
