"""P06 in the pure engine: what is read out, to whom, where, and that nothing begins without a group."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fengqiao.casework import face as casework
from fengqiao.catalogue.induction import induction
from fengqiao.catalogue.induction_forms import CONTENTS
from fengqiao.catalogue.tests.story import facts, member
from fengqiao.procedures.grammar import APPLICATION, BY_FACT
from fengqiao.procedures.tests.drive import CLERK, COUNTY_CLERK, COUNTY_LEAD, Matter, Refusal, moment

ARRANGED = {"planned_at": "2026-11-13T09:00", "planned_place": "office"}
ANNOUNCED = {
    "announced_at": "2026-11-13T09:00",
    "place": "office",
    "officers": "周国强、陈立群",
    "attendees": "矫正小组成员王阿婆等四人",
    "is_public": True,
    "contents_read": [each.code for each in CONTENTS],
    "signed": "signed",
}


def arranged(**about: Any) -> Matter:
    matter = Matter(induction, facts(**about), moment("2026-11-10 10:00"))
    matter.do("application.submit", COUNTY_CLERK)
    matter.do("arrange.arranged", COUNTY_CLERK, data=ARRANGED)
    return matter.at("2026-11-13 11:00")


def wrong(matter: Matter, **changes: Any) -> set[str]:
    answer = matter.attempt("announce.announced", COUNTY_CLERK, data={**ANNOUNCED, **changes})
    assert isinstance(answer, Refusal)
    return {each.field for each in answer.wrong}


def test_the_ordinary_way() -> None:
    matter = arranged()
    act = matter.do("announce.announced", COUNTY_CLERK, data=ANNOUNCED)
    names = [each.name for each in matter.calls(act)]
    assert names == ["casework.record_induction", "subjects.begin_correction"]
    assert matter.calls(act)[1].values == {"announced_on": date(2026, 11, 13)}
    assert matter.standing.ended is not None
    assert matter.standing.ended.result == "announced"
    assert [key for key, _ in matter.standing.opens] == ["classification"]
    assert {each.id for each in matter.standing.papers} == {"D18", "D19"}


@pytest.mark.parametrize(
    ("group", "words"),
    [
        (casework.Group(), "尚未确定小组成员"),
        (casework.Group(None, (member(),)), "尚未经批准成立"),
        (casework.Group(date(2026, 11, 1), (member(), member("俞", "family", is_protected=True))), "被害人"),
    ],
)
def test_nothing_is_announced_while_the_group_is_not_as_the_law_asks(group: casework.Group, words: str) -> None:
    refusal = arranged(values={"correction_group": group}).refused("announce.announced", COUNTY_CLERK, data=ANNOUNCED)
    assert refusal.code == "not_allowed"
    assert words in refusal.reason.zh


def test_each_item_of_the_law_is_read_out() -> None:
    matter = arranged()
    for left_out in CONTENTS:
        read = [each.code for each in CONTENTS if each is not left_out]
        answer = matter.refused("announce.announced", COUNTY_CLERK, data={**ANNOUNCED, "contents_read": read})
        assert left_out.title.zh in answer.wrong[0].text.zh


def test_a_minor_s_is_not_public_and_the_guardian_attends() -> None:
    group = casework.Group(date(2026, 11, 12), (member(knows_minors=True),))
    matter = arranged(flags=frozenset({"minor"}), values={"correction_group": group})
    assert wrong(matter) == {"guardian_called"}
    assert wrong(matter, guardian_called=True) == {"is_public"}
    assert wrong(matter, guardian_called=False, is_public=False) == {"guardian_called"}
    matter.do("announce.announced", COUNTY_CLERK, data={**ANNOUNCED, "is_public": False, "guardian_called": True})
    assert matter.standing.definition.disclosure.value == "confidential"


def test_who_does_not_understand_has_an_interpreter() -> None:
    assert wrong(arranged(flags=frozenset({"foreign"}))) == {"interpreter"}
    matter = Matter(induction, facts(), moment("2026-11-10 10:00"))
    matter.do("application.submit", COUNTY_CLERK)
    matter.do("arrange.arranged", COUNTY_CLERK, data={**ARRANGED, "interpreter_needed": True})
    assert wrong(matter.at("2026-11-13 11:00")) == {"interpreter"}


def test_a_foreign_minor_gets_both() -> None:
    group = casework.Group(date(2026, 11, 12), (member(knows_minors=True),))
    matter = arranged(flags=frozenset({"minor", "foreign"}), values={"correction_group": group})
    assert wrong(matter) == {"guardian_called", "interpreter"}


def test_a_refused_signature_is_witnessed_and_correction_begins_all_the_same() -> None:
    matter = arranged()
    assert wrong(matter, signed="refused") == {"refusal_witnessed"}
    act = matter.do(
        "announce.announced",
        COUNTY_CLERK,
        data={**ANNOUNCED, "signed": "refused", "refusal_witnessed": "王阿婆、李建国"},
    )
    assert matter.calls(act)[0].values["is_signed"] is False


def test_sick_at_home() -> None:
    matter = arranged(flags=frozenset({"sick"}))
    assert [each.key for each in matter.standing.variants] == ["at_home"]
    act = matter.do("announce.announced", COUNTY_CLERK, data={**ANNOUNCED, "place": "home"})
    assert matter.calls(act)[0].values["place"] == "home"


def test_five_working_days_from_registration_and_a_postponement_does_not_move_them() -> None:
    matter = arranged()
    before = matter.standing.clock("IND-1")
    matter.do("announce.put_off", COUNTY_LEAD, data={"planned_at": "2026-12-01T09:00"}, reasons="对象住院")
    after = matter.standing.clock("IND-1")
    assert before is not None
    assert after is not None
    assert before.last_good_day == after.last_good_day == date(2026, 11, 17)
    matter.at("2026-11-18 00:00")
    assert [act.name for act in matter.acts][-1] == "announce.lapsed"
    assert matter.open == ["announce"]


def test_registration_opens_it_by_the_fact_of_the_act() -> None:
    matter = Matter(induction, facts(), moment("2026-11-10 10:00"))
    standing = matter.standing.open_step(APPLICATION)
    assert standing is not None
    assert matter.refused("application.submit", BY_FACT).code == "not_competent", "only through what opens it"


def test_the_office_announces_only_when_the_county_has_given_it_this() -> None:
    matter = Matter(induction, facts(), moment("2026-11-10 10:00"))
    matter.do("application.submit", COUNTY_CLERK)
    assert matter.refused("arrange.arranged", CLERK, data=ARRANGED).code == "not_competent"
