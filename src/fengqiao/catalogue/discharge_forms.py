"""The forms of discharge (P40)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.catalogue.discharge_checks import opens_on
from fengqiao.catalogue.field import field
from fengqiao.catalogue.officers import enough_officers, officers_field
from fengqiao.catalogue.registration_forms import must_be_so
from fengqiao.procedures.grammar import Asked, Case, Choice, FieldKind, Form, Text, Wrong

PARDONED = Asked(Text("因特赦解除", "by pardon"), lambda case: case.form.get("ground") == "pardon")
TERM_ENDS = Asked(Text("因矫正期满解除", "at the end of the term"), lambda case: case.form.get("ground") != "pardon")


def not_before_its_time(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    """At the end of a term a discharge is prepared so many days ahead and no earlier; a pardon knows no such day."""
    if values["ground"] == "pardon" or case.today >= (day := opens_on(case)):
        return ()
    text = Text(
        f"期满解除自 {day} 起办理，届时自动启动", f"it is prepared from {day} on, and opens by itself on that day"
    )
    return (Wrong("ground", "too_early", text),)


OPENED = Form(
    fields=(
        field(
            "ground",
            FieldKind.CHOICE,
            "解除事由",
            "ground",
            choices=(
                Choice("term", Text("矫正期满", "the term ends")),
                Choice("pardon", Text("特赦", "pardon")),
            ),
        ),
        field("pardon_paper", FieldKind.TEXT, "特赦裁定书文号", "number of the pardon ruling", required=PARDONED),
        field("pardoned_on", FieldKind.DAY, "特赦裁定生效日期", "the pardon takes effect on", required=PARDONED),
    ),
    rules=(not_before_its_time,),
)
SUMMARY = Form(
    (
        field("summary_on", FieldKind.DAY, "提交日期", "handed in on", happened=True),
        field(
            "summary_how",
            FieldKind.CHOICE,
            "提交方式",
            "how",
            choices=(
                Choice("written", Text("书面", "in writing")),
                Choice("oral", Text("口述，工作人员记录", "told and written down by an officer")),
            ),
        ),
        field("summary_text", FieldKind.LONG_TEXT, "总结内容（摘要）", "what it says, in short"),
        field("summary_pages", FieldKind.EVIDENCE, "附件", "attachments", required=False),
    )
)
_RATING = (
    Choice("good", Text("好", "good")),
    Choice("fair", Text("较好", "fairly good")),
    Choice("ordinary", Text("一般", "ordinary")),
    Choice("poor", Text("差", "poor")),
)
APPRAISAL = Form(
    (
        field("law_abiding", FieldKind.LONG_TEXT, "遵纪守法、接受监督管理情况", "keeping the law and the rules"),
        field("education", FieldKind.LONG_TEXT, "参加教育学习、公益活动情况", "study and public-benefit activity"),
        field("rewards", FieldKind.LONG_TEXT, "考核奖惩情况", "assessment, rewards and sanctions", required=False),
        field("conduct", FieldKind.CHOICE, "总体表现", "conduct on the whole", choices=_RATING),
        field("opinion", FieldKind.LONG_TEXT, "司法所意见", "opinion of the office"),
        field("needs", FieldKind.LONG_TEXT, "就业、住房、家庭等需要帮扶的情况", "what help is needed", required=False),
    )
)
COUNTY_OPINION = Form((field("opinion", FieldKind.LONG_TEXT, "审核意见", "opinion"),))
PENDING_OVER = Form(
    (field("result_paper", FieldKind.TEXT, "裁定、决定文号及结果", "ruling or decision and its result"),)
)
CERTIFICATE = Form(
    (
        field("handed_on", FieldKind.DAY, "发放日期", "handed out on", happened=True),
        field(
            "received_by",
            FieldKind.CHOICE,
            "领取情况",
            "who received it",
            choices=(
                Choice("subject", Text("本人签收", "the person signed")),
                Choice("family", Text("成年家属代收", "an adult relative signed")),
                Choice("refused", Text("拒绝签收，留置送达", "refused; left with a witness")),
                Choice("post", Text("邮寄", "by post")),
            ),
        ),
        field(
            "witness",
            FieldKind.TEXT,
            "见证人及送达过程记录",
            "witness and how it was left",
            required=Asked(Text("拒绝签收的", "when refused"), lambda case: case.form.get("received_by") == "refused"),
        ),
    )
)
RELEASED = Form(
    (
        field("release_paper", FieldKind.TEXT, "监狱、看守所释放证明文号", "number of the release certificate"),
        field("released_on", FieldKind.DAY, "释放日期", "released on", happened=True),
    )
)
ANNOUNCED = Form(
    fields=(
        field("announced_at", FieldKind.MOMENT, "宣告时间", "announced at", happened=True),
        field("announced_where", FieldKind.TEXT, "宣告地点", "place"),
        officers_field("宣告人员", "officers who announced it"),
        field("presided_by", FieldKind.TEXT, "主持人", "presided by"),
        field("attendees", FieldKind.LONG_TEXT, "参加人员", "who attended"),
    ),
    rules=(enough_officers,),
)
ANNOUNCED_TO_MINOR = Form(
    fields=(
        *ANNOUNCED.fields,
        field("not_public", FieldKind.YES_NO, "不公开进行", "not in public"),
        field("guardian_present", FieldKind.YES_NO, "监护人到场", "the guardian is present"),
    ),
    rules=(enough_officers, must_be_so("not_public")),
)
AFTERCARE = Form(
    (
        field("aftercare_body", FieldKind.TEXT, "安置帮教部门", "aftercare body"),
        field("aftercare_needs", FieldKind.LONG_TEXT, "衔接事项与需求", "what is handed over and needed"),
        field("aftercare_on", FieldKind.DAY, "衔接日期", "handed over on", happened=True),
    )
)
CLEARED = Form(
    (
        field("exit_filing", FieldKind.YES_NO, "已办理撤销出境报备", "exit filing cancelled"),
        field("papers_back", FieldKind.YES_NO, "已退还保管的出入境证件", "passports given back", required=False),
        field(
            "device_back", FieldKind.YES_NO, "已停用定位、收回设备", "positioning ended, device back", required=False
        ),
    ),
    rules=(must_be_so("exit_filing"),),
)


def category_text(case: Case) -> Text:
    """What the announcement says of this category. Law: Criminal Law arts 40, 76, 85; Prison Law art. 28."""
    return _ENDS[case.facts.category]


_ENDS = {
    "public_surveillance": Text("管制期满，解除管制", "public surveillance has ended"),
    "suspended_sentence": Text("缓刑考验期满，原判刑罚不再执行", "the original sentence is not executed any more"),
    "parole": Text("假释考验期满，原判刑罚执行完毕", "the sentence counts as served"),
    "temporary_service_outside": Text("刑期届满，由监狱、看守所依法办理刑满释放手续", "the prison releases by law"),
}
