"""A small world for tests above all rooms: people of two places, each with a leave that was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from fengqiao.areas import face as areas
from fengqiao.audit.face import Actor
from fengqiao.documents import face as documents
from fengqiao.documents.face import Holder
from fengqiao.documents.tests.factories import attached
from fengqiao.kit import clock, scope
from fengqiao.letters import face as letters
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as people
from fengqiao.subjects.tests import factories as subjects
from fengqiao.supervision import face as supervision
from fengqiao.users import face as users
from fengqiao.users.tests import factories

OWN, COUNTY = "330681109", "330681"
SIBLING = "330681001"
"""Another office of the same county: foreign to an office, not to its county."""
ELSEWHERE = "330102001"
"""An office of another city: foreign to everybody but the province."""


VICTIM, VICTIMS_PHONE = "护隐测", "19912345678"
"""The victim whom nobody may find through a file: stands in that of every person of these scenes."""
YOUNG = date(2010, 5, 6)


@dataclass(frozen=True, slots=True)
class Held:
    """One person of a place and a leave of that person, by the names that stand in addresses."""

    area: str
    minor: bool
    subject: UUID
    matter: UUID
    paper: UUID
    letter: UUID
    appointment: UUID
    attachment: UUID
    asked_uid: UUID


AGREED = {"guardian_agrees": True, "accompanied_by": "陈监护"}
HURT = people.NewContact("8", "victim", VICTIM, VICTIMS_PHONE)
WISH = {"asked_by": "person", "field": "contact", "wish": "号码已换，请改"}
GUARDIAN = people.NewContact("5", "guardian", "陈监护", "19912345679")


@contextmanager
def working(*ranges: str) -> Iterator[None]:
    """A transaction in a scope, as a request has one."""
    with transaction.atomic(), scope.of(ranges or (scope.WHOLE,)):
        yield


def asked(at: datetime) -> dict[str, object]:
    """The application of a leave of three days to the provincial hospital."""
    leaves = (at + timedelta(days=5)).replace(hour=1, minute=0, second=0, microsecond=0)
    return {
        "reason": "medical",
        "details": "到省级医院复查，已预约专家门诊。",
        "leaves_at": leaves.isoformat(),
        "returns_at": (leaves + timedelta(days=2)).isoformat(),
        "places": ["330102"],
        "contact": "19900000000",
        "transport": "高铁",
        "proof": ["门诊预约单"],
    }


def held(area: str, serial: int, *, at: datetime | None = None, minor: bool = False, **values: object) -> Held:
    """A person at an office, in correction, who has asked for leave. Somebody was hurt by everybody here."""
    at = at or clock.now()
    staff = factories.someone("office_head" if minor else "office_staff", area)
    given = {"birth_date": YOUNG, "contacts": (GUARDIAN, HURT)} if minor else {"contacts": (HURT,)}
    with working():
        made = subjects.someone(serial, area=area, **given, **values)
        by = staff.actor(at)
        done = procedures.start(
            key="leave", subject_id=made.id, data=asked(at) | (AGREED if minor else {}), by=by, at=at
        )
        paper = documents.issue(order=result_notice(area, made.pk, done), by=by, at=at)
        letter = both_copies(area, made.pk, done, by=by, at=at)
        met = appointment(made.pk, by=by, at=at)
        holder = Holder(about="matter", uid=done.matter, area=area, subject_id=made.pk)
        file = attached(holder, by=by, at=at)
        wish = people.receive_request(
            **WISH, received_on=clock.local_day(at), uid=made.uid, request=uuid4(), by=by, at=at
        )
    return Held(area, made.minor, made.uid, done.matter, paper.uid, letter, met, file, wish.uid)


def appointment(subject_id: int, *, by: Actor, at: datetime) -> UUID:
    """A talk that is arranged."""
    known = supervision.arranging(subject_id=subject_id, by=by, at=at)["talk"]
    hour = known.proposed().begins
    assert hour is not None
    return supervision.arrange(
        subject_id=subject_id, kind="talk", starts_at=hour, request=uuid4(), by=by, at=at
    ).uid  # fmt: skip


def both_copies(area: str, subject_id: int, done: procedures.Done, *, by: Actor, at: datetime) -> UUID:
    """A letter to the procuratorate, and one of the same id that came: both sides have an address."""
    county, title = areas.at_level(area, areas.Level.COUNTY), {"zh": "通知", "en": "notice"}
    order = letters.Order(
        kind=letters.COPY, title=title, area=area, sender=county, to_kind="procuratorate", to_area=county,
        subject_id=subject_id, matter=done.matter, act=done.act,
    )  # fmt: skip
    uid = letters.send(order=order, by=by, at=at).uid
    day = clock.local_day(at)
    came = letters.Came(from_kind="court", from_name="法院", title="告知书", sent_on=day, arrived_on=day)
    about = letters.About(subject_id=subject_id, area=area)
    letters.register(came=came, about=about, request=uid, by=by, at=at)
    return uid


def result_notice(area: str, subject_id: int, done: procedures.Done) -> documents.Order:
    """A notice of the result that waits for its seal."""
    return documents.Order(
        kind="D36", subject_id=subject_id, area=area, matter=done.matter, act=done.act, issuer=area, minor=False,
        signer=documents.Signer(None, "测试", "office_staff", area), person=people.paper_values(subject_id=subject_id),
        facts={"matter": "外出", "asked_on": clock.today(), "granted": False, "reasons": "事由不实"},
    )  # fmt: skip


def place_of(role: str) -> str:
    """Where a post of a role is, as near to Fengqiao's people as its levels allow."""
    levels = users.ROLES[users.Role(role)].levels
    level = max(levels - {areas.Level.VILLAGE} or levels)
    return areas.at_level("330681109201", level)


def nowhere(area: str) -> Held:
    """Names that nobody has."""
    return Held(area, False, *(uuid4() for _ in range(7)))
