"""The separation rules of procedures 3.3, walked over every definition, form and role (`docs/separation.md`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from fengqiao.catalogue.officers import enough_officers
from fengqiao.procedures import definitions, progress_parts
from fengqiao.procedures.grammar import Does, Form, Procedure
from fengqiao.procedures.grammar._actors import Ladder
from fengqiao.users.rules import ROLES, Right, Role

ROOT = Path(__file__).resolve().parents[2]
HELPERS = frozenset({"social_worker", "volunteer", "provider", "counsellor", "peoples_supervisor", "station_helper"})
WITH_TWO = frozenset({"announced_at", "met", "topic"})
"""A form with one of these fields records a visit, a talk or an announcement."""


def procedures() -> tuple[Procedure, ...]:
    found = definitions.all_current(date(2026, 11, 23))
    assert len(found) > 10
    return found


def competences(definition: Procedure) -> Iterator[tuple[str, frozenset[str]]]:
    """Who may do what: every start and step, every band of a ladder."""
    for start in definition.starts:
        if start.actor is not None:
            yield f"{definition.key}: start", start.actor.roles
    for step in definition.steps:
        bands = step.actor.bands if isinstance(step.actor, Ladder) else (step.actor,)
        for each in bands:
            yield f"{definition.key}.{step.key}", getattr(each, "actor", each).roles


def forms(definition: Procedure) -> Iterator[tuple[str, Form]]:
    """The form of every application and outcome, and those that variants put in their place."""
    seen: set[int] = set()
    stack: list[tuple[str, Any]] = [(definition.key, definition)]
    while stack:
        name, thing = stack.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, Form):
            yield name, thing
        elif isinstance(thing, tuple | list | frozenset):
            stack += [(name, each) for each in thing]
        elif hasattr(thing, "items"):
            stack += [(f"{name}.{key}", each) for key, each in thing.items()]
        elif hasattr(thing, "__dataclass_fields__") and type(thing).__module__.startswith("fengqiao.procedures"):
            stack += [(f"{name}.{key}", getattr(thing, key)) for key in thing.__dataclass_fields__]


def test_helpers_stand_in_no_competence_of_any_definition() -> None:
    walked = [each for definition in procedures() for each in competences(definition)]
    assert len(walked) > 50
    assert not [where for where, roles in walked if roles & HELPERS]


@pytest.mark.parametrize("role", sorted(HELPERS))
def test_helpers_have_no_right_to_cases(role: str) -> None:
    assert ROLES[Role(role)].rights == {Right.WORK_HERE}


def test_every_part_in_a_matter_bars_from_deciding_it() -> None:
    """One table for all definitions: who filled, reviewed or gave an opinion does not decide."""
    parts = progress_parts._PARTS
    assert set(parts[Does.DECIDE]) == {Does.FILL, Does.REVIEW, Does.CONSULT}
    assert set(parts[Does.REVIEW]) == {Does.FILL, Does.DECIDE}


def test_every_visit_talk_and_announcement_names_its_officers() -> None:
    found = {name: form for definition in procedures() for name, form in forms(definition)
             if WITH_TWO & {each.name for each in form.fields}}  # fmt: skip
    assert {name.partition(".")[0] for name in found} >= {"induction", "discharge", "supervision_visit"}
    assert not [name for name, form in found.items() if enough_officers not in form.rules]


@pytest.mark.parametrize(("names", "enough"), [("何文斌", False), ("何文斌、何文斌", False), ("何文斌、俞佳", True)])
def test_one_officer_is_not_enough_at_any_announcement(names: str, enough: bool) -> None:
    case: Any = SimpleNamespace(parameter=lambda name: 2)
    assert (enough_officers({"officers": names}, case) == ()) is enough


def test_every_test_that_the_table_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "separation.md").read_text(encoding="utf-8")))
    sources = [*ROOT.glob("src/fengqiao/*/tests/**/test_*.py"), *ROOT.glob("src/fengqiao/*/*/tests/test_*.py"),
               *ROOT.glob("tests/*/test_*.py")]  # fmt: skip
    there = set(re.findall(r"def (test_\w+)", "".join(path.read_text(encoding="utf-8") for path in sources)))
    assert len(named) > 10
    assert not named - there
