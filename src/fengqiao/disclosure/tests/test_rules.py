"""Whether a paper holds for strangers."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from fengqiao.disclosure import rules
from fengqiao.disclosure.rules import Standing
from fengqiao.kit import clock


@pytest.mark.parametrize(
    ("state", "until", "told"),
    [
        ("valid", None, Standing.VALID),
        ("valid", date(2026, 11, 23), Standing.VALID),
        ("valid", date(2026, 11, 22), Standing.EXPIRED),
        ("withdrawn", None, Standing.WITHDRAWN),
        ("withdrawn", date(2026, 11, 22), Standing.WITHDRAWN),
        ("replaced", None, Standing.WITHDRAWN),
        ("issued", None, None),
        ("anything", None, None),
    ],
)
def test_whether_a_paper_holds(state: str, until: date | None, told: Standing | None) -> None:
    today = datetime(2026, 11, 23, 12, 0, tzinfo=clock.SHANGHAI)
    assert rules.standing(state, until, clock.local_day(today)) is told
