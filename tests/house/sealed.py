"""A minor whose correction has ended and whose record is sealed, made for tests above all rooms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fengqiao.kit import clock
from fengqiao.kit.clock import local_day
from fengqiao.oversight import face as oversight
from fengqiao.oversight.models import Sealing
from fengqiao.procedures.models import Matter
from fengqiao.subjects.actions.writing import change
from fengqiao.subjects.models import Subject
from fengqiao.users.tests import factories
from tests.house import scene
from tests.house.scene import Held

TOLD = {"paper": "（2025）浙0681刑初12号", "words": "已对照裁判文书逐项核对，符合封存条件"}


def ended(held: Held, *, at: datetime | None = None) -> Held:
    """The correction and every matter of somebody have ended."""
    at = at or clock.now()
    with scene.working():
        person = Subject.objects.get(uid=held.subject)
        change(person, act=None, reason="test", state="discharged", ended_on=local_day(at))
        Matter.objects.filter(subject=person, ended_at=None).update(ended_at=at, result="withdrawn")
    return held


def proposed(held: Held, *, by: factories.Someone, at: datetime) -> Sealing:
    return oversight.propose_sealing(subject=held.subject, confirmed=True, by=by.actor(at), at=at, **TOLD)


def sealed(area: str, serial: int, **values: Any) -> Held:
    """Somebody of a place whose record was sealed by two people of the county."""
    at = clock.now()
    held = ended(scene.held(area, serial, minor=True, at=at, **values), at=at)
    county = area[:6]
    one, other = factories.someone("county_staff", county), factories.someone("county_lead", county)
    made = proposed(held, by=one, at=at)
    oversight.settle_sealing(sealing=made.uid, agree=True, words="", by=other.actor(at), at=at)
    return held
