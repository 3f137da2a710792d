"""P07 in the pure engine: the constraints of the law, who approves, and a member who has left."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.casework import face as casework
from fengqiao.catalogue.correction_group import correction_group, group_member_change
from fengqiao.catalogue.tests.story import WHOLE_GROUP, facts, member
from fengqiao.procedures.grammar import Delegated
from fengqiao.procedures.tests.drive import CLERK, COUNTY_LEAD, HEAD, SECOND_CLERK, Matter, moment

rules = casework.group_rules
MEMBER = {
    "member_name": "陈立群",
    "member_kind": "justice_office",
    "member_role": "leader",
    "member_sex": "1",
    "knows_minors": False,
    "has_violence": False,
}
DELEGATED = (Delegated(power="group", document="诸矫委〔2026〕02号", since=date(2026, 1, 1)),)


def proposed(at: str = "2026-11-10 10:00", *, group: casework.Group = WHOLE_GROUP, **about: Any) -> Matter:
    matter = Matter(correction_group, facts(values={"correction_group": group}, **about), moment(at))
    matter.do("application.submit", CLERK)
    matter.do("members.add_member", CLERK, data=MEMBER)
    matter.do("members.propose", SECOND_CLERK)
    return matter


def test_the_county_forms_it_and_the_members_sign() -> None:
    matter = proposed()
    assert matter.refused("decide.formed", HEAD).code == "not_competent"
    act = matter.do("decide.formed", COUNTY_LEAD)
    (effect,) = matter.calls(act)
    assert (effect.name, effect.values) == ("casework.form_group", {"formed_on": date(2026, 11, 10)})
    matter.do("sign.signed", CLERK)
    assert matter.standing.ended is not None
    assert matter.standing.ended.result == "formed"
    assert sorted(each.id for each in matter.standing.papers) == ["D20", "D21"]


def test_the_office_forms_it_when_the_county_has_given_it_this() -> None:
    matter = Matter(correction_group, facts(), moment("2026-11-10 10:00"))
    matter.facts = type(matter.facts)(
        area=matter.facts.area, category="suspended_sentence", values=matter.facts.values, delegations=DELEGATED
    )
    matter.do("application.submit", CLERK)
    matter.do("members.propose", CLERK)
    matter.do("decide.formed", HEAD)
    assert matter.open == ["sign"]


def test_naming_a_member_keeps_the_step_open_and_calls_the_effect() -> None:
    matter = Matter(correction_group, facts(), moment("2026-11-10 10:00"))
    matter.do("application.submit", CLERK)
    act = matter.do("members.add_member", CLERK, data=MEMBER)
    (effect,) = matter.calls(act)
    assert effect.name == "casework.add_member"
    assert effect.values["member"].kind == "justice_office"
    assert matter.open == ["members"]
    assert matter.standing.open_steps[0].said == {}, "the next member is somebody else"
    missing = matter.refused("members.add_member", CLERK, data={"member_name": "甲"})
    assert {each.field for each in missing.wrong} >= {"member_kind", "member_sex", "has_violence"}


@pytest.mark.parametrize(
    ("flags", "members", "words"),
    [
        (frozenset(), (), "尚未确定小组成员"),
        (frozenset(), (member(kind="family"),), "没有司法所工作人员"),
        (frozenset({"female"}), (member(),), "成员中没有女性"),
        (frozenset({"minor"}), (member(sex="2"),), "熟悉未成年人"),
        (frozenset(), (member(), member("俞某", "family", is_protected=True)), "被害人"),
        (frozenset(), (member(), member("张某", "family", has_violence=True)), "家庭暴力"),
    ],
)
def test_what_the_law_misses_blocks_the_decision(flags: frozenset[str], members: Any, words: str) -> None:
    matter = proposed(group=casework.Group(None, members), flags=flags)
    refusal = matter.refused("decide.formed", COUNTY_LEAD)
    assert refusal.code == "not_allowed"
    assert words in refusal.reason.zh
    assert "俞某" not in refusal.reason.zh, "whom the case protects is not named"


@pytest.mark.parametrize(
    ("flags", "members"),
    [
        (frozenset({"female"}), (member(sex="2"),)),
        (frozenset({"minor"}), (member(knows_minors=True),)),
        (frozenset({"minor", "female"}), (member(), member("李", "school", sex="2", knows_minors=True))),
    ],
)
def test_what_the_law_asks_is_enough(flags: frozenset[str], members: Any) -> None:
    proposed(group=casework.Group(None, members), flags=flags).do("decide.formed", COUNTY_LEAD)


def test_five_working_days_from_registration() -> None:
    matter = proposed("2026-11-10 10:00")
    clock = matter.standing.clock("GRP-1")
    assert clock is not None
    assert clock.last_good_day == date(2026, 11, 17)


def test_too_late_is_on_record_and_the_step_stays_open() -> None:
    matter = Matter(correction_group, facts(), moment("2026-11-10 10:00"))
    matter.do("application.submit", CLERK)
    matter.at("2026-11-18 00:00")
    assert [act.name for act in matter.acts][-1] == "members.lapsed"
    assert matter.open == ["members"]


def test_a_member_who_left_is_replaced_within_ten_working_days_of_that_day() -> None:
    matter = Matter(group_member_change, facts(), moment("2026-11-20 10:00"))
    matter.do("application.submit", CLERK)
    gone = {"left_name": "王阿婆", "left_on": "2026-11-18", "left_why": "迁居外地"}
    act = matter.do("left.left", CLERK, data=gone)
    assert matter.calls(act)[0].values == {"name": "王阿婆", "last_day": date(2026, 11, 18)}
    clock = matter.standing.clock("GRP-2")
    assert clock is not None
    assert clock.last_good_day == date(2026, 12, 2)
    matter.do("replace.add_member", CLERK, data=MEMBER)
    matter.do("replace.propose", CLERK)
    matter.do("decide.formed", COUNTY_LEAD)
    matter.do("sign.signed", CLERK)
    assert matter.standing.ended is not None


def test_a_group_that_is_whole_without_needs_nobody_new_and_one_that_is_not_does() -> None:
    gone = {"left_name": "王阿婆", "left_on": "2026-11-18", "left_why": "迁居外地"}
    for group, allowed in ((WHOLE_GROUP, True), (casework.Group(date(2026, 11, 1), ()), False)):
        matter = Matter(group_member_change, facts(values={"correction_group": group}), moment("2026-11-20 10:00"))
        matter.do("application.submit", CLERK)
        matter.do("left.left", CLERK, data=gone)
        if allowed:
            matter.do("replace.not_needed", CLERK, reasons="现有成员足以开展工作")
        else:
            assert matter.refused("replace.not_needed", CLERK, reasons="人手不足").code == "not_allowed"


MEMBERS = st.lists(
    st.builds(
        member,
        kind=st.sampled_from(sorted(rules.MEMBER_KINDS)),
        sex=st.sampled_from("12"),
        knows_minors=st.booleans(),
        has_violence=st.booleans(),
        is_protected=st.booleans(),
    ),
    max_size=5,
)


@given(MEMBERS, st.booleans(), st.booleans())
def test_a_group_without_a_problem_is_what_the_law_asks(
    members: list[casework.Member], for_woman: bool, for_minor: bool
) -> None:
    whole = not rules.problems(members, for_woman=for_woman, for_minor=for_minor)
    assert whole == (
        any(each.kind == "justice_office" for each in members)
        and (not for_woman or any(each.sex == "2" for each in members))
        and (not for_minor or any(each.knows_minors for each in members))
        and not any(each.is_protected or each.has_violence for each in members)
    )


@given(MEMBERS, st.booleans(), st.booleans())
def test_taking_out_whom_the_law_bars_never_makes_a_barred_one_appear(
    members: list[casework.Member], for_woman: bool, for_minor: bool
) -> None:
    clean = [each for each in members if not (each.is_protected or each.has_violence)]
    found = rules.problems(clean, for_woman=for_woman, for_minor=for_minor)
    assert not {rules.PROTECTED, rules.VIOLENCE} & set(found)
    assert all(code in rules.PROBLEMS for code in found)
