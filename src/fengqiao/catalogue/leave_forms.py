"""The forms of leave (P12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.procedures.grammar import Asked, Case, Choice, Field, FieldKind, Form, Text, Wrong

REASONS = (
    Choice("medical", Text("就医", "medical care")),
    Choice("study", Text("就学", "study")),
    Choice("litigation", Text("参与诉讼", "litigation")),
    Choice("family", Text("处理家庭重要事务", "important family matters")),
    Choice("work", Text("处理工作重要事务", "important work matters")),
    Choice("other", Text("其他", "other")),
)
EMERGENCY = Asked(Text("紧急情况", "an emergency"), lambda case: bool(case.form.get("emergency")))
NOT_EMERGENCY = Asked(Text("非紧急情况", "no emergency"), lambda case: not case.form.get("emergency"))


def returns_after_leaving(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    leaves_at = values.get("leaves_at", case.form.get("leaves_at"))
    if leaves_at is None or values["returns_at"] > leaves_at:
        return ()
    text = Text("返回时间须晚于离开时间", "the return must be after the departure")
    return (Wrong("returns_at", "return_before_departure", text),)


def not_longer_than_asked(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    if "returns_at" not in values or values["returns_at"] <= case.form["returns_at"]:
        return returns_after_leaving(values, case) if "returns_at" in values else ()
    text = Text("批准的返回时间不得晚于申请的返回时间", "no more can be granted than was asked for")
    return (Wrong("returns_at", "longer_than_asked", text),)


def later_than_granted(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    if values["extended_to"] > case.form["returns_at"]:
        return ()
    text = Text("延期后的返回时间须晚于原批准的返回时间", "the new return must be after the granted one")
    return (Wrong("extended_to", "not_longer", text),)


LEAVE = Form(
    fields=(
        Field(name="reason", kind=FieldKind.CHOICE, label=Text("外出事由", "reason"), choices=REASONS),
        Field(name="details", kind=FieldKind.LONG_TEXT, label=Text("事由说明", "details")),
        Field(name="leaves_at", kind=FieldKind.MOMENT, label=Text("离开时间", "leaves")),
        Field(name="returns_at", kind=FieldKind.MOMENT, label=Text("返回时间", "returns")),
        Field(
            name="places",
            kind=FieldKind.PLACES,
            label=Text("目的地", "destinations"),
            help=Text("逐一选择到县（市、区）", "each down to the county or district"),
        ),
        Field(
            name="passes_through",
            kind=FieldKind.PLACES,
            label=Text("途经地", "places on the way"),
            required=False,
        ),
        Field(
            name="abroad",
            kind=FieldKind.YES_NO,
            label=Text("是否前往国（境）外", "goes abroad"),
            help=Text("含香港、澳门、台湾", "Hong Kong, Macao and Taiwan included"),
            required=False,
        ),
        Field(name="address", kind=FieldKind.TEXT, label=Text("详细地址", "address there"), required=False),
        Field(name="contact", kind=FieldKind.TEXT, label=Text("外出期间联系方式", "contact while away")),
        Field(name="transport", kind=FieldKind.TEXT, label=Text("交通方式", "transport"), required=False),
        Field(name="companions", kind=FieldKind.TEXT, label=Text("同行人", "companions"), required=False),
        Field(
            name="emergency",
            kind=FieldKind.YES_NO,
            label=Text("紧急情况，先口头报告", "an emergency, reported by word of mouth first"),
            required=False,
        ),
        Field(
            name="proof",
            kind=FieldKind.EVIDENCE,
            label=Text("证明材料", "proof"),
            help=Text(
                "如门诊病历、预约单、开庭传票、录用通知",
                "such as an appointment slip, a summons, a letter of employment",
            ),
            required=NOT_EMERGENCY,
        ),
    ),
    rules=(returns_after_leaving,),
)

OPINION = Form(
    (Field(name="opinion", kind=FieldKind.LONG_TEXT, label=Text("审核意见", "opinion")),),
)

GRANT = Form(
    fields=(
        Field(
            name="returns_at",
            kind=FieldKind.MOMENT,
            label=Text("批准的返回时间", "granted until"),
            same_as="returns_at",
            required=False,
        ),
        Field(
            name="measures",
            kind=FieldKind.CHOICES,
            label=Text("外出期间监管措施", "supervision while away"),
            required=False,
            choices=(
                Choice("phone", Text("电话联络", "phone calls")),
                Choice("video", Text("实时视频", "live video")),
                Choice("position", Text("信息化核查", "position checks")),
                Choice("there", Text("请目的地社区矫正机构协助监管", "help of the institution there")),
            ),
        ),
    ),
    rules=(not_longer_than_asked,),
)

EXTEND = Form(
    fields=(
        Field(name="extended_to", kind=FieldKind.MOMENT, label=Text("延期至", "extended until")),
        Field(name="hindrance", kind=FieldKind.LONG_TEXT, label=Text("不能按期返回的原因", "why not back in time")),
        Field(name="extension_proof", kind=FieldKind.EVIDENCE, label=Text("证明材料", "proof"), required=False),
    ),
    rules=(later_than_granted,),
)

CHECKED = Form(
    fields=(
        Field(name="checked_at", kind=FieldKind.MOMENT, label=Text("核查时间", "checked at"), happened=True),
        Field(
            name="checked_how",
            kind=FieldKind.CHOICE,
            label=Text("核查方式", "how"),
            choices=(
                Choice("phone", Text("电话", "phone")),
                Choice("video", Text("实时视频", "live video")),
                Choice("position", Text("信息化核查", "position check")),
            ),
        ),
        Field(name="checked_result", kind=FieldKind.LONG_TEXT, label=Text("核查情况", "what was found")),
    ),
)


def another_county(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    code = str(values["help_from"])
    if len(code) >= 6 and not case.area.startswith(code[:6]):
        return ()
    text = Text("请选择本县（市、区）以外的目的地县（市、区）", "choose the county of the destination, not the own one")
    return (Wrong("help_from", "not_another_county", text),)


ASK_HELP = Form(
    fields=(
        Field(
            name="help_from",
            kind=FieldKind.PLACE,
            label=Text("函请协助的县（市、区）", "county that is asked"),
            help=Text("应为外出目的地之一", "one of the destinations"),
        ),
        Field(
            name="help_wanted",
            kind=FieldKind.LONG_TEXT,
            label=Text("请求协助事项", "what is asked of it"),
            help=Text("如接受到达、离开报告，开展实地核查", "such as taking reports on arrival and departure"),
        ),
    ),
    rules=(another_county,),
)

RETURNED = Form(
    fields=(
        Field(name="returned_at", kind=FieldKind.MOMENT, label=Text("返回时间", "came back at"), happened=True),
        Field(
            name="return_proof",
            kind=FieldKind.EVIDENCE,
            label=Text("往返及事由证明", "proof of the journey and its reason"),
            required=False,
        ),
    ),
)

PAPER_GIVEN = Form(
    (Field(name="paper_given_at", kind=FieldKind.MOMENT, label=Text("补交时间", "handed in at"), happened=True),)
)
