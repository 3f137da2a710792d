"""P08 in the pure engine: the first plan, its review, and what a change of class asks for."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from fengqiao.casework import face as casework
from fengqiao.casework.facts import ClassChanged
from fengqiao.catalogue.correction_plan import correction_plan, is_another_class, plan_adjustment, said_of_class
from fengqiao.catalogue.tests.story import facts
from fengqiao.procedures.tests.drive import AREA, CLERK, COUNTY_LEAD, HEAD, Matter, moment

PLAN = {
    "assessment": "无前科，认罪悔罪，家庭支持较好",
    "psychology": "情绪稳定",
    "supervision": "每月当面报告一次",
    "support": "推荐参加技能培训",
}
CHANGED = {"effect": "some", "changes": "按时报告，已就业", **PLAN}
IN_FORCE = casework.PlanRow(
    uid=UUID(int=3), number=1, cause="first", assessment="", psychology="", supervision="", support="",
    adopted_by="赵敏", first_day=date(2026, 8, 20), last_day=None, review_by=date(2026, 11, 20),
)  # fmt: skip


def adjustment(**data: Any) -> Matter:
    matter = Matter(plan_adjustment, facts(values={"plan_in_force": IN_FORCE}), moment("2026-11-10 10:00"))
    matter.do("application.submit", CLERK, data=data)
    return matter


def test_the_first_plan_within_a_month_and_by_two_persons() -> None:
    matter = Matter(correction_plan, facts(), moment("2026-11-10 10:00"))
    matter.do("application.submit", CLERK)
    clock = matter.standing.clock("PLN-1")
    assert clock is not None
    assert clock.last_good_day == date(2026, 12, 10)
    matter.do("draft.drafted", CLERK, data=PLAN)
    assert matter.refused("decide.approve", HEAD).code == "not_competent"
    act = matter.do("decide.approve", COUNTY_LEAD)
    (effect,) = matter.calls(act)
    assert effect.name == "casework.adopt_plan"
    assert (effect.values["plan"].cause, effect.values["first_day"]) == ("first", date(2026, 11, 10))
    matter.do("explain.told", CLERK)
    assert matter.standing.ended is not None
    assert matter.standing.ended.result == "adopted"


def test_whoever_drafted_it_does_not_adopt_it() -> None:
    matter = Matter(correction_plan, facts(), moment("2026-11-10 10:00"))
    matter.do("application.submit", CLERK)
    same = type(COUNTY_LEAD)(
        person="clerk", name="clerk", role="county_lead", level=COUNTY_LEAD.level, area=COUNTY_LEAD.area
    )
    matter.do("draft.drafted", CLERK, data=PLAN)
    assert matter.refused("decide.approve", same).code == "barred"


def test_returned_for_change_the_clock_goes_on() -> None:
    matter = Matter(correction_plan, facts(), moment("2026-11-10 10:00"))
    matter.do("application.submit", CLERK)
    matter.do("draft.drafted", CLERK, data=PLAN)
    matter.do("decide.incomplete", COUNTY_LEAD, data={"what_is_missing": "帮扶措施不具体"})
    assert matter.open == ["draft"]
    assert matter.standing.open_step("draft").said == PLAN, "it is put right, not typed again"  # type: ignore[union-attr]
    assert matter.standing.clock("PLN-1").last_good_day == date(2026, 12, 10)  # type: ignore[union-attr]


def test_a_minor_s_plan_says_what_suits_a_minor() -> None:
    matter = Matter(correction_plan, facts(flags=frozenset({"minor"})), moment("2026-11-10 10:00"))
    matter.do("application.submit", CLERK)
    refusal = matter.refused("draft.drafted", CLERK, data=PLAN)
    assert [each.field for each in refusal.wrong] == ["suited_to_minor"]
    matter.do("draft.drafted", CLERK, data={**PLAN, "suited_to_minor": "联系学校，单独谈话"})
    act = matter.do("decide.approve", COUNTY_LEAD)
    assert "单独谈话" in matter.calls(act)[0].values["plan"].support


def test_a_review_is_due_on_its_day_and_may_keep_the_plan() -> None:
    matter = adjustment(cause="review", review_by="2026-11-20")
    clock = matter.standing.clock("PLN-2")
    assert clock is not None
    assert clock.last_good_day == date(2026, 11, 20)
    kept = {"effect": "good", "changes": "遵守规定，效果明显"}
    act = matter.do("evaluate.keep", CLERK, data=kept, reasons="无需调整")
    assert matter.calls(act)[0].name == "casework.record_plan_review"
    assert matter.standing.ended is not None
    assert matter.standing.ended.result == "kept"


def test_a_review_that_is_late_says_so_and_goes_on() -> None:
    matter = adjustment(cause="review", review_by="2026-11-20").at("2026-11-21 00:00")
    assert [act.name for act in matter.acts][-1] == "evaluate.review_lapsed"
    assert matter.open == ["evaluate"]


def test_after_another_class_the_plan_follows_within_five_working_days() -> None:
    fact = ClassChanged(1, AREA, "strict", date(2026, 11, 10), before="normal")
    assert is_another_class(fact)
    assert not is_another_class(ClassChanged(1, AREA, "strict", date(2026, 11, 10)))
    matter = adjustment(**said_of_class(fact))
    clock = matter.standing.clock("PLN-3")
    assert clock is not None
    assert clock.last_good_day == date(2026, 11, 17)
    assert matter.standing.clock("PLN-2") is None
    matter.do("evaluate.adjust", CLERK, data=CHANGED)
    act = matter.do("decide.approve", COUNTY_LEAD)
    assert matter.calls(act)[0].values["plan"].cause == "class_change"
    assert matter.standing.clock("PLN-3").state == "met"  # type: ignore[union-attr]


def test_what_is_not_there_is_not_adjusted() -> None:
    matter = Matter(plan_adjustment, facts(), moment("2026-11-10 10:00"))
    matter.do("application.submit", CLERK, data={"cause": "life_event", "caused_on": "2026-11-09"})
    matter.do("evaluate.adjust", CLERK, data=CHANGED)
    refusal = matter.refused("decide.approve", COUNTY_LEAD)
    assert "尚无生效的矫正方案" in refusal.reason.zh
