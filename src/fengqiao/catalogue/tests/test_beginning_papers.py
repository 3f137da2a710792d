"""What the papers of intake, induction, group, plan and class say: pure cases, and one person on the real database."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fengqiao.casework import face as casework
from fengqiao.catalogue.tests import test_classification as classes
from fengqiao.catalogue.tests import test_document_delivery as delivery
from fengqiao.catalogue.tests import test_group as groups
from fengqiao.catalogue.tests import test_induction as inductions
from fengqiao.catalogue.tests import test_missed_intake as missed
from fengqiao.catalogue.tests import test_plan as plans
from fengqiao.catalogue.tests.story import WHOLE_GROUP, member
from fengqiao.catalogue.tests.test_beginning_in_the_house import announced, newcomer, open_matters, registered
from fengqiao.documents import face as documents
from fengqiao.procedures.grammar import Act
from fengqiao.procedures.tests.cast import COUNTY, Cast, cast, press, working
from fengqiao.procedures.tests.drive import CLERK, COUNTY_CLERK, COUNTY_LEAD, SECOND_CLERK, Matter


def said(matter: Matter, act: Act) -> list[tuple[str, dict[str, Any]]]:
    """The papers of one act with their special fields."""
    found = [(each.kind, dict(each.values)) for each in matter.papers(act)]
    for kind, values in found:
        assert documents.kind(kind).missing(values) == ()
    return found


def test_the_receipt_names_what_came_and_what_is_missing() -> None:
    """Law: Measures art. 16."""
    matter = delivery.received(paper={"copies_each": 2})
    matter.do("check.checked", COUNTY_CLERK, data={"papers_missing": ["closing_form"], "other_faults": "姓名有误"})
    ((kind, values),) = said(matter, matter.do("receipt.sent", COUNTY_CLERK))
    assert (kind, values["organ"], values["received_on"]) == ("D08", ["诸暨市人民法院"], date(2026, 11, 9))
    assert (values["papers"][0], values["missing"], values["faults"]) == ("判决书", ["结案登记表"], "姓名有误")


def test_each_search_is_a_record_and_the_letters_list_them() -> None:
    """Law: Community Corrections Law art. 30; Measures art. 38."""
    matter = missed.searching()
    ((kind, first),) = said(matter, matter.do("search.attempt", CLERK, data=missed.SEARCHED))
    assert (kind, first["attempt"], first["searches"]) == ("D15", "第1次", [])
    ((_, second),) = said(matter, matter.do("search.attempt", CLERK, data=missed.SEARCHED))
    assert second["attempt"] == "第2次"
    assert second["searches"] == ["2026年11月13日10时00分，电话、短信、上门走访：家属称外出务工"]
    asked = {"police_station": "诸暨市公安局枫桥派出所", "last_contact": "关机"}
    ((kind, help_wanted),) = said(matter, matter.do("search.ask_police", COUNTY_CLERK, data=asked))
    assert (kind, len(help_wanted["searches"]), help_wanted["due_on"]) == ("D16", 2, missed.LAST_DAY)
    told = {}
    for step in ("tell_organ", "tell_procuratorate"):
        ((kind, values),) = said(matter, matter.do(f"{step}.told", COUNTY_CLERK))
        told[values["to"][0]] = (kind, values["days_late"], values["told"])
    assert told == {"decision_organ": ("D17", 1, True), "procuratorate": ("D17", 1, True)}


@pytest.mark.parametrize("refused", [False, True])
def test_the_induction_is_announced_and_recorded(refused: bool) -> None:
    """Law: Community Corrections Law art. 22; Measures art. 20."""
    matter = inductions.arranged(values={"injunctions": ("不得进入网吧",)})
    changes = {"signed": "refused", "refusal_witnessed": "俞建国"} if refused else {}
    act = matter.do("announce.announced", COUNTY_CLERK, data={**inductions.ANNOUNCED, **changes})
    found = dict(said(matter, act))
    assert found["D18"]["prohibited"] == ["不得进入网吧"]
    assert found["D18"]["members"] == ["陈立群", "王阿婆"]
    assert ("俞建国" in found["D18"]["refusal"]) is refused
    assert (found["D19"]["place"], len(found["D19"]["contents"])) == ("司法所", 8)


def test_the_group_is_listed_and_each_member_signs_an_agreement_with_the_own_duty() -> None:
    """Law: Community Corrections Law arts 25, 12, 39; Measures art. 19."""
    leader = member(role="leader", phone="13900000009")
    group = casework.Group(None, (leader, member("王阿婆", "committee", sex="2")))
    matter = groups.proposed(group=group)
    ((kind, form),) = said(matter, matter.do("decide.formed", COUNTY_LEAD))
    assert (kind, form["formed_on"]) == ("D20", date(2026, 11, 10))
    assert [(each["name"], each["sex"], each["role"], each["phone"]) for each in form["members"]] == [
        ("陈立群", "男", "组长", "13900000009"), ("王阿婆", "女", "成员", ""),
    ]  # fmt: skip
    assert [each["text"] for each in form["opinions"]] == ["提请确定小组成员。", "同意。"]
    agreed = said(matter, matter.do("sign.signed", CLERK))
    assert [(kind, each["member"]) for kind, each in agreed] == [("D21", "陈立群"), ("D21", "王阿婆")]
    assert "村（社区）" in agreed[1][1]["own_duty"]


def test_every_kind_of_member_has_a_duty_of_its_own() -> None:
    for kind in casework.group_rules.MEMBER_KINDS:
        matter = groups.proposed(group=casework.Group(None, (*WHOLE_GROUP.members, member("某", kind))))
        matter.do("decide.formed", COUNTY_LEAD)
        duties = [each["own_duty"] for _, each in said(matter, matter.do("sign.signed", CLERK))]
        assert duties[-1]


def test_the_plan_and_its_adjustment_carry_texts_and_opinions() -> None:
    """Law: Community Corrections Law art. 24; Measures art. 22."""
    matter = plans.adjustment(cause="class_change", caused_on="2026-11-05")
    matter.do("evaluate.adjust", CLERK, data=plans.CHANGED, reasons="等级变动")
    ((kind, values),) = said(matter, matter.do("decide.approve", COUNTY_LEAD))
    assert (kind, values["before"], values["cause"]) == ("D23", "第1版，2026年8月20日起实施", "管理类别变动")
    assert (values["effect"], values["support"]) == ("有一定效果", plans.PLAN["support"])
    assert [each["text"] for each in values["opinions"]] == ["等级变动", "同意。"]


@pytest.mark.parametrize(("spans", "before"), [((), "尚未确定"), ((("normal", date(2026, 1, 1)),), "普管")])
def test_the_class_decision_names_class_before_and_now_with_the_grounds(spans: Any, before: str) -> None:
    """Law: Measures art. 21."""
    matter = classes.opened(*spans)
    data = {**classes.CLEAN, "proposed_class": "strict", "warnings": 1}
    matter.do("propose.proposed", SECOND_CLERK, data=data)
    ((kind, values),) = said(matter, matter.do("decide.approve", COUNTY_LEAD))
    assert (kind, values["before"], values["proposed"]) == ("D24", before, "严管")
    assert (values["sanctions"], values["grounds"]) == ("训诫0次，警告1次，治安管理处罚0次", ["受到警告"])


@pytest.fixture
def people(everywhere: None) -> Cast:
    return cast()


def test_from_registration_to_the_class_the_papers_are_there_with_numbers_and_seals(people: Cast) -> None:
    person = newcomer(2)
    there = registered(people, person)
    matter = there["correction_group"]
    press(matter, "members.add_member", people.clerk, data={**groups.MEMBER, "member_phone": "13900000009"})
    press(
        matter, "members.add_member", people.clerk, data={**groups.MEMBER, "member_name": "王阿婆", "member_sex": "2"}
    )
    press(matter, "members.propose", people.clerk)
    press(matter, "decide.formed", people.lead)
    press(matter, "sign.signed", people.clerk)
    announced(people, there["induction"])
    there = open_matters(person)
    press(there["classification"], "propose.proposed", people.clerk,
          data={**classes.CLEAN, "proposed_class": "strict"})  # fmt: skip
    press(there["classification"], "decide.approve", people.lead)
    press(there["correction_plan"], "draft.drafted", people.clerk, data=plans.PLAN)
    press(there["correction_plan"], "decide.approve", people.lead)
    with working(COUNTY):
        rows = [row for row in reversed(documents.of_person(person.id).rows) if row.kind >= "D18"]
        agreed = [documents.content(row.uid)["facts"]["member"] for row in rows if row.kind == "D21"]
        listed = documents.content(next(row.uid for row in rows if row.kind == "D20"))["tables"][0]["cells"]
    assert {row.kind: row.state for row in rows} == {
        "D18": "issued", "D19": "sealed", "D20": "sealed", "D21": "issued", "D22": "sealed", "D24": "sealed",
    }  # fmt: skip
    assert [(row.item, row.seq) for row in rows if row.kind == "D21"] == [(0, 1), (1, 2)]
    assert agreed == ["陈立群", "王阿婆"]
    assert "13900000009" in listed
