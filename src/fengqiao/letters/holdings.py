"""What this room holds about a person, told to the person (个人信息副本)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fengqiao.kit.holdings import SECRET, Held, Kept, Section, day
from fengqiao.letters.models import Arrived, Sent


def tell(subject_id: int) -> Iterator[Section]:
    """To whom letters about the person went, and from whom they came: days and organs."""
    went = Sent.objects.filter(subject_id=subject_id, sent_on__isnull=False).order_by("id")
    yield Section(
        "向其他机关发出的公函",
        tuple((("日期", day(row.sent_on)), ("收件机关", row.to_name), ("事由", row.title["zh"])) for row in went),
    )
    came = Arrived.objects.filter(subject_id=subject_id).order_by("id")
    yield Section("其他机关来函", tuple((("日期", day(row.arrived_on)), ("来函机关", row.from_name)) for row in came))


HELD: Final = Held(
    room="letters",
    order=60,
    tables=frozenset({"letters_sent", "letters_arrived"}),
    tell=tell,
    left_out={"letters_event": "公函签收、催办的内部登记"},
    kept=(Kept("机关之间公函的正文", "机关之间的往来函件，属于内部过程性信息", SECRET),),
)
