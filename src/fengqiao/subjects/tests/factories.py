"""Invented people for tests, also of rooms above. Their numbers begin with a code that no place has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from fengqiao.audit.face import Actor
from fengqiao.kit import scope
from fengqiao.kit.citizen_number import check_digit
from fengqiao.subjects import face as subjects
from fengqiao.subjects.actions import identity
from fengqiao.subjects.face import NewSentence, NewSubject, Subject, TermLength
from fengqiao.subjects.models import CountyCheck, Sentence

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
A1, A2, B1 = "330681109", "330681001", "330682101"


def number(serial: int, *, born: date = date(1985, 3, 4), sex: str = "1") -> str:
    """A citizen number nobody can have, male for sex "1"."""
    last = serial % 500 * 2 + (1 if sex == "1" else 0)
    first17 = f"99{serial // 500 % 10000:04d}{born:%Y%m%d}{last:03d}"
    return first17 + check_digit(first17)


def actor(role: str = "county_lead", area: str = "330681", *, person: int = 1) -> Actor:
    """Somebody at work, without tables of users."""
    level = {2: 1, 4: 2, 6: 3, 9: 4}[len(area)]
    return Actor(person, person, f"{role} {area}", role, level, area, (area,), post=person)


def sentence(**values: Any) -> NewSentence:
    given: dict[str, Any] = {
        "category": "suspended_sentence",
        "offences": "危险驾驶罪",
        "text": "拘役四个月，缓刑六个月",
        "start": date(2026, 9, 1),
        "end": date(2027, 2, 28),
        "organ": "诸暨市人民法院",
        "document_number": "（2026）浙0681刑初1号",
        "judged_on": date(2026, 8, 15),
        "effective_on": date(2026, 9, 1),
        "length": TermLength(months=6),
    }
    return NewSentence(**(given | values))


def new(serial: int = 1, **values: Any) -> NewSubject:
    """A person of an existing register, in correction, at the office A1."""
    born = values.get("birth_date", date(1985, 3, 4))
    sex = values.get("sex", "1")
    given: dict[str, Any] = {
        "area": A1,
        "name": f"陈测{chr(0x4E00 + serial % 5000)}",
        "sex": sex,
        "birth_date": born,
        "number": number(serial, born=born, sex=sex),
        "ethnicity": "01",
        "phone": f"139{serial:08d}",
        "residence": "浙江省绍兴市诸暨市枫桥镇枫源村8号",
        "household": "浙江省绍兴市诸暨市枫桥镇枫源村8号",
        "residence_code": "330681109201",
        "sentence": sentence(),
        "arrived_on": date(2026, 9, 3),
        "registered_on": date(2026, 9, 3),
    }
    return NewSubject(**(given | values))


def someone(serial: int = 1, *, by: Actor | None = None, **values: Any) -> Subject:
    """A loaded person."""
    person = new(serial, **values)
    lead = by or actor(area=person.area[:6])
    [result] = subjects.load(people=[person], source="test", by=lead, at=AT)
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        return Subject.objects.get(uid=result.uid)


def decision(person: Subject) -> Sentence:
    """The stored decision of a person."""
    return Sentence.objects.get(subject=person)


def asked_elsewhere(people: Iterable[Subject], county: str = "330682") -> list[CountyCheck]:
    """The same numbers are held in another county: one open question for each person."""
    identity.open_checks([(person, county, uuid4()) for person in people])
    return list(CountyCheck.objects.filter(subject__in=people).order_by("id"))


def notified(serial: int = 1, *, by: Actor | None = None, **values: Any) -> Subject:
    """A person whose notice has come and who has not arrived yet."""
    person = new(serial, **({"arrived_on": None, "registered_on": None, "documents_on": date(2026, 9, 1)} | values))
    return subjects.enrol(person=person, by=by or actor(area=person.area[:6]), at=AT)
