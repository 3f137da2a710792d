"""Invented sentences keep to the Criminal Law, so that nobody learns a wrong one from the demonstration."""

from __future__ import annotations

import random
import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from fengqiao.demo import sentences

TODAY = date(2026, 11, 23)
KINDS = ["settled", "parole", "medical", "surveillance", "injunction", "recent", "newcomer", "ending"]
_LENGTH = re.compile(r"(?:(十[一二]?|[一二三四五六七八九])年)?(?:(十一?|[一二三四五六七八九])个月)?")
_VALUES = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11}


def _months(text: str) -> int:
    found = _LENGTH.fullmatch(text)
    assert text
    assert found is not None, text
    return 12 * _VALUES.get(found[1] or "", 0) + _VALUES.get(found[2] or "", 0)


@given(some.integers(0, 10**9), some.sampled_from(KINDS))
def test_suspension_is_never_shorter_than_the_term_nor_outside_its_limits(seed: int, kind: str) -> None:
    values = sentences.invent(random.Random(seed), story=kind, number=1, today=TODAY, ago=14)
    penalty = values["原判刑罚"]
    if "缓刑" not in penalty:
        assert penalty.startswith("管制") or values["矫正类别"] in {"假释", "暂予监外执行"}
        return
    kept, probation = penalty.split("，缓刑")
    term, period = _months(kept.removeprefix("有期徒刑").removeprefix("拘役")), _months(probation)
    shortest, longest, most = (2, 12, 6) if kept.startswith("拘役") else (12, 60, 36)
    assert term <= most
    assert max(shortest, term) <= period <= longest


@given(some.integers(1, 60))
def test_lengths_are_written_as_judgments_write_them(count: int) -> None:
    assert _months(sentences.months(count)) == count
