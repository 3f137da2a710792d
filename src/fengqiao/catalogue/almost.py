"""Who lacks exactly one condition of what the law lets them hope for, which, and from when it is met. Pure.

The conditions are the checks of the definitions themselves, asked as if the matter were opened now; only the day on
which a condition is met is said here, where a rule knows it. What nothing can check yet (`later`) is no condition: the
page says so. Nothing follows from this by itself: the office proposes, the institution decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from fengqiao.catalogue import classification_forms as classes
from fengqiao.catalogue import discharge_checks as discharge
from fengqiao.law.face import Citation, Law
from fengqiao.procedures.grammar import Case, Finding, Later, Procedure, Text

rules = classes.rules
Day = Callable[[Case], date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition: what it rests on, whether it is met, the evidence, and from which day on it is, where known."""

    key: str
    title: Text
    basis: tuple[Citation, ...]
    met: bool
    evidence: Text
    met_on: date | None = None


def conditions(definition: Procedure, case: Case, *, met_on: Mapping[str, Day]) -> tuple[Condition, ...]:
    """Every check of a definition that can be asked, with its answer for a case."""
    found = []
    for check in definition.checks:
        if isinstance(check.test, Later):
            continue
        answer: Finding = check.test(case)
        day = None if answer.passed or check.key not in met_on else met_on[check.key](case)
        found.append(
            Condition(
                key=check.key, title=check.title, basis=check.basis, met=answer.passed, evidence=answer.evidence,
                met_on=day,
            )
        )  # fmt: skip
    return tuple(found)


def the_one(found: Iterable[Condition]) -> Condition | None:
    """The only condition that is not met; None when none or more than one is missing."""
    missing = [each for each in found if not each.met]
    return missing[0] if len(missing) == 1 else None


def less_strict(case: Case) -> str:
    """The next less strict class, empty for whoever has none or the least strict."""
    before = classes.now(case)
    if before not in rules.RANKS[:-1]:
        return ""
    return rules.RANKS[rules.RANKS.index(before) + 1]


def for_less_strict_class(definition: Procedure, case: Case) -> tuple[Condition, ...]:
    """The checks of a classification, as if the next less strict class were proposed today.

    Law: Community Corrections Law art. 24; Implementation Measures art. 21; parameters classification.*.
    """
    proposed = less_strict(case)
    if not proposed:
        return ()
    return conditions(definition, case.with_form({"proposed_class": proposed}), met_on=_CLASS_DAYS)


def _stay_is_over(case: Case) -> date | None:
    """The first day on which the minimum stay in the class is full."""
    last = case.fact("class_history")[-1]
    months = classes.rule_set(case).stay_months.get(last.class_name, 0)
    return rules.full_on(last.first_day, months)


def _entry_is_over(case: Case) -> date | None:
    """The first day on which the months after entry are full, where nothing else puts into the strict class."""
    begun = classes.begun_on(case)
    if begun is None or classes.grounds(case) != (rules.ENTRY,):
        return None
    return rules.full_on(begun, classes.rule_set(case).entry_months)


_CLASS_DAYS: Final[Mapping[str, Day]] = {
    "stayed_long_enough": _stay_is_over,
    "not_too_lenient": _entry_is_over,
}


def for_discharge(definition: Procedure, case: Case) -> tuple[Condition, ...]:
    """The checks of a running discharge, and that the day itself has come. Law: Community Corrections Law art. 44."""
    day = discharge.certificate_from(case)
    has_come = discharge.end_has_come(case)
    end = Condition(
        key="end", title=Text("矫正期满", "The term is over"), basis=(Law(44),), met=has_come,
        evidence=Text(f"期满日 {discharge.ends_on(case)}", f"the end is {discharge.ends_on(case)}"),
        met_on=None if has_come else day,
    )  # fmt: skip
    return (*conditions(definition, case, met_on={}), end)


def for_running(definition: Procedure, case: Case) -> tuple[Condition, ...]:
    """The checks of a matter that stop what is asked for."""
    stopping: dict[str, Any] = {each.key: each.severity for each in definition.checks}
    return tuple(each for each in conditions(definition, case, met_on={}) if stopping[each.key] == "block" or each.met)
