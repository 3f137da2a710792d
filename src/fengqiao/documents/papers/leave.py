"""Papers of leave (P12). Law: Community Corrections Law art. 27; Measures arts 26-28."""

from __future__ import annotations

from fengqiao.documents.papers.record import CASE, THE_PERSON, WHO, Layout, PaperKind, PersonField, Slot, SlotKind
from fengqiao.law.face import Law, Measures, Text

APPROVERS = frozenset({2, 3, 4})
"""City, county, and the justice office by delegation."""

_REASON = Slot("reason", Text("外出事由", "reason"))
_PLACES = Slot("places", Text("目的地", "destinations"), SlotKind.PLACES)
_LEAVES = Slot("leaves_at", Text("离开时间", "leaves"), SlotKind.MOMENT)
_RETURNS = Slot("returns_at", Text("返回时间", "returns"), SlotKind.MOMENT)
_DAYS = Slot("days", Text("外出天数", "days of leave"), SlotKind.DAYS)

D32 = PaperKind(
    id="D32",
    title=Text("社区矫正对象外出申请审批表", "leave application and approval form"),
    layout=Layout.FORM,
    template="form",
    char="外审",
    levels=APPROVERS,
    person=(*WHO, PersonField.RESIDENCE, PersonField.PHONE, *CASE),
    slots=(
        _REASON,
        Slot("details", Text("事由说明", "details"), SlotKind.LONG),
        _PLACES,
        Slot("passes_through", Text("途经地", "places on the way"), SlotKind.PLACES, required=False),
        Slot("address", Text("详细地址", "address there"), required=False),
        _LEAVES,
        _RETURNS,
        _DAYS,
        Slot("sum_days", Text("两个月内累计天数", "days within two months"), SlotKind.DAYS),
        Slot("transport", Text("交通方式", "transport"), required=False),
        Slot("companions", Text("同行人", "companions"), required=False),
        Slot("contact", Text("外出期间联系方式", "contact while away")),
        Slot("proof", Text("证明材料", "proof"), SlotKind.LIST, required=False),
        Slot("opinions", Text("审核、审批意见", "opinions"), SlotKind.OPINIONS),
    ),
    basis=(Law(27), Measures(26, 27)),
    signs=THE_PERSON,
)

D33 = PaperKind(
    id="D33",
    title=Text("社区矫正对象外出证明", "leave slip"),
    layout=Layout.CERTIFICATE,
    template="leave_slip",
    char="外",
    levels=APPROVERS,
    person=(*WHO, PersonField.CATEGORY),
    slots=(
        _REASON, _PLACES, _LEAVES, _RETURNS, _DAYS,
        Slot("measures", Text("外出期间监管措施", "supervision while away"), SlotKind.LIST, required=False),
        Slot("companions", Text("同行人", "companions"), required=False),
    ),
    basis=(Law(27), Measures(26, 27, 28)),
    receipt=True,
    proves=True,
    valid_by="returns_at",
)  # fmt: skip

D34 = PaperKind(
    id="D34",
    title=Text("协助监管函", "letter asking for assisted supervision"),
    layout=Layout.LETTER,
    template="assist_supervision",
    char="协监",
    levels=frozenset({3}),
    person=(*WHO, PersonField.CATEGORY, PersonField.TERM_START, PersonField.TERM_END),
    slots=(
        Slot("to_place", Text("函请协助的地方", "to the institution of"), SlotKind.PLACES),
        _REASON,
        Slot("address", Text("详细地址", "address there"), required=False),
        _LEAVES,
        _RETURNS,
        Slot("contact", Text("外出期间联系方式", "contact while away")),
        Slot("help_wanted", Text("请求协助事项", "what is asked"), SlotKind.LONG),
    ),
    basis=(Measures(28),),
)

D35 = PaperKind(
    id="D35",
    title=Text("社区矫正对象销假登记表", "leave-close form"),
    layout=Layout.FORM,
    template="form",
    char="销",
    levels=frozenset({4}),
    person=WHO,
    slots=(
        _REASON, _PLACES, _LEAVES, _RETURNS,
        Slot("returned_at", Text("实际返回时间", "came back"), SlotKind.MOMENT),
        Slot("late", Text("是否逾期", "late"), SlotKind.YES_NO),
        Slot("why_late", Text("逾期原因", "why late"), SlotKind.LONG, required=False),
        Slot("proof", Text("往返及事由证明", "proof of the journey"), SlotKind.LIST, required=False),
    ),
    basis=(Measures(28),),
    seal=False,
    signs=THE_PERSON,
)  # fmt: skip

D36 = PaperKind(
    id="D36",
    title=Text("社区矫正事项审批告知书", "notice of the result"),
    layout=Layout.NOTICE,
    template="result_notice",
    char="告",
    levels=APPROVERS,
    person=WHO,
    slots=(
        Slot("matter", Text("申请事项", "what was asked for")),
        Slot("asked_on", Text("申请日期", "asked on"), SlotKind.DAY),
        Slot("granted", Text("是否批准", "granted"), SlotKind.YES_NO),
        Slot("reasons", Text("理由", "reasons"), SlotKind.LONG, required=False),
        Slot("conditions", Text("要求", "conditions"), SlotKind.LIST, required=False),
    ),
    basis=(Law(27), Measures(26, 27)),
    receipt=True,
)

KINDS = (D32, D33, D34, D35, D36)
