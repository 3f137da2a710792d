"""`fengqiao bench clocks`: the peers answer as we do, and a difference without a reason is a failure."""

from __future__ import annotations

from datetime import date

import pytest

from fengqiao.law import bench

APART = 97


def test_public_libraries_answer_as_we_do() -> None:
    rows = bench.measure(apart=APART)
    asked = len(bench.questions(APART))
    equal = {row["peer"].removesuffix(", answers asked for"): row for row in rows if row["what"] == "answers equal"}
    assert asked > 500
    assert all(row["peer_value"] == asked for row in equal.values())
    assert equal["numpy, told every closed day"]["value"] == asked
    assert 0.9 * asked < equal["numpy, weekdays and holidays"]["value"] < asked
    assert {row["unit"] for row in rows} == {"deadlines/s", "answers"}


def test_a_difference_without_a_reason_fails() -> None:
    asked = bench.questions(APART)[:3]
    ours = bench._ours(asked)
    wrong = [date(2023, 12, 31), *ours[1:]]
    with pytest.raises(AssertionError, match=asked[0].clock.name):
        bench._compared("a library", asked, ours, wrong, lambda question, last: False)
    rows = bench._compared("a library", asked, ours, wrong, lambda question, last: True)
    assert [row["value"] for row in rows] == [2, 1]
