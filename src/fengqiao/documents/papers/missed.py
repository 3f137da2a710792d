"""Papers of the failure to report in (P05). Law: Community Corrections Law art. 30; Measures art. 38."""

from __future__ import annotations

from fengqiao.documents.papers.record import CASE, WHO, Layout, PaperKind, PersonField, Slot, SlotKind
from fengqiao.law.face import Law, Measures, Text

COUNTY, OFFICE = frozenset({3}), frozenset({4})

_DUE = Slot("due_on", Text("应当报到日期", "was to report by"), SlotKind.DAY, required=False)
_FOUND_OUT = Slot("found_out_on", Text("发现日期", "found out on"), SlotKind.DAY)
_SEARCHES = Slot("searches", Text("已进行的查找", "searches so far"), SlotKind.LIST, required=False)

D15 = PaperKind(
    id="D15",
    title=Text("查找记录", "record of a search"),
    layout=Layout.RECORD,
    template="form",
    char="查",
    levels=OFFICE,
    person=(*WHO, PersonField.PHONE, PersonField.RESIDENCE, PersonField.HOUSEHOLD, PersonField.CATEGORY),
    slots=(
        Slot("attempt", Text("查找次数", "which search")),
        Slot("tried_at", Text("查找时间", "tried at"), SlotKind.MOMENT),
        Slot("means", Text("查找方式", "how"), SlotKind.LIST),
        Slot("searched_by", Text("查找人员", "who searched")),
        Slot("result", Text("查找情况", "what came of it"), SlotKind.LONG),
        _SEARCHES,
    ),
    basis=(Law(30), Measures(38)),
    seal=False,
    signs=("查找人员签名", "记录人签名"),
)

D16 = PaperKind(
    id="D16",
    title=Text("协助查找函", "letter asking for help with a search"),
    layout=Layout.LETTER,
    template="help_search",
    char="协查",
    levels=COUNTY,
    person=(*WHO, PersonField.ETHNICITY, PersonField.PHONE, PersonField.HOUSEHOLD, PersonField.RESIDENCE, *CASE),
    slots=(
        Slot("police", Text("协助查找的公安机关", "police organ asked")),
        _DUE,
        _FOUND_OUT,
        Slot("last_contact", Text("最后联系情况", "last contact"), SlotKind.LONG),
        _SEARCHES,
    ),
    basis=(Law(30), Measures(38)),
)

D17 = PaperKind(
    id="D17",
    title=Text("社区矫正对象未报到情况通报", "notice of failure to report in"),
    layout=Layout.NOTICE,
    template="not_reported",
    char="未报",
    levels=COUNTY,
    person=(*WHO, *CASE),
    slots=(
        Slot("to", Text("通报机关", "organs told"), SlotKind.ORGANS),
        _DUE,
        _FOUND_OUT,
        Slot("days_late", Text("逾期天数", "days late"), SlotKind.DAYS, required=False),
        Slot("told", Text("是否已书面告知报到义务", "told of the duty in writing"), SlotKind.YES_NO),
        _SEARCHES,
    ),
    basis=(Law(21, 30), Measures(38)),
)

KINDS = (D15, D16, D17)
