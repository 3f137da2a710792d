"""Letters for tests."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any

from fengqiao.audit.face import Actor
from fengqiao.kit.ids import new_id
from fengqiao.letters import face as letters
from fengqiao.letters.models import Sent

OFFICE, COUNTY, OTHER_COUNTY = "330681109", "330681", "330683"
#: A Monday, 10:00 in Shanghai.
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
_count = itertools.count(1)


def order(**changes: Any) -> letters.Order:
    """A copy to the procuratorate of the county; a new act each time unless one is given."""
    told: dict[str, Any] = {
        "kind": letters.COPY,
        "title": {"zh": "解除社区矫正通知书", "en": "discharge notice"},
        "area": OFFICE,
        "sender": COUNTY,
        "to_kind": "procuratorate",
        "to_area": COUNTY,
        "subject_id": next(_count),
        "matter": new_id(),
        "act": new_id(),
    }
    return letters.Order(**{**told, **changes})


def to_other_county(**changes: Any) -> letters.Order:
    """A letter to the institution of another county that asks for help."""
    told = {
        "kind": letters.ASSIST,
        "title": {"zh": "协助监管函", "en": "letter asking for assisted supervision"},
        "to_kind": letters.OTHER_INSTITUTION,
        "to_area": OTHER_COUNTY,
        "body": {"lines": [["姓名", "张伟"]]},
    }
    return order(**{**told, **changes})


def sent(by: Actor, at: datetime = NOW, **changes: Any) -> Sent:
    """A letter to the procuratorate, sent."""
    return letters.send(order=order(**changes), by=by, at=at)


def to_there(by: Actor, at: datetime = NOW, **changes: Any) -> Sent:
    """A letter to the other county, sent."""
    return letters.send(order=to_other_county(**changes), by=by, at=at)


def receipt(at: datetime = NOW, **changes: Any) -> letters.Receipt:
    """What the procuratorate's clerk signed."""
    told = {"receiver": "检察院收发室 王某", "day": at.date(), "way": "messenger"}
    return letters.Receipt(**{**told, **changes})
