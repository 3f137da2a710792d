"""What the door itself keeps of people: lists set up by officers and files taken out, for a limited time."""

from __future__ import annotations

from typing import Final

from fengqiao.kit.holdings import Held

HELD: Final = Held(
    room="desk",
    order=91,
    tables=frozenset(),
    tell=lambda subject_id: (),
    left_out={
        "desk_tally": "各县（市、区）和司法所的汇总数字，不涉及个人",
        "desk_tallymissed": "按责任人汇总的逾期数字，不涉及矫正对象",
        "desk_tallycharge": "按责任人汇总的工作量数字，不涉及矫正对象",
        "desk_tallybacklog": "按司法所和环节汇总的逾期数字，不涉及个人",
        "desk_savedview": "工作人员保存的名册查看方式，不含任何人",
        "desk_export": "工作人员导出的名册文件，限时清除",
        "desk_foresight": "参数调整的影响预览，只记进度和数量，不含任何人",
        "desk_foreseen": "参数调整的影响预览，只记事项编号和日期，重新生成时清除，内容均在所列事项中",
        "desk_bulk": "工作人员批量办理的临时名单，结果已列在办理的事项",
    },
)
