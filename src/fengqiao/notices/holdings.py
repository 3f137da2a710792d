"""What this room holds about a person, told to the person (个人信息副本)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fengqiao.kit.holdings import SECRET, Held, Kept, Section, day
from fengqiao.notices import wording
from fengqiao.notices.models import Message


def tell(subject_id: int) -> Iterator[Section]:
    """The messages to the person: what about, when, on which channel, to which number (masked), and whether they went.
    Those to a guardian are the guardian's."""
    rows = Message.objects.filter(subject_id=subject_id, audience=wording.PERSON).order_by("told_at", "id")
    yield Section(
        "发给本人的消息",
        tuple(
            (
                ("日期", day(row.told_at)),
                ("内容", wording.KINDS[row.kind].title.zh),
                ("方式", wording.CHANNELS[row.channel].zh),
                ("号码", row.to_masked),
                ("发出日期", day(row.sent_at)),
                ("未送达原因", wording.WHY[row.why].zh if row.why else ""),
            )
            for row in rows
        ),
    )


HELD: Final = Held(
    room="notices",
    order=70,
    tables=frozenset({"notices_message"}),
    tell=tell,
    left_out={
        "notices_delivery": "发送尝试的技术日志，结果已列在消息中",
        "notices_line": "号码停用状态，仅存校验值，不含号码",
        "notices_notice": "工作人员之间的内部提醒",
    },
    kept=(Kept("发给监护人的消息", "属于监护人的个人信息", SECRET),),
)
