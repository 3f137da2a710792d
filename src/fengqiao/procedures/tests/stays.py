"""A small procedure of the tests' own, "stay": asked for, reviewed, decided by the office or the county, running
until a moment, overdue by the clock, closed. It needs no other room but a register of what its effects did."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from fengqiao.law.face import Law, Measures
from fengqiao.procedures.grammar import (
    Amount,
    Band,
    Case,
    Clock,
    Does,
    Fact,
    Field,
    FieldKind,
    Finding,
    Form,
    Level,
    P,
    Procedure,
    Step,
    Text,
    after,
    at,
    back,
    block,
    by,
    effect,
    end,
    go,
    ladder,
    lapse,
    lead,
    office,
    office_head,
    since,
    stay,
    subject,
)
from fengqiao.procedures.register import DEFINITIONS


def word(text: str) -> Text:
    return Text(text, text)


class World:
    """What effects wrote and facts answer, instead of other rooms' tables."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.closed_roads: frozenset[str] = frozenset()
        self.fails = False


WORLD = World()


def record_stay(**values: Any) -> None:
    WORLD.calls.append(values)
    if WORLD.fails:
        raise RuntimeError("the other room fell over")


def closed_roads(*, subject_id: int, on: date) -> frozenset[str]:
    return WORLD.closed_roads


def _days(case: Case) -> int:
    return int(case.form.get("days", 0))


DAYS = Amount("days", word("days"), word("day"), _days)
FORM = Form(
    (
        Field(name="leaves_at", kind=FieldKind.MOMENT, label=word("leaves")),
        Field(name="returns_at", kind=FieldKind.MOMENT, label=word("returns")),
        Field(name="days", kind=FieldKind.NUMBER, label=word("days")),
        Field(name="road", kind=FieldKind.TEXT, label=word("road"), required=False),
    )
)
VISIT = Form((Field(name="visited_on", kind=FieldKind.DAY, label=word("visited on"), happened=True),))


def road_is_open(case: Case) -> Finding:
    return Finding(case.form.get("road") not in case.fact("closed_roads"), word("roads compared"))


stay_v1 = Procedure(
    key="stay",
    version=1,
    number="P90",
    room="tests",
    valid=since(2020, 7, 1),
    title=Text("小住", "Stay"),
    basis=(Law(27),),
    starts=(by(subject()), by(office())),
    form=FORM,
    reads=(Fact("closed_roads", closed_roads),),
    checks=(block("road", word("road"), road_is_open, Measures(26)),),
    steps=(
        Step(
            key="review",
            title=word("review"),
            actor=office(),
            does=Does.REVIEW,
            no_clock=word("none"),
            outcomes=(
                go("forward", word("forward"), "decide"),
                back("incomplete", word("return"), asks_for=word("what")),
                stay("visit", word("visited"), form=VISIT, effects=(effect(record_stay),)),
            ),
        ),
        Step(
            key="decide",
            title=word("decide"),
            actor=ladder(
                Band(actor=office_head(), title=word("office"), when=P("LEA-MAX-OFFICE") >= DAYS, delegated="leave"),
                Band(actor=lead(Level.COUNTY), title=word("county"), when=None),
            ),
            does=Does.DECIDE,
            clocks=(
                Clock(id="LEA-2", title=word("before leaving"), starts=after("application.submit"),
                      until=at("leaves_at"), before_it=True, met_by=("decide.grant", "decide.refuse"),
                      basis=(Measures(27),)),
            ),
            outcomes=(
                go("grant", word("grant"), "away", grants=True,
                   effects=(effect(record_stay, lambda case: {"days": case.form["days"]}),)),
                end("refuse", word("refuse"), reasons=True),
            ),
        ),
        Step(
            key="away",
            title=word("away"),
            actor=subject(),
            does=Does.RUNS,
            clocks=(Clock(id="LEA-3", title=word("return"), until=at("returns_at"), basis=(Measures(28),)),),
            outcomes=(
                end("back", word("back"), by=office()),
                lapse("LEA-3", word("not back"), to="overdue", effects=(effect(record_stay),)),
            ),
        ),
        Step(
            key="overdue",
            title=word("overdue"),
            actor=office(),
            does=Does.RECORD,
            no_clock=word("none"),
            outcomes=(end("found", word("found")),),
        ),
    ),
    matter_wide=(end("withdrawn", word("withdrawn"), by=office()),),
)  # fmt: skip
stay_v2 = replace(stay_v1, version=2, title=Text("小住（新）", "Stay, new"), valid=since(2020, 8, 1))


@contextmanager
def registered(*definitions: Procedure) -> Iterator[World]:
    """These definitions run for a while; the world begins empty."""
    for each in definitions:
        DEFINITIONS.add(each)
    WORLD.__init__()  # type: ignore[misc]
    try:
        yield WORLD
    finally:
        for each in definitions:
            DEFINITIONS.remove(each)
