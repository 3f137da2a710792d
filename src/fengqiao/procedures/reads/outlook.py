"""What a person's running matters wait for, to lay two outlooks side by side: as it is, and as it would be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from fengqiao.kit.records import record
from fengqiao.procedures.grammar import Text
from fengqiao.procedures.reads.matters import running_about
from fengqiao.procedures.reads.standing import as_projected


@record(kw_only=True)
class Expected:
    """An open step with who stands there, or an open time limit with its last moment, of one running matter."""

    matter: UUID
    procedure: Text
    key: str
    title: Text
    who: Text
    due_at: datetime | None


@record
class Moved:
    """One line that is not the same in both outlooks; None where it is missing."""

    before: Expected | None
    after: Expected | None


def outlook(*, subject_id: int, at: datetime) -> tuple[Expected, ...]:
    """The open steps and time limits of a person's running matters, by the facts as they stand in this transaction."""
    found = []
    for row in running_about(subject_id):
        standing = as_projected(row, at=at)
        about = (row.uid, standing.definition.title)
        for step in standing.progress.open_steps:
            found.append(_expected(about, f"step {step.key}", step.title, step.competence.title, None))
        for clock in standing.progress.clocks:
            if clock.is_open:
                key = f"clock {clock.step} {clock.id}"
                found.append(_expected(about, key, clock.title, clock.owner.title, clock.due_at))
    return tuple(found)


def moved(before: Iterable[Expected], after: Iterable[Expected]) -> tuple[Moved, ...]:
    """What differs between two outlooks, in the order of the first. Pure."""
    was, will = ({(each.matter, each.key): each for each in side} for side in (before, after))
    return tuple(
        Moved(was.get(key), will.get(key)) for key in dict.fromkeys((*was, *will)) if was.get(key) != will.get(key)
    )


def _expected(about: tuple[UUID, Text], key: str, title: Text, who: Text, due_at: datetime | None) -> Expected:
    return Expected(matter=about[0], procedure=about[1], key=key, title=title, who=who, due_at=due_at)
