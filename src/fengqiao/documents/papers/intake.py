"""Papers of registration (P03, P04). Law: Community Corrections Law arts 20-22; Measures arts 16-18."""

from __future__ import annotations

from fengqiao.documents.papers.record import CASE, THE_PERSON, WHO, Layout, PaperKind, PersonField, Slot, SlotKind
from fengqiao.law.face import Law, Measures, PrisonLaw, Text

COUNTY = frozenset({3})

_ARRIVED = Slot("arrived_at", Text("报到时间", "arrived at"), SlotKind.MOMENT)
_OFFICE = Slot("office", Text("指定司法所", "justice office"), SlotKind.PLACES)

D08 = PaperKind(
    id="D08",
    title=Text("法律文书送达回执", "receipt slip for legal documents"),
    layout=Layout.LETTER,
    template="receipt_slip",
    char="回",
    levels=COUNTY,
    person=(PersonField.NAME, PersonField.SEX, PersonField.CATEGORY, PersonField.DOCUMENT),
    slots=(
        Slot("organ", Text("送达机关", "organ that served them"), SlotKind.ORGANS),
        Slot("received_on", Text("收到日期", "received on"), SlotKind.DAY),
        Slot("papers", Text("收到的文书", "papers received"), SlotKind.LIST),
        Slot("copies_each", Text("每种份数", "copies of each"), required=False),
        Slot("missing", Text("所缺文书", "papers missing"), SlotKind.LIST, required=False),
        Slot("faults", Text("文书中的其他问题", "other faults"), SlotKind.LONG, required=False),
    ),
    basis=(Law(20), Measures(16)),
)

D09 = PaperKind(
    id="D09",
    title=Text("补齐法律文书函", "request to complete the papers"),
    layout=Layout.LETTER,
    template="complete_papers",
    char="补",
    levels=COUNTY,
    person=(PersonField.NAME, PersonField.SEX, PersonField.CATEGORY, PersonField.DOCUMENT),
    slots=(
        Slot("organ", Text("函告机关", "organ asked"), SlotKind.ORGANS),
        Slot("missing", Text("所缺文书", "papers missing"), SlotKind.LIST),
        Slot("days", Text("补齐期限", "within"), SlotKind.DAYS),
    ),
    basis=(Law(20), Measures(16)),
)

D10 = PaperKind(
    id="D10",
    title=Text("社区矫正对象基本信息表", "basic information form"),
    layout=Layout.FORM,
    template="form",
    char="基",
    levels=COUNTY,
    person=(
        *WHO, PersonField.ETHNICITY, PersonField.EDUCATION, PersonField.MARRIAGE, PersonField.PHONE,
        PersonField.HOUSEHOLD, PersonField.RESIDENCE, *CASE, PersonField.EFFECTIVE, PersonField.RELATIONS,
    ),
    slots=(
        _ARRIVED, _OFFICE,
        Slot("health", Text("健康状况", "health"), SlotKind.LONG, required=False),
        Slot("passports", Text("出入境证件", "passports and permits"), SlotKind.LIST, required=False),
        Slot("co_offenders", Text("同案犯", "co-offenders"), SlotKind.LONG, required=False),
    ),
    basis=(Law(22), Measures(17)),
    seal=False,
)  # fmt: skip

D11 = PaperKind(
    id="D11",
    title=Text("社区矫正对象报到情况通知单", "report-in status notice"),
    layout=Layout.NOTICE,
    template="reported_in",
    char="报",
    levels=COUNTY,
    person=(*WHO, *CASE),
    slots=(
        Slot("to", Text("通报机关", "organs told"), SlotKind.ORGANS),
        Slot("due_on", Text("应当报到日期", "was to report by"), SlotKind.DAY, required=False),
        _ARRIVED,
        Slot("late", Text("是否逾期", "late"), SlotKind.YES_NO),
        Slot("why_late", Text("逾期原因", "why late"), SlotKind.LONG, required=False),
        _OFFICE,
    ),
    basis=(Law(21, 22), Measures(17)),
)

D12 = PaperKind(
    id="D12",
    title=Text("社区矫正告知书", "notice of duties and undertaking"),
    layout=Layout.NOTICE,
    template="duties",
    char="知",
    levels=COUNTY,
    person=(*WHO, PersonField.CATEGORY, PersonField.TERM_START, PersonField.TERM_END),
    slots=(
        _OFFICE,
        Slot("report_days", Text("到司法所报到期限", "appear at the office within"), SlotKind.DAYS, required=False),
        Slot("guardian", Text("监护人", "guardian"), required=False),
    ),
    basis=(Law(4, 22, 23, 34), Measures(18)),
    signs=THE_PERSON,
)

D13 = PaperKind(
    id="D13",
    title=Text("社区矫正对象交付接收清单", "handover list"),
    layout=Layout.FORM,
    template="form",
    char="接",
    levels=COUNTY,
    person=(*WHO, *CASE),
    slots=(
        Slot("escort", Text("移送机关及人员", "organ and escort")),
        _ARRIVED,
        Slot("papers", Text("移送文书材料", "papers handed over"), SlotKind.LIST),
        Slot("health", Text("交接时身体状况", "health on arrival"), SlotKind.LONG),
        Slot("conduct", Text("在监所期间表现", "conduct in prison"), SlotKind.LONG, required=False),
    ),
    basis=(Law(21), PrisonLaw(27), Measures(17)),
    seal=False,
    signs=("移送人签名", "接收人签名"),
)

D14 = PaperKind(
    id="D14",
    title=Text("社区矫正信息化核查告知书", "data notice for position checks"),
    layout=Layout.NOTICE,
    template="data_notice",
    char="核",
    levels=COUNTY,
    person=WHO,
    slots=(Slot("guardian", Text("监护人", "guardian"), required=False),),
    basis=(Law(26),),
    signs=THE_PERSON,
)

KINDS = (D08, D09, D10, D11, D12, D13, D14)
