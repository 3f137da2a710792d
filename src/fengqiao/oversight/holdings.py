"""What this room holds about a person, told to the person (个人信息副本): when the file was opened in an emergency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fengqiao.areas import face as areas
from fengqiao.kit.clock import local_day
from fengqiao.kit.holdings import SECRET, Entry, Held, Kept, Section, day
from fengqiao.oversight.models import Opening


def tell(subject_id: int) -> Iterator[Section]:
    """The day, the office and what the reviewer decided; the colleague and the words stay inside."""
    rows = Opening.objects.filter(subject=subject_id, opened_at__isnull=False).select_related("post").order_by("id")
    yield Section("紧急查阅", tuple(_entry(row) for row in rows))


def _entry(row: Opening) -> Entry:
    found = {True: "确有必要", False: "并无必要", None: ""}[row.is_justified]
    assert row.opened_at is not None
    return (
        ("日期", day(local_day(row.opened_at))),
        ("查阅单位", areas.office_name(row.post.area)),
        ("复核结论", found),
    )


HELD: Final = Held(
    room="oversight",
    order=70,
    tables=frozenset({"oversight_opening"}),
    tell=tell,
    left_out={
        "oversight_finding": "关于工作人员查阅行为的内部核查记录，不记载对象姓名和案件内容",
        "oversight_sealing": "未成年人犯罪记录封存的审批记录，封存后依法不予提供",
        "oversight_sealedlook": "封存记录的依法查询登记，依法保密",
    },
    kept=(Kept("紧急查阅的事由、查阅人和复核意见", "涉及内部监督和工作人员，不予提供", SECRET),),
)
