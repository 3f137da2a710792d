"""What this room holds of people: files on their way into the register, for a limited time."""

from __future__ import annotations

from typing import Final

from fengqiao.kit.holdings import Held

HELD: Final = Held(
    room="exchange",
    order=90,
    tables=frozenset(),
    tell=lambda subject_id: (),
    left_out={"exchange_upload": "导入名册的原始文件，导入后即清除；导入的内容已列在各部分"},
)
