"""One person's life in the hands of a test: the officers, the clock, the open matters, and what was done so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

from fengqiao.audit.face import Actor
from fengqiao.casework import face as casework
from fengqiao.kit import clock
from fengqiao.kit.clock import local_day, start_of
from fengqiao.procedures import face as procedures
from fengqiao.procedures.face import MatterView
from fengqiao.procedures.tests.cast import COUNTY, NOW, OFFICE
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Subject, TermLength
from fengqiao.subjects.tests import factories
from fengqiao.users import face as users
from fengqiao.users.tests.factories import Someone, someone

SIBLING, OTHER_COUNTY = "330681001", "330683"
#: Every post that could come near a matter, right and wrong ones. The last two of the office do not know minors.
POSTS = (
    ("office_staff", OFFICE),
    ("office_staff", OFFICE),
    ("office_staff", OFFICE),
    ("office_head", OFFICE),
    ("county_staff", COUNTY),
    ("county_staff", COUNTY),
    ("county_lead", COUNTY),
    ("county_lead", COUNTY),
    ("bureau_head", COUNTY),
    ("city_staff", "3306"),
    ("city_lead", "3306"),
    ("province_lead", "33"),
    ("procurator", COUNTY),
    ("clerk", COUNTY),
    ("office_staff", SIBLING),
    ("office_head", SIBLING),
    ("county_lead", OTHER_COUNTY),
)
NAMED = 2
POWERS = ("leave", "group", "plan", "induction")


@dataclass
class Life:
    """`tried` counts over all lives of a run, so that what was tried least comes next. `has_moved`: a last day did, and
    past days show what counts from it as the file reads today."""

    person: Subject
    staff: tuple[Someone, ...]
    rng: Random
    tried: Counter[str]
    now: datetime = NOW
    told: list[str] = field(default_factory=list)
    days: dict[date, dict[Any, Any]] = field(default_factory=dict)
    in_hand: dict[date, bool] = field(default_factory=dict)
    has_moved: bool = False
    hats: tuple[Actor, ...] = ()
    seen: list[MatterView] | None = None

    @property
    def reader(self) -> Actor:
        """The county's lead, who may see everything of the person."""
        return self.actors()[6]

    @property
    def today(self) -> date:
        return local_day(self.now)

    def actors(self) -> list[Actor]:
        """Everybody, with a factor half a minute old."""
        self.hats = self.hats or tuple(each.actor(self.now) for each in self.staff)
        fresh = self.now - timedelta(seconds=30)
        return [replace(each, verified_at=fresh) for each in self.hats]

    def say(self, text: str) -> None:
        self.told.append(f"{self.now.astimezone(clock.SHANGHAI):%m-%d %H:%M} {text}")

    def go_to(self, moment: datetime) -> None:
        """The whole house's clock with it."""
        assert moment >= self.now
        self.now, self.seen = moment, None
        clock.shift(timedelta(0))
        clock.shift(moment - clock.now())

    def end_of_day(self) -> datetime:
        return start_of(self.today + timedelta(days=1)) - timedelta(microseconds=1)

    def open_matters(self) -> list[MatterView]:
        """The person's running matters as their pages show them now; read again when something may have changed."""
        if self.seen is None:
            self.seen = [each for each in self.all_matters(only_open=True) if each.progress.ended is None]
        return self.seen

    def all_matters(self, *, only_open: bool = False) -> list[MatterView]:
        """Ended ones too, in the order in which they began."""
        rows = reversed(procedures.matters_of(subject_id=self.person.pk))
        chosen = sorted((row for row in rows if row.ended_at is None or not only_open), key=lambda row: row.started_at)
        return [procedures.matter(uid=row.uid, by=self.reader, at=self.now) for row in chosen]


def office_people() -> tuple[Someone, ...]:
    """One of each post."""
    return tuple(someone(role, area, name=f"{role[:6]}{number}") for number, (role, area) in enumerate(POSTS))


def newcomer(serial: int, category: str, *, minor: bool, rng: Random) -> Subject:
    """Somebody of whom a court or prison has told: not registered yet."""
    effective = local_day(NOW) - timedelta(days=rng.choice((0, 3, 8, 14)))
    return factories.notified(serial, **_given(category, minor=minor, start=effective, months=rng.choice((2, 3, 7))))


def of_the_register(serial: int, category: str, *, minor: bool, rng: Random) -> Subject:
    """Somebody of an existing register, in correction, some months before the end."""
    start = date(2026, 6, 1) + timedelta(days=rng.randrange(60))
    return factories.someone(serial, **_given(category, minor=minor, start=start, months=rng.choice((6, 7, 9))))


def _given(category: str, *, minor: bool, start: date, months: int) -> dict[str, Any]:
    length = TermLength(months=months)
    end = start + timedelta(days=30 * months)
    decided = factories.sentence(
        category=category, start=start, end=end, effective_on=start, judged_on=start - timedelta(days=12), length=length
    )
    born = date(2010, 1, 5) if minor else date(1985, 3, 4)
    flags = frozenset({"sick", "medical_parole"}) if category == "temporary_service_outside" else frozenset()
    return {"sentence": decided, "birth_date": born, "sex": "2", "flags": flags}


@contextmanager
def lived(life: Life) -> Iterator[Life]:
    """A life that leaves nothing behind, with the house's clock on its days. What went wrong is told with its story."""
    try:
        with transaction.atomic():
            life.go_to(life.now)
            _prepare(life)
            yield life
            transaction.set_rollback(True)
    except Exception as problem:
        story = "\n".join(life.told[-60:])
        raise AssertionError(f"{type(problem).__name__}: {problem}\nafter:\n{story}") from problem
    finally:
        clock.shift(timedelta(0))


def _prepare(life: Life) -> None:
    """Two of the office's staff are named for a minor; some powers are given to the office."""
    lead = life.reader
    if life.person.minor:
        for each in life.staff[:NAMED]:
            subjects.name_staff(
                subject_id=life.person.pk, person=each.person, first_day=life.today, by=lead, at=life.now
            )
    for power in POWERS:
        if life.rng.random() < 0.5:
            users.delegate(
                office=OFFICE, power=power, document="诸司发〔2026〕1号", by=lead, at=life.now, from_day=life.today
            )
            life.say(f"delegated {power}")
    if life.rng.random() < 0.5 and life.person.state == "in_correction":
        casework.load_class(
            subject_id=life.person.pk, class_name="normal", first_day=date(2026, 8, 1), by=lead, at=life.now
        )
