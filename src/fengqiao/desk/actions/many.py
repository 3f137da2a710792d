"""One act for many people: chosen, said, carried out once. Each row is an act of its own with its own refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.desk import rules
from fengqiao.desk.errors import NobodyChosen, NotForMany, TooManyAtOnce, UnknownBulk
from fengqiao.desk.models import Bulk
from fengqiao.desk.reads import many as reads
from fengqiao.desk.refusals import REFUSALS
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.law.face import Text
from fengqiao.notices import face as notices
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

Pair = tuple[int, str]


@audit.act("desk.choose_many", about="result", record=("kind", "count"))
def choose(*, kind: str, rows: Sequence[Pair], count: int, by: audit.Actor, at: datetime) -> Bulk:
    """Keep whom an act is to be about. Raises: NotForMany, NobodyChosen, TooManyAtOnce."""
    allowed = {key for key, _title in reads.kinds(by=by, on=local_day(at))} | {rules.PRESS}
    if kind not in allowed:
        raise NotForMany
    if not rows:
        raise NobodyChosen
    if len(rows) > rules.MOST_AT_ONCE:
        raise TooManyAtOnce
    row = Bulk(
        uid=new_id(), area=by.area, person=by.person or 0, kind=kind, rows=[list(pair) for pair in rows], made_at=at
    )
    row.save(force_insert=True)
    return row


@audit.act("desk.say_many", about="result")
def say(*, uid: UUID, parameters: Mapping[str, Any], by: audit.Actor, at: datetime) -> Bulk:
    """What exactly is to be done; nothing changes once it is carried out. Raises: UnknownBulk."""
    row = _locked(uid, by=by)
    if row.done_at is None:
        row.parameters = dict(parameters)
        row.save(update_fields=["parameters"])
    return row


@audit.act("desk.carry_out_many", about="uid")
def carry_out(*, uid: UUID, by: audit.Actor, at: datetime) -> Bulk:
    """Do it, once: a second press, here or in another tab, finds it done. Every row is tried again first.

    Raises: UnknownBulk.
    """
    row = _locked(uid, by=by)
    if row.done_at is not None or not reads.is_said(row):
        return row
    answers: dict[Pair, Any] = dict(reads.tried(row, by=by, now=at).answers)
    todo = sorted(pair for pair, refused in answers.items() if not refused)
    answers |= _ACTS[row.kind.partition(":")[0]](row, todo, by=by, at=at)
    row.results = [_result(pair, refused) for pair, refused in answers.items()]
    row.done_at = at
    row.save(update_fields=["results", "done_at"])
    return row


def _locked(uid: UUID, *, by: audit.Actor) -> Bulk:
    row = Bulk.objects.select_for_update().filter(uid=uid, area=by.area, person=by.person or 0).first()
    if row is None:
        raise UnknownBulk(uid)
    return row


def _result(pair: Pair, refused: Any) -> dict[str, Any]:
    subject, matter = pair
    return {
        "subject": subject, "matter": matter, "done": not refused, "zh": getattr(refused, "zh", ""),
        "en": getattr(refused, "en", ""),
    }  # fmt: skip


def _each(todo: Sequence[Pair], act: Callable[[Pair], object]) -> dict[Pair, Any]:
    """Row by row; what a room refuses is that row's result, and the others go on."""
    found: dict[Pair, Any] = {}
    for pair in todo:
        try:
            with transaction.atomic():
                act(pair)
        except subjects.UnknownSubject:
            found[pair] = reads.GONE
        except REFUSALS as error:
            found[pair] = Text(error.text.zh, error.text.en)
        else:
            found[pair] = ""
    return found


def _press_id(row: Bulk, pair: Pair) -> UUID:
    """The name of one row's act: the same press twice is one act."""
    return uuid5(NAMESPACE_OID, f"bulk {row.uid} {pair[0]} {pair[1]}")


def _assign(row: Bulk, todo: Sequence[Pair], *, by: audit.Actor, at: datetime) -> dict[Pair, Any]:
    person, first_day = int(row.parameters["officer"]), date.fromisoformat(row.parameters["first_day"])
    name = users.names([person])[person]
    return _each(
        todo,
        lambda pair: casework.assign_officer(
            subject_id=pair[0], person=person, name=name, first_day=first_day, by=by, at=at
        ),
    )


def _call(row: Bulk, todo: Sequence[Pair], *, by: audit.Actor, at: datetime) -> dict[Pair, Any]:
    known = subjects.rows(ids={subject for subject, _m in todo}, by=by, today=local_day(at))
    return _each(
        todo,
        lambda pair: notices.tell(
            by=by, at=at, subject_id=pair[0], area=known[pair[0]].area, matter=None, act=_press_id(row, pair),
            kind="please_call",
        ),
    )  # fmt: skip


def _start(row: Bulk, todo: Sequence[Pair], *, by: audit.Actor, at: datetime) -> dict[Pair, Any]:
    """All of them in one, so that the statements do not grow with the people; when one of them is refused after all,
    each by itself."""
    key, data = row.kind.partition(":")[2], row.parameters["data"]
    openings = [procedures.Opening(subject_id=pair[0], data=data, request=_press_id(row, pair)) for pair in todo]
    try:
        with transaction.atomic():
            procedures.start_all(key=key, openings=openings, count=len(openings), by=by, at=at)
    except (subjects.UnknownSubject, *REFUSALS):
        return _each(
            todo,
            lambda pair: procedures.start(
                key=key, subject_id=pair[0], data=data, by=by, at=at, request=_press_id(row, pair)
            ),
        )
    return dict.fromkeys(todo, "")


def _press(row: Bulk, todo: Sequence[Pair], *, by: audit.Actor, at: datetime) -> dict[Pair, Any]:
    _procedure, step, outcome = row.parameters["way"].split(".")
    versions = reads.versions(row, by=by, now=at)
    return _each(
        todo,
        lambda pair: procedures.submit(
            matter=UUID(pair[1]), step=step, outcome=outcome, data={}, seen=versions[pair[1]], by=by, at=at,
            request=_press_id(row, pair),
        ),
    )  # fmt: skip


_ACTS: Final[Mapping[str, Callable[..., dict[Pair, Any]]]] = {
    rules.ASSIGN: _assign,
    rules.CALL: _call,
    rules.START: _start,
    rules.PRESS: _press,
}
