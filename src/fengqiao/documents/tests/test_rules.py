"""Numbers, states and bounds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.documents import rules
from fengqiao.documents.papers import KINDS
from fengqiao.documents.rules import DELIVERED, EVENTS, REFUSED, REPLACED, SEALED, WITHDRAWN

PATTERN = "〔{year}〕{region}矫{char}字第{seq}号"


@pytest.mark.parametrize(("minors", "text"), [(False, "〔2026〕诸枫矫外字第7号"), (True, "〔2026〕诸枫矫未外字第7号")])
def test_a_number_is_written_after_its_pattern(minors: bool, text: str) -> None:
    series = rules.Series("330681109", "外", 2026, minors)
    assert rules.number_text(PATTERN, series, region="诸枫", seq=7, minors_mark="未") == text


def test_numbers_begin_at_one() -> None:
    with pytest.raises(ValueError):
        rules.number_text(PATTERN, rules.Series("33", "外", 2026, False), region="浙", seq=0, minors_mark="")


@pytest.mark.parametrize(
    ("name", "siblings", "mark"),
    [
        ("诸暨市", ["越城区", "上虞区"], "诸"),
        ("临安区", ["临平区", "上城区"], "临安"),
        ("枫桥镇", ["店口镇"], "枫"),
        ("陶朱街道", [], "陶"),
        ("景宁畲族自治县", [], "景"),
        ("郊区", [], "郊"),
    ],
)
def test_a_place_is_named_by_one_character_unless_a_neighbour_has_the_same(
    name: str, siblings: list[str], mark: str
) -> None:
    assert rules.place_mark(name, [name, *siblings]) == mark


@given(st.sets(st.text(alphabet="甲乙丙丁戊", min_size=2, max_size=3).map(lambda t: f"{t}镇"), min_size=1, max_size=20))
def test_no_two_neighbours_share_a_mark(names: set[str]) -> None:
    marks = [rules.place_mark(name, names) for name in names]
    assert len(set(marks)) == len(marks)


@given(st.sets(st.integers(1, 60)))
def test_gaps_are_exactly_the_numbers_below_the_highest_that_nobody_has(numbers: set[int]) -> None:
    missing = set(rules.gaps(sorted(numbers)))
    assert missing.isdisjoint(numbers)
    assert missing | numbers == set(range(1, max(numbers, default=0) + 1))


@given(st.lists(st.sampled_from(EVENTS), max_size=12), st.booleans(), st.booleans())
def test_a_paper_never_goes_back(wanted: list[str], sealing: bool, served: bool) -> None:
    """Whatever is tried in whatever order: sealed before delivered, each once, what is not served never delivered, and
    void is the end."""
    rank = {rules.ISSUED: 0, SEALED: 1, DELIVERED: 2, WITHDRAWN: 3, REPLACED: 3}
    events: list[str] = []
    before = rules.state(events, sealing=sealing)
    for what in wanted:
        if not rules.may(what, events, sealing=sealing, served=served):
            continue
        assert before not in (WITHDRAWN, REPLACED)
        events.append(what)
        now = rules.state(events, sealing=sealing)
        assert rank[now] > rank[before]
        before = now
    assert len(set(events)) == len(events)
    assert not {DELIVERED, REFUSED} <= set(events)
    assert served or not {DELIVERED, REFUSED} & set(events)


def test_values_become_what_json_carries() -> None:
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    given_values = {"a": date(2026, 1, 2), "b": moment, "c": ["x\x00\x1b", True, 3], "d": {"e": None}}
    assert rules.plain(given_values) == {
        "a": "2026-01-02", "b": moment.isoformat(), "c": ["x", True, 3], "d": {"e": None},
    }  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [
        "字" * (rules.LONGEST_TEXT + 1),
        ["x"] * (rules.LONGEST_LIST + 1),
        ["字" * 3_000] * 30,
        object(),
        1.5,
        [[[["deep"]]]],
        {"a": {"b": {"c": {"d": 1}}}},
    ],
)
def test_what_is_too_much_for_a_paper_is_refused(value: object) -> None:
    with pytest.raises(rules.BadValues):
        rules.plain({"field": value})


def test_forms_and_records_stay_in_the_file_and_are_served_on_nobody() -> None:
    """Notes on the law, section 5: the column of who is served or gets a copy."""
    for_file = {"A01", "A02", "A03", "A04", "D10", "D13", "D15", "D19", "D20", "D22", "D23", "D24", "D25", "D26", "D27",
                "D32", "D35", "D98", "D99"}  # fmt: skip
    served = {"D08", "D09", "D11", "D12", "D14", "D16", "D17", "D18", "D21", "D33", "D34", "D36", "D100", "D101",
              "D102", "D103", "L03"}  # fmt: skip
    known = {key: each.is_served for key, each in KINDS.items() if key in for_file | served}
    assert known == dict.fromkeys(for_file, False) | dict.fromkeys(served, True)
