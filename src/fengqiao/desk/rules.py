"""What may be done for many people at once. Pure.

A sanction, and whatever decides about liberty, is never among it: each such person is heard, decided and signed for
alone. What may be begun for many stands in a list here; a definition that is not on it is refused, and so is one on it
that turned out to be a sanction.

Law: Community Corrections Law arts 28, 29, 46 (sanctions, electronic monitoring, revocation: each on its own facts).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from fengqiao.procedures.grammar import Procedure, Text, Wrong

ASSIGN, CALL, START, PRESS = "assign", "call", "start", "press"
#: Definitions that may be begun for many: they open work about a person and decide nothing.
BEGUN_FOR_MANY: Final = ("induction", "correction_group", "correction_plan", "plan_adjustment", "classification")
#: The room of sanctions and rewards, and what takes or limits liberty wherever it is kept (domain notes P16-P17,
#: P21-P32): by number, so that a definition that moves stays out.
SANCTIONS_ROOM: Final = "conduct"
ABOUT_LIBERTY: Final = frozenset({"P16", "P17", "P19", *(f"P{number}" for number in range(21, 33)), "P40", "P41"})
#: Unit: persons of one run.
MOST_AT_ONCE: Final = 100


def shared(wrong: Iterable[Sequence[Wrong]]) -> tuple[Wrong, ...]:
    """What is wrong with the common form: the same in the same field, whoever it is held against."""
    first, *others = [*wrong] or [()]
    return tuple(each for each in first if all(each in other for other in others))


def own(wrong: Sequence[Wrong], common: Sequence[Wrong]) -> Text | None:
    """What is wrong for one person alone, in words; None when there is nothing beside what is wrong for all."""
    left = [each.text for each in wrong if each not in common]
    if not left:
        return None
    return Text("；".join(each.zh for each in left), "; ".join(each.en for each in left))


#: Said of a row that has no fault of its own.
SEE_FORM: Final = Text("表单填写有误，请更正后重试", "the form above has to be put right first")


def is_sanction(definition: Procedure) -> bool:
    """Whether a definition punishes, rewards, or decides about liberty."""
    return definition.room == SANCTIONS_ROOM or definition.number.partition("-")[0] in ABOUT_LIBERTY


def may_be_begun_for_many(definition: Procedure) -> bool:
    """Whether matters of it may be opened for many people by one press."""
    return definition.key in BEGUN_FOR_MANY and not is_sanction(definition)


def may_be_pressed_for_many(definition: Procedure, *, decides: bool) -> bool:
    """Whether one press may take a step in many matters: never a decision, never in a matter of sanctions."""
    return not decides and not is_sanction(definition)
