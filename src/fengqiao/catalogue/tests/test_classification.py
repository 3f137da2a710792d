"""P09 in the pure engine and its rules: strict on a ground, promotion only after the stay, never by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.casework import face as casework
from fengqiao.catalogue.classification import classification
from fengqiao.catalogue.tests.story import facts
from fengqiao.procedures.tests.drive import CLERK, COUNTY_CLERK, COUNTY_LEAD, HEAD, Matter, moment
from fengqiao.subjects.face import IntakeDates

rules = casework.class_rules
CLEAN = {
    "risk": "low",
    "admonitions": 0,
    "warnings": 0,
    "penalties": 0,
    "assessment_failed": False,
    "conduct": "按时报告，无违规",
}


def intake(registered: date) -> IntakeDates:
    return IntakeDates(
        effective_on=registered, documents_on=registered, arrived_on=registered, registered_on=registered,
        term_start=registered, term_end=date(2028, 1, 1), state="in_correction",
    )  # fmt: skip


def opened(*spans: tuple[str, date], kind: str = "trigger", since: date = date(2025, 1, 1), **data: Any) -> Matter:
    history = tuple(casework.ClassSpan(name, first, None) for name, first in spans)
    about = facts(values={"class_history": history, "inducted_on": since, "intake_dates": intake(since)})
    matter = Matter(classification, about, moment("2026-11-10 10:00"))
    matter.do("application.submit", CLERK, data={"kind": kind, **data})
    return matter


def decide(matter: Matter, proposed: str, **changes: Any) -> Any:
    matter.do("propose.proposed", CLERK, data={**CLEAN, "proposed_class": proposed, **changes})
    return matter.attempt("decide.approve", COUNTY_LEAD)


def test_the_first_class_is_strict_in_the_first_two_months() -> None:
    matter = opened(kind="initial", since=date(2026, 11, 10))
    assert matter.standing.clock("CLS-1") is not None
    assert "应当严管" in decide(matter, "normal").reason.zh
    matter = opened(kind="initial", since=date(2026, 11, 10))
    act = decide(matter, "strict")
    (effect,) = matter.calls(act)
    assert (effect.name, effect.values["class_name"]) == ("casework.set_class", "strict")
    matter.do("tell.told", CLERK)
    assert matter.standing.ended is not None
    assert matter.standing.ended.result == "decided"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"risk": "high"}, "风险等级为高"),
        ({"admonitions": 2}, "训诫次数"),
        ({"warnings": 1}, "警告"),
        ({"penalties": 1}, "治安管理处罚"),
        ({"assessment_failed": True}, "考核不合格"),
    ],
)
def test_each_ground_of_the_province_asks_for_the_strict_class(changes: dict[str, Any], words: str) -> None:
    refused = decide(opened(("normal", date(2026, 1, 1))), "normal", **changes)
    assert words in refused.reason.zh
    matter = opened(("normal", date(2026, 1, 1)))
    assert decide(matter, "strict", **changes).outcome == "approve"


def test_one_admonition_is_not_two() -> None:
    assert decide(opened(("normal", date(2026, 1, 1))), "normal", admonitions=1).outcome == "approve"


@pytest.mark.parametrize(
    ("before", "first", "proposed", "words"),
    [
        ("strict", date(2026, 9, 11), "normal", "尚差 1 个月"),
        ("strict", date(2026, 9, 10), "normal", ""),
        ("normal", date(2026, 6, 1), "lenient", "尚差 1 个月"),
        ("normal", date(2026, 5, 10), "lenient", ""),
        ("strict", date(2025, 1, 1), "lenient", "逐级"),
        ("lenient", date(2026, 11, 9), "strict", ""),
    ],
)
def test_a_less_strict_class_needs_its_stay_and_a_stricter_one_none(
    before: str, first: date, proposed: str, words: str
) -> None:
    answer = decide(opened((before, first)), proposed)
    if words:
        assert words in answer.reason.zh
    else:
        assert answer.outcome == "approve"


def test_a_review_may_keep_the_class_unless_a_ground_stands() -> None:
    matter = opened(("normal", date(2026, 1, 1)), kind="review", period_end="2026-10-31")
    clock = matter.standing.clock("CLS-2")
    assert clock is not None
    assert clock.last_good_day == date(2026, 11, 30)
    matter.do("propose.keep", CLERK, data=CLEAN)
    assert matter.standing.ended is not None
    assert matter.standing.ended.result == "kept"
    matter = opened(("normal", date(2026, 1, 1)), kind="review", period_end="2026-10-31")
    refusal = matter.refused("propose.keep", CLERK, data={**CLEAN, "warnings": 1})
    assert [each.code for each in refusal.wrong] == ["too_lenient"]
    matter = opened(("strict", date(2026, 1, 1)), kind="review", period_end="2026-10-31")
    matter.do("propose.keep", CLERK, data={**CLEAN, "warnings": 1})


def test_a_late_review_changes_no_class() -> None:
    matter = opened(("normal", date(2026, 1, 1)), kind="review", period_end="2026-10-31").at("2026-12-01 00:00")
    assert [act.name for act in matter.acts][-1] == "propose.lapsed"
    assert matter.open == ["propose"]


def test_nothing_but_the_county_s_decision_sets_a_class() -> None:
    setting = [
        (step.key, outcome.key)
        for step in classification.steps
        for outcome in step.outcomes
        for effect in outcome.effects
        if getattr(effect, "name", "") == "casework.set_class"
    ]
    assert setting == [("decide", "approve")]
    matter = opened(("normal", date(2026, 1, 1)))
    matter.do("propose.proposed", CLERK, data={**CLEAN, "proposed_class": "lenient"})
    for who in (CLERK, HEAD, COUNTY_CLERK):
        assert matter.refused("decide.approve", who).code in {"not_competent", "barred"}


def test_a_first_class_is_proposed_and_not_kept() -> None:
    matter = opened(kind="initial")
    assert matter.refused("propose.keep", CLERK, data=CLEAN).code == "not_allowed"


CONDUCT = st.builds(
    rules.Conduct,
    months=st.integers(0, 30),
    risk_high=st.booleans(),
    admonitions=st.integers(0, 4),
    warnings=st.integers(0, 2),
    penalties=st.integers(0, 2),
    assessment_failed=st.booleans(),
)
RULES = st.builds(
    rules.RuleSet,
    rules=st.sets(st.sampled_from(sorted(rules.RULES))),
    entry_months=st.integers(0, 6),
    admonitions=st.integers(1, 4),
    stay_months=st.fixed_dictionaries({"strict": st.integers(0, 12), "normal": st.integers(0, 12)}),
)
CLASSES = st.sampled_from(rules.RANKS)


@given(CONDUCT, RULES)
def test_only_rules_of_the_province_are_named(conduct: Any, chosen: Any) -> None:
    assert set(rules.strict_grounds(conduct, chosen)) <= set(chosen.rules)


@given(CONDUCT, RULES, CLASSES)
def test_while_a_ground_stands_only_the_strict_class_may_be(conduct: Any, chosen: Any, proposed: str) -> None:
    found = rules.strict_grounds(conduct, chosen)
    assert rules.may_be(proposed, found) == (proposed == "strict" or not found)


@given(CLASSES, CLASSES)
def test_a_change_is_a_promotion_or_a_demotion_or_none(before: str, proposed: str) -> None:
    kinds = (rules.is_promotion(before, proposed), rules.is_demotion(before, proposed), before == proposed)
    assert sum(kinds) == 1
    assert not rules.skips_a_class(before, proposed) or rules.is_promotion(before, proposed)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from([1, 2, 3, 4, 6, 12]))
def test_the_period_that_ended_last_ends_before_the_day_and_touches_the_next(on: date, months: int) -> None:
    name, first, last = rules.period_ended(on, months=months)
    assert first.day == 1
    assert last < on
    assert (last - first).days in range(27, 367)
    again, following, _ = rules.period_ended(on.replace(day=1), months=months)
    assert (again, following) == (name, first), "every day of one month looks back on the same period"


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 2_000))
def test_full_months_never_shrink_with_time(first: date, days: int) -> None:
    later = first.fromordinal(first.toordinal() + days)
    assert rules.full_months(first, later) <= rules.full_months(first, later.fromordinal(later.toordinal() + 1))
