"""A text that came unsorted is sorted by a person; it stays as it came, and only its items forbid anything."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from fengqiao.casework import face as casework
from fengqiao.casework import facts
from fengqiao.casework.face import NewCasework, NewInjunction
from fengqiao.casework.models import CaseworkVersion, Injunction
from fengqiao.kit import bus
from fengqiao.subjects.face import Subject
from fengqiao.subjects.tests import factories as make

STAFF = make.actor("office_staff", make.A1, person=51)
TEXT = "禁止从事高消费活动；禁止进入枫桥镇网吧，禁止接触被害人及其近亲属。"
ITEMS = (
    NewInjunction("禁止从事高消费活动", "activity"),
    NewInjunction("禁止进入枫桥镇网吧", "area", ("330681109",)),
    NewInjunction("禁止接触被害人及其近亲属", "person"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT, {"activity": 1, "area": 1, "person": 1}),
        ("禁止进入夜总会、酒吧", {"activity": 0, "area": 1, "person": 0}),
        ("禁止饮酒\n不得联系同案犯", {"activity": 1, "area": 0, "person": 1}),
        ("  ", {"activity": 0, "area": 0, "person": 0}),
    ],
)
def test_a_suggestion_follows_the_verb_and_loses_no_word(text: str, expected: dict[str, int]) -> None:
    found = casework.suggested(text)
    assert {kind: len(clauses) for kind, clauses in found.items()} == expected
    words = "".join(sorted("".join(c for clauses in found.values() for c in clauses)))
    assert words == "".join(sorted(c for c in text if c not in "；。，\n ")), "only separators may go"


@pytest.fixture
def loaded(everywhere: None) -> tuple[Subject, UUID]:
    person = make.someone(1)
    casework.load(items=[NewCasework(person.pk, person.area, injunctions=(TEXT,))], by=make.actor(), at=make.AT)
    return person, Injunction.objects.get(subject=person).uid


def sort(uid: UUID, *items: NewInjunction, **values: Any) -> Injunction:
    return casework.sort_injunction(injunction=uid, items=items, **({"by": STAFF, "at": make.AT} | values))


def test_sorting_keeps_the_text_and_lets_only_items_forbid(
    loaded: tuple[Subject, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    person, uid = loaded
    heard: list[object] = []
    monkeypatch.setattr(bus, "announce", heard.append)
    for _ in range(2):
        sort(uid, *ITEMS)
    assert heard == [facts.InjunctionsSorted(person.pk, person.area, uid)]
    assert [row.kind for row in casework.injunctions_of(person.pk)] == ["activity", "area", "person"]
    [area] = casework.injunction_areas(subject_id=person.pk, on=make.TODAY)
    assert (area.text, area.areas) == ("禁止进入枫桥镇网吧", ("330681109",))
    [unsorted] = casework.injunctions_to_sort(person.pk)
    assert (unsorted.original.text, len(unsorted.items)) == (TEXT, 3)
    first, *_ = unsorted.items
    assert (first.first_day, first.last_day) == (unsorted.original.first_day, unsorted.original.last_day)


def test_a_second_sorting_replaces_the_first_and_says_why(loaded: tuple[Subject, UUID]) -> None:
    person, uid = loaded
    sort(uid, *ITEMS)
    with pytest.raises(casework.SortingReasonMissing):
        sort(uid, ITEMS[0])
    sort(uid, *ITEMS[:2], reason="与裁判文书不符")
    assert [row.kind for row in casework.injunctions_of(person.pk)] == ["activity", "area"]
    replaced = CaseworkVersion.objects.filter(of="casework_injunction", reason="与裁判文书不符")
    assert {tuple(version.fields) for version in replaced} == {("superseded",)}
    assert replaced.count() == 3


def test_what_cannot_be_sorted_is_said(loaded: tuple[Subject, UUID]) -> None:
    person, uid = loaded
    for items in ((), (NewInjunction(" ", "area"),), (NewInjunction("禁止饮酒", "unsorted"),)):
        with pytest.raises(casework.NothingSorted):
            sort(uid, *items)
    sort(uid, *ITEMS)
    item = casework.injunctions_of(person.pk)[0].uid
    stranger = make.actor("county_lead", "330682", person=60)
    for values in ({"injunction": item}, {"injunction": uuid4()}, {"injunction": uid, "by": stranger}):
        with pytest.raises(casework.UnknownInjunction):
            casework.sort_injunction(**({"items": ITEMS, "by": STAFF, "at": make.AT} | values))
