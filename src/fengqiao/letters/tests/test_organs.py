"""The register of organs: who keeps it, duplicates, another name from a day on, an end, every version."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fengqiao.audit.face import Actor
from fengqiao.letters import face as letters
from fengqiao.letters.tests.factories import COUNTY, NOW, OTHER_COUNTY
from fengqiao.users.tests import factories as users

pytestmark = pytest.mark.django_db
SINCE, LATER, TODAY = date(2020, 7, 1), date(2026, 10, 1), NOW.date()


@pytest.fixture
def keeper(everywhere: None) -> Actor:
    return users.someone("administrator", COUNTY).actor(NOW)


def entry(**changes: Any) -> letters.Entry:
    told = {"kind": "court", "name": "杭州市上城区人民法院", "place": "330102", "phone": "0571-00000001"}
    return letters.Entry(**{**told, **changes})


def added(by: Actor, **changes: Any) -> letters.OrganRow:
    row = letters.add_organ(area=COUNTY, entry=entry(**changes), since=SINCE, by=by, at=NOW)
    return letters.organ(row.uid, area=COUNTY)[0]


def names(on: date = TODAY, **filters: Any) -> list[str]:
    return [row.name for row in letters.organs(area=COUNTY, on=on, **filters)]


def test_an_organ_stands_once_however_it_is_typed(keeper: Actor) -> None:
    added(keeper)
    with pytest.raises(letters.OrganThere):
        added(keeper, name=" 杭州市 上城区人民法院 ")
    added(keeper, kind="procuratorate", name="杭州市上城区人民检察院")
    assert names() == ["杭州市上城区人民法院", "杭州市上城区人民检察院"]
    assert names(kind="court") == ["杭州市上城区人民法院"]
    for wrong in ({"name": " "}, {"kind": "decision_organ"}, {"kind": "x"}):
        with pytest.raises(letters.OrganIncomplete):
            added(keeper, **wrong)


@pytest.mark.parametrize(("role", "area"), [("county_lead", COUNTY), ("administrator", OTHER_COUNTY)])
def test_only_its_own_administrator_or_data_officer_keeps_a_register(keeper: Actor, role: str, area: str) -> None:
    row, stranger = added(keeper), users.someone(role, area).actor(NOW)
    with pytest.raises(letters.NotYourRegister):
        added(stranger)
    with pytest.raises(letters.UnknownOrgan):
        letters.end_organ(organ=row.uid, until=LATER, seen=1, reason="x", by=stranger, at=NOW)
    with pytest.raises(letters.UnknownOrgan):
        letters.organ(row.uid, area=OTHER_COUNTY)
    assert letters.keeps(users.someone("data_officer", COUNTY).actor(NOW), COUNTY)


def test_a_correction_keeps_what_it_said_before(keeper: Actor) -> None:
    row = added(keeper)
    told = {"organ": row.uid, "by": keeper, "at": NOW}
    with pytest.raises(letters.ReasonMissing):
        letters.correct_organ(entry=entry(phone="0571-00000002"), seen=1, reason=" ", **told)
    letters.correct_organ(entry=entry(phone="0571-00000002"), seen=1, reason="电话变更", **told)
    with pytest.raises(letters.OrganChanged):
        letters.correct_organ(entry=entry(), seen=1, reason="旧页面", **told)
    now, versions = letters.organ(row.uid, area=COUNTY)
    assert (now.phone, now.version) == ("0571-00000002", 2)
    assert [(v.what, v.said["phone"], v.reason, v.name) for v in versions] == [
        ("corrected", "0571-00000002", "电话变更", keeper.name),
        ("added", "0571-00000001", "", keeper.name),
    ]


def test_another_name_from_a_day_on_ends_the_former_entry(keeper: Actor) -> None:
    row = added(keeper)
    told = {"organ": row.uid, "seen": 1, "by": keeper, "at": NOW}
    renamed = entry(name="杭州市上城人民法院")
    with pytest.raises(letters.OrganIncomplete):
        letters.rename_organ(entry=renamed, since=SINCE, reason="更名", **told)
    after = letters.rename_organ(entry=renamed, since=LATER, reason="更名", **told)
    assert after.former == row.uid
    assert (names(), names(on=date(2026, 9, 30))) == (["杭州市上城人民法院"], ["杭州市上城区人民法院"])
    assert names(ended=True) == ["杭州市上城人民法院", "杭州市上城区人民法院"]
    with pytest.raises(letters.OrganChanged):
        letters.end_organ(until=LATER, reason="x", **told)
    letters.end_organ(organ=after.uid, until=date(2026, 11, 1), seen=1, reason="撤销", by=keeper, at=NOW)
    assert names() == []
    added(keeper)
    assert names() == ["杭州市上城区人民法院"], "a name that nobody bears any more may be given again"
