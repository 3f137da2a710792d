"""Search keys of names: surnames by their own table, rare and foreign names whole."""

from __future__ import annotations

import pytest

from fengqiao.kit import names


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("单田芳", "shantianfang", "stf"),
        ("单于", "chanyu", "cy"),
        ("仇振国", "qiuzhenguo", "qzg"),
        ("欧阳娜娜", "ouyangnana", "oynn"),
        ("阿卜杜热依木·买买提", "abudureyimumaimaiti", "abdrymmmt"),
        ("John Smith", "johnsmith", "j"),
        ("", "", ""),
    ],
)
def test_a_name_is_found_as_people_read_it(name: str, pinyin: str, initials: str) -> None:
    made = names.index(name)
    assert (made.pinyin, made.initials) == (pinyin, initials)


def test_the_dictionary_reading_finds_a_surname_too() -> None:
    assert names.index("曾国强").pinyin == "zengguoqiang"
    assert names.index("曾国强").pinyin_other.startswith("ceng")


def test_bigrams_cover_the_middle_of_a_name() -> None:
    assert names.index("王伟芳").bigrams == ("王伟", "伟芳")
    assert names.index("李").bigrams == ("李",)
