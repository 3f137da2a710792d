"""Papers of daily supervision (P10): for the file, signed by hand, without a seal.

Law: Community Corrections Law arts 23, 26; Measures arts 23, 24.
"""

from __future__ import annotations

from fengqiao.documents.papers.record import THE_PERSON, WHO, Layout, PaperKind, PersonField, Slot, SlotKind
from fengqiao.law.face import Law, Measures, Text

OFFICE = frozenset({4})

_GUARDIAN = Slot("guardian", Text("监护人到场", "guardian present"), SlotKind.YES_NO, required=False)

D25 = PaperKind(
    id="D25",
    title=Text("社区矫正对象情况报告（思想汇报）", "report of the person"),
    layout=Layout.FORM,
    template="form",
    char="报",
    levels=OFFICE,
    person=(*WHO, PersonField.CATEGORY),
    slots=(
        Slot("kind", Text("报告种类", "kind of report")),
        Slot("reported_on", Text("报告日期", "reported on"), SlotKind.DAY),
        Slot("channel", Text("报告方式", "how")),
        Slot("period_first", Text("报告期起", "period from"), SlotKind.DAY, required=False),
        Slot("period_end", Text("报告期止", "period to"), SlotKind.DAY, required=False),
        Slot("happened_at", Text("事项发生时间", "when it happened"), SlotKind.MOMENT, required=False),
        Slot("late", Text("是否逾期", "late"), SlotKind.YES_NO),
        _GUARDIAN,
        Slot("taken_down", Text("口述代录", "taken down from speech"), SlotKind.YES_NO, required=False),
        Slot("content", Text("报告内容", "what was reported"), SlotKind.LONG),
        Slot("injunction", Text("禁止令执行", "keeping the injunction"), SlotKind.LONG, required=False),
        Slot("answer", Text("接收意见", "the office's answer")),
    ),
    basis=(Law(23), Measures(24)),
    seal=False,
    signs=THE_PERSON,
)

D26 = PaperKind(
    id="D26",
    title=Text("社区矫正走访记录", "record of a visit"),
    layout=Layout.FORM,
    template="form",
    char="访",
    levels=OFFICE,
    person=(*WHO, PersonField.RESIDENCE),
    slots=(
        Slot("held_on", Text("走访日期", "day of the visit"), SlotKind.DAY),
        Slot("place", Text("走访地点", "place")),
        Slot("officers", Text("走访人", "officers"), required=False),
        Slot("met", Text("被走访人", "whom the officers met")),
        _GUARDIAN,
        Slot("content", Text("走访情况", "what was seen and said"), SlotKind.LONG),
    ),
    basis=(Law(26), Measures(23)),
    seal=False,
    signs=("走访人签名", "被走访人签名"),
)

D27 = PaperKind(
    id="D27",
    title=Text("社区矫正个别谈话记录", "record of a talk"),
    layout=Layout.FORM,
    template="form",
    char="谈",
    levels=OFFICE,
    person=(*WHO, PersonField.CATEGORY),
    slots=(
        Slot("held_on", Text("谈话日期", "day of the talk"), SlotKind.DAY),
        Slot("channel", Text("谈话方式", "how")),
        Slot("officers", Text("谈话人", "officers"), required=False),
        Slot("topic", Text("谈话主题", "topic")),
        _GUARDIAN,
        Slot("content", Text("谈话内容", "what was said"), SlotKind.LONG),
    ),
    basis=(Law(26), Measures(23)),
    seal=False,
    signs=("谈话人签名", *THE_PERSON),
)

KINDS = (D25, D26, D27)
