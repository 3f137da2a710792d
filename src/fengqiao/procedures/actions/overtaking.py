"""What happens to a person overtakes the matters that are open about him or her: each ends by its own way out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.kit.ids import new_id
from fengqiao.procedures.actions.recording import record
from fengqiao.procedures.grammar import BY_FACT, Act
from fengqiao.procedures.reads.matters import running_about
from fengqiao.procedures.reads.standing import Standing, standing_of
from fengqiao.subjects import face as subjects


def overtake(
    *,
    subject_id: int,
    outcome: str,
    cause: UUID | str,
    by: audit.Actor,
    at: datetime,
    beside: UUID | None = None,
    procedure: str = "",
    if_allowed: bool = False,
) -> int:
    """End every open matter of a person that knows this matter-wide outcome, by the fact of the act `cause`.

    `beside` is the matter whose act it is; it goes on by itself. `procedure`: only matters of one kind; `if_allowed`:
    only those whose definition allows the outcome now. Matters without such an outcome stay open: somebody has to look
    at them. Nothing that the outcome would open is opened, because its cause has opened it already.
    Returns how many ended. Raises: subjects' UnknownSubject.
    """
    subjects.lock(subject_id)
    ended = 0
    for matter in running_about(subject_id):
        if matter.uid == beside or (procedure and matter.procedure != procedure):
            continue
        standing = standing_of(matter, at=at)
        step = _step_of(standing, outcome, if_allowed=if_allowed)
        if step is not None:
            _end(standing=standing, step=step, outcome=outcome, cause=cause, by=by, at=at)
            ended += 1
    return ended


def _step_of(standing: Standing, outcome: str, *, if_allowed: bool) -> str | None:
    """An open step at which the matter may end this way."""
    for opened in standing.progress.open_steps:
        way = opened.outcome(outcome)
        if way is not None and way.is_matter_wide and (way.allowed or not if_allowed):
            return opened.key
    return None


@audit.act("procedures.overtake", about="standing", record=("outcome", "cause"))
def _end(*, standing: Standing, step: str, outcome: str, cause: UUID | str, by: audit.Actor, at: datetime) -> Standing:
    act = Act(uid=new_id(), step=step, outcome=outcome, by=BY_FACT, at=at, sealed={"opens": False, "cause": str(cause)})
    return record(standing, (*standing.owed, act), by=by, at=at)
