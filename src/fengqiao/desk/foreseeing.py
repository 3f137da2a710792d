"""A preview computed in the background, one county after another, never in the request that asked for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk import foreseeing_places
from fengqiao.desk.actions import foreseeing as actions
from fengqiao.desk.models import Foreseen, Foresight
from fengqiao.desk.reads.foresight import BUILDING, FAILED, READY
from fengqiao.kit import clock, scope
from fengqiao.law import changes
from fengqiao.law import face as law
from fengqiao.procedures import face as procedures
from fengqiao.supervision import face as supervision
from fengqiao.users import face as users

JOB: Final = "desk.foresee"
QUEUE: Final = "exports"
DUTY: Final = "duty"
OPENS: Final = "opens"
Now = Callable[[], datetime]
Texts = tuple[law.Text, ...] | tuple[procedures.Text, ...]


def ask(change: changes.ChangeRow, *, by: audit.Actor, at: datetime) -> Foresight:
    """Queue the preview of a change; one job at a time works on it."""
    row = actions.ask(change=change, places=len(places_of(change)) or 1, by=by, at=at)
    app.configure_task(JOB, queue=QUEUE, lock=f"foresight-{change.uid}").defer(area=row.area, foresight=str(row.uid))
    return row


def places_of(change: changes.ChangeRow) -> tuple[str, ...]:
    """The counties of a change's place, or the place itself below a county: what is looked at in one go. A change of
    places is looked at as a whole."""
    if change.kind == changes.PLACE:
        return ()
    area = change.area
    return tuple(each for each in procedures.all_counties() if each.startswith(area)) or (area,)


def foresee_as_job(uid: UUID, *, area: str, now: Now) -> bool:
    """Compute a preview; whether it was finished. The post of whoever asked is read again (T24)."""
    at = now()
    with transaction.atomic(), scope.of((area,)):
        row = Foresight.objects.filter(uid=uid, state=BUILDING).first()
        change = changes.one(row.change, area=area) if row else None
        by = users.actor(account=row.account, post=row.post, on=clock.local_day(at)) if row else None
    if row is None:
        return False
    if change is None or by is None or not users.has(by, users.Right.WORK_CASES):
        actions.note_progress(row, FAILED, done=0, at=at)
        return False
    if change.kind == changes.PLACE:
        _look_at_places(row, change, at=at)
    for number, place in enumerate(places_of(change), start=1):
        _look(row, change, place, at=at)
        actions.note_progress(row, BUILDING, done=number, at=now())
    actions.note_progress(row, READY, done=row.places, at=now())
    return True


def _look_at_places(row: Foresight, change: changes.ChangeRow, *, at: datetime) -> None:
    """Everything that changes hands, in one reading of the place in which it happens."""
    with transaction.atomic(), scope.of((change.area,)):
        told = areas.read_change(change.said)
        for found, matters in foreseeing_places.found(row, told, today=clock.local_day(at)):
            actions.keep(row, found, matters=matters)


def _look(row: Foresight, change: changes.ChangeRow, place: str, *, at: datetime) -> None:
    """Everything in one place that would be otherwise: its matters in stretches, then the duties of its people."""
    after: int | None = 0
    while after is not None:
        with transaction.atomic(), scope.of((place,)):
            looked = procedures.foreseen(changes.supposed(change), since=change.valid_from, after=after, at=at)
            actions.keep(row, (_matter(row, each) for each in looked.found), matters=looked.matters)
        after = looked.last
    with transaction.atomic(), scope.of((place,)):
        found = supervision.foreseen_duties(
            changes.supposed(change), since=change.valid_from, today=clock.local_day(at)
        )
        actions.keep(row, (_duty(row, each) for each in found), matters=0)
    with transaction.atomic(), scope.of((place,)):
        opened = procedures.foreseen_openings(
            changes.supposed(change), area=place, since=change.valid_from, changed=change.name, at=at
        )
        actions.keep(row, (_opening(row, each, place) for each in opened), matters=0)


def _opening(row: Foresight, each: procedures.ForeseenOpening, area: str) -> Foreseen:
    return Foreseen(
        area=area, foresight=row.uid, kind=OPENS, about=each.subject_id, procedure=each.procedure, version=each.version,
        was_on=each.was_on, now_on=each.now_on, told=_told((), ()),
    )  # fmt: skip


def _matter(row: Foresight, each: procedures.Foreseen) -> Foreseen:
    return Foreseen(
        area=each.area, foresight=row.uid, kind=each.kind, matter=each.matter, about=each.subject_id,
        procedure=each.procedure, version=each.version, step=each.step, code=each.code, is_ended=each.is_ended,
        was_on=each.was_on, now_on=each.now_on, told=_told(each.was, each.now),
    )  # fmt: skip


def _duty(row: Foresight, each: supervision.ForeseenDuty) -> Foreseen:
    return Foreseen(
        area=each.area, foresight=row.uid, kind=DUTY, about=each.subject_id, code=each.kind, was_on=each.was_on,
        now_on=each.now_on, told=_told(each.was, each.now),
    )  # fmt: skip


def _told(was: Texts, now: Texts) -> dict[str, list[list[str]]]:
    return {"was": [[each.zh, each.en] for each in was], "now": [[each.zh, each.en] for each in now]}
