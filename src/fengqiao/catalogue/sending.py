"""A paper is made, then sealed, then out: what is told in writing is told when it has left, not when it was typed.

Whoever seals the paper sends its letters; that fact closes the step by itself, and its clock is met on that day.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.law.face import Citation
from fengqiao.letters import face as letters
from fengqiao.procedures.grammar import (
    Act,
    Asked,
    Case,
    Does,
    Fact,
    Level,
    Outcome,
    Step,
    Text,
    done,
    effect,
    go,
    lead,
    stay,
)

OUT_FACT = "letters.LettersOut"
LETTERS_OUT = Fact("letters_out", letters.acts_out, letters.acts_out_of)


def _last(case: Case, name: str) -> Act | None:
    return next((act for act in reversed(case.acts) if act.name == name), None)


def is_out(name: str) -> Asked:
    """Whether every letter of the latest of these acts has left."""

    def asked(case: Case) -> bool:
        act = _last(case, name)
        return act is not None and str(act.uid) in case.fact(LETTERS_OUT.key)

    return Asked(Text("文书已用印、公函已发出", "the paper is sealed and its letters are out"), asked)


def waits(name: str) -> Asked:
    """Whether letters of the latest of these acts are still here."""
    out = is_out(name)
    return Asked(Text("文书尚未用印发出", "the paper is not sealed and sent yet"), lambda case: not out.holds(case))


def goes_out(
    step: str,
    act: str,
    *,
    clocks: tuple[str, ...],
    finishes: str | None = None,
    basis: tuple[Citation, ...] = (),
    without: frozenset[str] = frozenset(),
) -> Step:
    """The step behind one whose act made a paper: it stays with whoever keeps the seal, under the clock of sending."""
    name = f"{step}.{act}"

    def called_off(case: Case) -> Mapping[str, Any]:
        made = _last(case, name)
        return {"of": str(made.uid) if made is not None else "", "reason": case.acts[-1].reasons}

    return Step(
        key=f"{step}_out",
        title=Text("用印发出", "Seal and send"),
        actor=lead(Level.COUNTY),
        does=Does.SERVE,
        watches=clocks,
        basis=basis,
        without=without,
        outcomes=(
            done(
                "sent", Text("已用印发出", "Sealed and sent"), when=is_out(name), chosen_by=OUT_FACT, finishes=finishes
            ),
            go(
                "again",
                Text("退回重新制作", "Make it again"),
                step,
                when=waits(name),
                reasons=True,
                effects=(effect(letters.call_off, called_off),),
            ),
        ),
    )


def out_while_open(step: str, act: str, key: str, title: Text) -> Outcome:
    """Inside a step that stays open: the letters of its act have left. Once for each time that they were written."""
    written, noted, out = f"{step}.{act}", f"{step}.{key}", is_out(f"{step}.{act}")

    def asked(case: Case) -> bool:
        names = [each.name for each in case.acts if each.name in (written, noted)]
        return bool(names) and names[-1] == written and out.holds(case)

    return stay(key, title, when=Asked(out.text, asked), by=lead(Level.COUNTY), chosen_by=OUT_FACT)
