"""Records of supervision in one press: a report taken, a talk or a visit held, reports of a group received."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.desk.reads.period import HELD, VISITING
from fengqiao.desk.refusals import REFUSALS
from fengqiao.kit.clock import local_day
from fengqiao.law.face import Text
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects

MOST_AT_ONCE: Final = 100
"""Unit: rows of one page."""
#: Law: Community Corrections Law art. 52: apart from adults.
_MINOR = Text(
    "未成年社区矫正对象应当与成年人分别进行，请单独登记。", "A minor reports apart from adults: record it singly."
)
_GONE = Text("该报告期已无待办，请刷新页面。", "Nothing waits in this period any more: reload the page.")


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
) -> dict[UUID, Text | None]:
    """The reports of a group session: each its own act, and why one of them was not taken. Nothing of a refused one is
    written, the others stand."""
    found: dict[UUID, Text | None] = {}
    for matter in ticked[:MOST_AT_ONCE]:
        each = waiting.get(matter)
        if each is None or each.subject_id in minors:
            found[matter] = _GONE if each is None else _MINOR
            continue
        try:
            with transaction.atomic():
                take(waiting=each, data=data, by=by, at=at, request=uuid5(request, str(matter)))
        except procedures.Refused as error:
            found[matter] = _why(error)
        except (subjects.UnknownSubject, procedures.UnknownMatter, procedures.AlreadyDecided):
            found[matter] = _GONE
        except REFUSALS as error:
            found[matter] = Text(error.text.zh, error.text.en)
        else:
            found[matter] = None
    return found


def _why(error: procedures.Refused) -> Text:
    """What is wrong with the form, or why it may not be."""
    said = [each.text for each in error.refusal.wrong] or [error.refusal.reason]
    return Text("；".join(each.zh for each in said), "; ".join(each.en for each in said))
