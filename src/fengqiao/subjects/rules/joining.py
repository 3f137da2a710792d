"""Where the joining of two files stands, and what people settle first. Pure."""

from __future__ import annotations

from typing import Final

from fengqiao.law.face import Text

PROPOSED, DROPPED, JOINED, PARTING, SEPARATED = "proposed", "dropped", "joined", "parting", "separated"
STATES: Final = {
    PROPOSED: Text("待确认合并", "to be confirmed"),
    DROPPED: Text("未合并", "not joined"),
    JOINED: Text("已合并", "joined"),
    PARTING: Text("已合并，待确认恢复", "joined; separation to be confirmed"),
    SEPARATED: Text("已恢复为两份档案", "separated again"),
}
WAITING: Final = frozenset({PROPOSED, PARTING})
GONE: Final = frozenset({JOINED, PARTING})
"""States in which the second file has no address of its own."""
OBSTACLES: Final = {
    "running": Text(
        "两份档案中有同一事项正在办理，请先办结或者撤回其中一件",
        "both files have a running matter of one kind: end one of them first",
    ),
    "archive": Text("两份档案均已立卷，不能合并", "both files have an archive: they cannot be joined"),
    "correction": Text(
        "待并入的档案有待确认的更正，请先处理", "a correction of the file that goes waits: settle it first"
    ),
    "joined": Text(
        "待并入的档案自身合并有其他档案，请改为保留该档案，或者先恢复",
        "another file was joined to the file that goes: keep that one, or separate it first",
    ),
    "minor": Text(
        "一份档案适用未成年人规定，另一份不适用，请先更正",
        "one file is under the regime of minors and the other is not: correct it first",
    ),
    "county": Text("两份档案不在同一县（市、区）", "the files are of two counties"),
    "unlike": Text(
        "两份档案的证件号码不同，姓名、性别、出生日期也不一致，请先核实更正",
        "neither the ID number nor name, sex and birth date are the same: check and correct them first",
    ),
}
