"""What the definitions name and nobody has built yet, with its title. Built papers and procedures leave
this list."""

from __future__ import annotations

from fengqiao.procedures.grammar import Text, later

D09 = later("D09", Text("补齐法律文书函", "request to complete the papers"))
D10 = later("D10", Text("社区矫正对象基本信息表", "basic information form"))
D11 = later("D11", Text("社区矫正对象报到情况通知单", "report-in status notice"))
D12 = later("D12", Text("社区矫正告知书、保证书", "notice of duties and undertaking"))
D13 = later("D13", Text("交付接收清单", "handover list"))
D14 = later("D14", Text("信息化核查告知书", "data notice for position checks"))
D32 = later("D32", Text("外出申请审批表", "leave application and approval form"))
D33 = later("D33", Text("外出证明", "leave slip"))
D34 = later("D34", Text("协助监管函", "letter asking for assisted supervision"))
D35 = later("D35", Text("销假登记表", "leave-close form"))
D36 = later("D36", Text("外出审批结果告知书", "notice of the result"))

P05 = later("P05", Text("未按时报到（漏管）处置", "failure to report in"))
P06 = later("P06", Text("入矫宣告", "induction"))
P14 = later("P14", Text("执行地变更", "change of the place of execution"))
P20 = later("P20", Text("法定不准出境人员报备", "exit-ban filing"))
P31 = later("P31", Text("失去联系查找", "lost contact and search"))
P32 = later("P32", Text("被采取强制措施的处理", "custody or other measures"))
P34 = later("P34", Text("死亡处理", "death"))
P40 = later("P40", Text("解除社区矫正", "discharge"))
