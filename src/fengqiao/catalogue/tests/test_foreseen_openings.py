"""What would open on another day under another law is what the daily run opens then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from fengqiao.law import face as law
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import cast

pytestmark = pytest.mark.django_db
#: 61 days before the last day of the person's term.
AT = datetime(2027, 10, 31, 2, tzinfo=UTC)


def foreseen(**changed: object) -> list[procedures.ForeseenOpening]:
    number = law.ChangedNumber(area=cast.COUNTY, valid_from=date(2027, 11, 1), **changed)  # type: ignore[arg-type]
    return [
        each
        for each in procedures.foreseen_openings(
            law.Edition([number]), area=cast.COUNTY, since=date(2027, 11, 1), changed=number.name, at=AT
        )
        if each.procedure == "discharge"
    ]


def test_a_matter_that_would_open_later_is_listed_with_both_days(everywhere: None) -> None:
    with cast.working():
        person = cast.person()
        stands = law.param("discharge.opens_d", on=date(2027, 12, 31), area=cast.COUNTY)
        assert foreseen(name="discharge.opens_d", value=stands.number, unit=stands.unit) == []
        [found] = foreseen(name="discharge.opens_d", value=30, unit="cd")
        assert (found.subject_id, found.now_on) == (person.pk, date(2027, 12, 1))
        assert found.was_on == date(2027, 12, 31) - timedelta(days=stands.number)


def test_what_is_open_already_is_not_listed(everywhere: None) -> None:
    with cast.working():
        cast.person()
        at = datetime(2027, 11, 20, 2, tzinfo=UTC)
        assert procedures.run_daily(at=at, over=(cast.COUNTY,), only={"discharge"}).opened == 1
        assert foreseen(name="discharge.opens_d", value=30, unit="cd") == []
