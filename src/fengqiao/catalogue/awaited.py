"""What the definitions name and nobody has built yet, with its title. Built papers and procedures leave
this list."""

from __future__ import annotations

from fengqiao.procedures.grammar import Text, later

P14 = later("P14", Text("执行地变更", "change of the place of execution"))
P17 = later("P17", Text("使用电子定位装置", "electronic monitoring"))
P20 = later("P20", Text("法定不准出境人员报备", "exit-ban filing"))
P23 = later("P23", Text("训诫", "admonition"))
P24 = later("P24", Text("警告", "warning"))
P25 = later("P25", Text("提请治安管理处罚", "request for a police penalty"))
P26 = later("P26", Text("提请撤销缓刑", "proposal to revoke the suspension"))
P27 = later("P27", Text("提请撤销假释", "proposal to revoke parole"))
P28 = later("P28", Text("提请收监执行", "proposal to recommit"))
P31 = later("P31", Text("失去联系查找", "lost contact and search"))
P32 = later("P32", Text("被采取强制措施的处理", "custody or other measures"))
P34 = later("P34", Text("死亡处理", "death"))
