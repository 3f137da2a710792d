"""People are found by what an officer types, rare names included."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fengqiao.kit import scope
from fengqiao.subjects import face as subjects
from fengqiao.subjects.tests import factories as make

STAFF = make.actor("office_head", make.A1, person=41)
NAMES = (
    "阿卜杜热依木·买买提",
    "单小测",
    "欧阳测试",
    "王测",
    "王小测",
    "测王",
    "仇测安",
    "Ivan Testov",
    "尉迟测",
    "𠮷测文",
)


@pytest.fixture(autouse=True)
def _people(everywhere: None) -> Iterator[None]:
    people = [make.new(n, name=name) for n, name in enumerate(NAMES)]
    subjects.load(people=people, source="x", by=make.actor(), at=make.AT)
    make.someone(200, name="王测", area=make.B1)
    with scope.of((make.A1,)):
        yield


def found(text: str) -> list[str]:
    return sorted(row.name for row in subjects.search(text=text, by=STAFF, at=make.AT).rows)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("阿卜杜热依木", ["阿卜杜热依木·买买提"]),
        ("热依木买", ["阿卜杜热依木·买买提"]),  # the dot is not typed
        ("阿卜杜热依木•买买提", ["阿卜杜热依木·买买提"]),  # nor always the same dot
        ("买买提", ["阿卜杜热依木·买买提"]),
        ("maimaiti", ["阿卜杜热依木·买买提"]),
        ("abd", ["阿卜杜热依木·买买提"]),
        ("shanxiao", ["单小测"]),  # the surname's reading
        ("danxiao", ["单小测"]),  # and the dictionary's
        ("sxc", ["单小测"]),
        ("qiuce", ["仇测安"]),
        ("ouyang", ["欧阳测试"]),
        ("oycs", ["欧阳测试"]),
        ("yuchi", ["尉迟测"]),
        ("王", ["王小测", "王测"]),
        ("王测", ["王测"]),
        ("小测", ["单小测", "王小测"]),
        ("测王", ["测王"]),
        ("ivan", ["Ivan Testov"]),
        ("IVAN TESTOV", ["Ivan Testov"]),
        ("𠮷测", ["𠮷测文"]),
        ("王　测", ["王测"]),
        ("李", []),
        ("王大测", []),
        ("%", []),
        ("_", []),
        ("", []),
        ("\u200b", []),
    ],
)
def test_by_name(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_by_number_and_by_its_end() -> None:
    number = make.number(3)
    assert found(number) == ["王测"]
    assert found(f" {number[:6]} {number[6:14]} {number[14:].lower()} ") == ["王测"]
    assert "王测" in found(number[-4:])
    assert found(make.number(200)) == []  # held in another place
    assert subjects.search(text=number[-4:], by=STAFF, at=make.AT).how == "tail"


def test_a_common_beginning_shows_twenty_and_says_that_there_are_more() -> None:
    with scope.of((scope.WHOLE,)):
        people = [make.new(300 + n, name=f"周测{chr(0x4E00 + n)}") for n in range(25)]
        subjects.load(people=people, source="x", by=make.actor(), at=make.AT)
    result = subjects.search(text="周测", by=STAFF, at=make.AT)
    assert (len(result.rows), result.more) == (20, True)


def test_a_corrected_name_is_found_and_the_former_one_is_not() -> None:
    [row] = subjects.search(text="仇测安", by=STAFF, at=make.AT).rows
    change = {"uid": row.uid, "changes": {"name": "邱测安"}, "reason": "身份证", "by": STAFF, "at": make.AT}
    subjects.correct_facts(**change)
    assert found("邱测安") == ["邱测安"]
    assert found("仇测安") == []
    assert found("qca") == ["邱测安"]
