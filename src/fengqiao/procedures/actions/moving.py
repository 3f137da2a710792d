"""Deadlines that moved while they ran: extended, paused, resumed, corrected with the day they count from, or by rules.

The list is for the county's lead and the procuratorate. It is written as the projections change, in the same
transaction, and never corrected: what had passed stays marked as passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from fengqiao.procedures.actions.projecting import Difference
from fengqiao.procedures.grammar import Act, EventKind
from fengqiao.procedures.models import Clock, MovedDeadline
from fengqiao.procedures.progress_fold import CONFIRM, PAPERS, outcome_of
from fengqiao.procedures.projection import MET, MET_LATE, OPEN, PAUSED
from fengqiao.procedures.reads.standing import Standing

EXTENDED, STOPPED, RESUMED, CORRECTED, RULES = "extended", "paused", "resumed", "corrected", "rules"


def note_moves(
    standing: Standing, found: Iterable[Difference], *, at: datetime, act: Act | None = None, rules: bool = False
) -> None:
    """Write down which running time limits these changes have moved. `act` is what moved them; None: a fact did, or
    with `rules` a change of a number or of the working days."""
    rows = [
        _row(standing, each.stored, each.computed, RULES if rules and kind == CORRECTED else kind, act=act, at=at)
        for each in found
        if each.table == Clock._meta.db_table and each.stored is not None and each.computed is not None
        for kind in _kinds(standing, each.stored, each.computed, act)
    ]
    if rows:
        MovedDeadline.objects.bulk_create(rows)


def _kinds(standing: Standing, before: Mapping[str, Any], now: Mapping[str, Any], act: Act | None) -> Iterator[str]:
    match before["state"], now["state"]:
        case (s, t) if s == OPEN and t == PAUSED:
            yield STOPPED
        case (s, t) if s == PAUSED and t in {OPEN, MET, MET_LATE}:
            yield RESUMED
        case (s, t) if s == OPEN and t in {OPEN, MET, MET_LATE} and before["due_at"] != now["due_at"]:
            if not _began_anew(standing, before, now):
                yield EXTENDED if _renewed(standing, now["code"], act) else CORRECTED


def _began_anew(standing: Standing, before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """A step entered again begins its own clock again; that moves no deadline. A day named in a form or by a fact
    can only have been corrected."""
    if before["started_on"] == now["started_on"]:
        return False
    clocks = standing.progress.definition.step(now["step"]).clocks
    clock = next(each for each in clocks if each.id == now["code"])
    return clock.starts.kind in {EventKind.OPENED, EventKind.ACT}


def _renewed(standing: Standing, code: str, act: Act | None) -> bool:
    if act is None or act.step == PAPERS:
        return False
    if act.step == CONFIRM:
        act = next((each for each in standing.acts if str(each.uid) == act.data["act"]), None)
    return act is not None and any(each.clock == code for each in outcome_of(standing.definition, act).renews)


def _row(
    standing: Standing,
    before: Mapping[str, Any],
    now: Mapping[str, Any],
    kind: str,
    *,
    act: Act | None,
    at: datetime,
) -> MovedDeadline:
    matter = standing.matter
    was = before["due_at"] if kind != RESUMED else _before_the_pause(standing, now, otherwise=before["due_at"])
    return MovedDeadline(
        matter_id=matter.id,
        subject_id=matter.subject_id,
        area=matter.area,
        procedure=matter.procedure,
        version=matter.version,
        step=now["step"],
        code=now["code"],
        kind=kind,
        act=act.uid if act else None,
        was_due_at=was,
        due_at=None if kind == STOPPED else now["due_at"],
        after_it=at >= was,
        at=at,
    )


def _before_the_pause(standing: Standing, now: Mapping[str, Any], *, otherwise: datetime) -> datetime:
    """The last moment as it was when the pause began; the stored one has moved with the days since."""
    pauses = MovedDeadline.objects.filter(
        matter_id=standing.matter.id, code=now["code"], step=now["step"], kind=STOPPED
    )
    last = pauses.order_by("-id").first()
    return last.was_due_at if last else otherwise
