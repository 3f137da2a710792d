"""The people of the tests: officers of two counties, persons in their care, and a stay that they work on."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from fengqiao.audit.face import Actor
from fengqiao.kit import ids, scope
from fengqiao.procedures import face as procedures
from fengqiao.procedures.models import Matter, MovedDeadline
from fengqiao.subjects.face import Subject
from fengqiao.users import face as users
from fengqiao.users.tests import factories

OFFICE, COUNTY, OTHER_OFFICE = "330681109", "330681", "330683101"
#: A Monday, 10:00 in Shanghai.
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
DELEGATED_BY = "诸司发〔2026〕1号"
_count = itertools.count(1)


def person(area: str = OFFICE, *, category: str = "suspended_sentence", state: str = "in_correction") -> Subject:
    """Somebody under correction at an office. The caller's scope must contain it."""
    n = next(_count)
    return Subject.objects.create(
        uid=ids.new_id(),
        area=area,
        name="测试对象",
        sex="1",
        birth_date=date(1990, 1, 1),
        number_kind="resident",
        number_hash=n.to_bytes(32, "big"),
        category=category,
        state=state,
        minor=False,
        term_start=date(2026, 1, 1),
        term_end=date(2027, 12, 31),
        source="test",
        digest=n.to_bytes(32, "big"),
    )


@dataclass(frozen=True)
class Cast:
    """Officers, with a fresh factor at any moment."""

    clerk: factories.Someone
    second: factories.Someone
    head: factories.Someone
    county_clerk: factories.Someone
    lead: factories.Someone
    second_lead: factories.Someone
    stranger: factories.Someone

    def delegate(self, power: str = "leave", *, from_day: date = date(2026, 11, 23)) -> None:
        """The county lets the office decide, if it does not yet."""
        if users.delegated(power, office=OFFICE, on=from_day) is None:
            lead = as_actor(self.lead)
            users.delegate(office=OFFICE, power=power, document=DELEGATED_BY, by=lead, at=NOW, from_day=from_day)

    def delegate_before(self, power: str = "leave", *, from_day: date = date(2026, 11, 23)) -> None:
        """The same in a moment, while no matter waits that it could touch."""
        factories.delegation(power, office=OFFICE, by=self.lead, document=DELEGATED_BY, from_day=from_day)


def cast() -> Cast:
    """One of each, in their posts."""
    return Cast(
        *factories.everybody(
            ("office_staff", OFFICE, "陈立群"),
            ("office_staff", OFFICE, "李建国"),
            ("office_head", OFFICE, "王海燕"),
            ("county_staff", COUNTY, "周国强"),
            ("county_lead", COUNTY, "赵敏"),
            ("county_lead", COUNTY, "孙宁"),
            ("office_staff", OTHER_OFFICE, "钱志远"),
        )
    )


def as_actor(who: factories.Someone, at: datetime = NOW, *, verified: bool = True) -> Actor:
    """The actor of a moment, with a factor half a minute old."""
    return who.actor(at, verified=verified)


@contextmanager
def working(*ranges: str) -> Iterator[None]:
    """A transaction in a scope, as a request has one."""
    with transaction.atomic(), scope.of(ranges or (COUNTY,)):
        yield


def asked(days: int = 3, *, leaves: timedelta = timedelta(days=4), now: datetime = NOW, **more: Any) -> dict[str, Any]:
    """What the form of a stay says."""
    start = now + leaves
    return {
        "leaves_at": start.isoformat(),
        "returns_at": (start + timedelta(days=days - 1)).isoformat(),
        "days": days,
        **more,
    }


def begun(people: Cast, subject: Subject, *, at: datetime = NOW, days: int = 3, **more: Any) -> UUID:
    """A stay that has been asked for."""
    return procedures.start(
        key="stay", subject_id=subject.id, data=asked(days, now=at, **more), by=as_actor(people.clerk, at), at=at
    ).matter


def press(
    matter: UUID,
    name: str,
    who: factories.Someone,
    *,
    at: datetime = NOW,
    seen: int | None = None,
    data: Mapping[str, Any] | None = None,
    **more: Any,
) -> procedures.Done:
    """Press `step.outcome` on a page drawn just now."""
    step, outcome = name.split(".")
    by = as_actor(who, at)
    with working(*by.ranges):
        version = procedures.matter(uid=matter, by=by, at=at).progress.version if seen is None else seen
    return procedures.submit(
        matter=matter, step=step, outcome=outcome, data=data or {}, seen=version, by=by, at=at, **more
    )


def waiting_to_be_decided(people: Cast, subject: Subject, **more: Any) -> UUID:
    """A stay that the county lead must decide."""
    matter = begun(people, subject, **more)
    press(matter, "review.forward", people.second)
    return matter


def moved(people: Cast, at: datetime, *, kind: str = "extended", late: bool = False) -> UUID:
    """A stay whose return was moved, as the list shows it."""
    uid = begun(people, person(), at=at)
    matter = Matter.objects.get(uid=uid)
    MovedDeadline.objects.create(
        matter=matter, subject_id=matter.subject_id, area=matter.area, procedure="stay", version=1, step="away",
        code="LEA-3", kind=kind, was_due_at=at, due_at=at + timedelta(days=2), after_it=late, at=at,
    )  # fmt: skip
    return uid
