"""Records of supervision in one press: a report taken, a talk or a visit held, reports of a group received."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.desk import rules
from fengqiao.desk.reads.period import HELD, VISITING
from fengqiao.desk.refusals import REFUSALS
from fengqiao.kit.clock import local_day
from fengqiao.law.face import Text
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import Text as StepText
from fengqiao.procedures.grammar import Wrong
from fengqiao.subjects import face as subjects

MOST_AT_ONCE: Final = 100
"""Unit: rows of one page."""
#: Law: Community Corrections Law art. 52: apart from adults.
_MINOR = Text(
    "未成年社区矫正对象应当与成年人分别进行，请单独登记。", "A minor reports apart from adults: record it singly."
)
_GONE = Text("该报告期已无待办，请刷新页面。", "Nothing waits in this period any more: reload the page.")


Words = Text | StepText
#: What the reports of one session have in common.
GROUP_FIELDS: Final = ("reported_on", "channel", "content")


@dataclass(frozen=True, slots=True)
class Received:
    """What came of each row, None for a report that was taken; and what is wrong with the common form."""

    answers: Mapping[UUID, Words | None]
    wrong: tuple[Wrong, ...] = ()


def hold(
    *, subject_id: int, kind: str, data: Mapping[str, Any], by: audit.Actor, at: datetime, request: UUID
) -> procedures.Done:
    """A talk, a visit or a call that was not planned here: planned and put on record in one press, or not at all.

    The same `request` twice makes one. Raises: procedures' refusals, subjects' own error for a person out of scope.
    """
    planned = local_day(at)
    with suppress(ValueError, TypeError):
        planned = date.fromisoformat(data.get("held_on", ""))
    plan = {"kind": kind, "planned_on": planned.isoformat()}
    with transaction.atomic():
        begun = procedures.start(key=VISITING, subject_id=subject_id, data=plan, by=by, at=at, request=request)
        return procedures.submit(
            matter=begun.matter, step="hold", outcome=HELD[kind], data=data, seen=1, by=by, at=at,
            request=uuid5(request, "held"),
        )  # fmt: skip


def take(
    *, waiting: procedures.OpenPeriod, data: Mapping[str, Any], by: audit.Actor, at: datetime, request: UUID
) -> procedures.Done:
    """A report of the running period. Raises: procedures' refusals."""
    return procedures.submit(
        matter=waiting.matter, step="due", outcome="accepted", data=data, seen=waiting.version, by=by, at=at,
        request=request,
    )  # fmt: skip


def receive(
    *,
    ticked: Sequence[UUID],
    waiting: Mapping[UUID, procedures.OpenPeriod],
    minors: frozenset[int],
    data: Mapping[str, Any],
    by: audit.Actor,
    at: datetime,
    request: UUID,
) -> Received:
    """The reports of a group session: each its own act, and why one of them was not taken. Nothing of a refused one is
    written, the others stand. What is wrong with the common form is told by itself."""
    found: dict[UUID, Words | None] = {}
    wrong: dict[UUID, tuple[Wrong, ...]] = {}
    for matter in ticked[:MOST_AT_ONCE]:
        each = waiting.get(matter)
        if each is None or each.subject_id in minors:
            found[matter] = _GONE if each is None else _MINOR
            continue
        try:
            with transaction.atomic():
                take(waiting=each, data=data, by=by, at=at, request=uuid5(request, str(matter)))
        except procedures.Refused as error:
            found[matter], wrong[matter] = error.refusal.reason, error.refusal.wrong
        except (subjects.UnknownSubject, procedures.UnknownMatter, procedures.AlreadyDecided):
            found[matter] = _GONE
        except REFUSALS as error:
            found[matter] = Text(error.text.zh, error.text.en)
        else:
            found[matter] = None
            wrong[matter] = ()
    common = tuple(each for each in rules.shared(wrong.values()) if each.field in GROUP_FIELDS)
    said = {matter: rules.own(each, common) or rules.SEE_FORM for matter, each in wrong.items() if each}
    return Received(found | said, common)
