"""The forms of report-in, handover and registration (P04)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.catalogue.field import field
from fengqiao.procedures.grammar import Asked, Case, Choice, FieldKind, Form, Text, Wrong, category_is

TEMPORARY_SERVICE = category_is("temporary_service_outside", Text("暂予监外执行", "temporary service outside prison"))
REPORTS_IN = Asked(
    Text("管制、缓刑、假释", "public surveillance, suspended sentence, parole"),
    lambda case: case.facts.category != "temporary_service_outside",
)
BY_COURT = Asked(
    Text("法院决定暂予监外执行", "temporary service decided by a court"),
    lambda case: TEMPORARY_SERVICE.holds(case) and case.form.get("decided_by") == "court",
)
APPROVED = Asked(
    Text("批准暂予监外执行", "temporary service approved by prison administration or police"),
    lambda case: TEMPORARY_SERVICE.holds(case) and case.form.get("decided_by") in {"prison_administration", "police"},
)
PAPERS_MISSING = Asked(Text("法律文书不齐", "papers are missing"), lambda case: bool(case.form.get("papers_missing")))

PAPERS = (
    Choice("judgment", Text("判决书", "judgment")),
    Choice("ruling", Text("裁定书", "ruling")),
    Choice("decision", Text("暂予监外执行决定书", "decision on temporary service")),
    Choice("execution_notice", Text("执行通知书", "execution notice")),
    Choice("closing_form", Text("结案登记表", "case closing form")),
    Choice("indictment", Text("起诉书副本", "copy of the indictment")),
    Choice("release_certificate", Text("假释证明书", "release certificate")),
    Choice("medical", Text("病情诊断、妊娠检查或者生活不能自理鉴别材料", "medical papers")),
    Choice("guarantor", Text("保证人材料", "papers of the guarantor")),
    Choice("prison_record", Text("服刑期间表现材料", "record of conduct in prison")),
    Choice("minor_report", Text("社会调查报告和庭审表现材料", "social investigation report and conduct at trial")),
)


def must_be_so(*names: str) -> Any:
    """These yes-or-no fields must be answered with yes: the law asks it of whoever registers."""

    def rule(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
        text = Text("依法须完成后方可登记", "the law asks for this before registration")
        return tuple(Wrong(name, "must_be_done", text) for name in names if values.get(name) is False)

    return rule


NOTICE = Form(
    (
        field("effective_on", FieldKind.DAY, "裁判文书生效日期", "the decision took effect on", required=False),
        field(
            "decided_by",
            FieldKind.CHOICE,
            "暂予监外执行决定、批准机关",
            "who decided or approved",
            required=False,
            choices=(
                Choice("court", Text("人民法院", "court")),
                Choice("prison_administration", Text("监狱管理机关", "prison administration")),
                Choice("police", Text("公安机关", "police")),
            ),
        ),
        field(
            "organ_received_on",
            FieldKind.DAY,
            "监所收到决定（批准）之日",
            "the prison or detention house received it on",
            required=False,
        ),
        field(
            "told_of_duty",
            FieldKind.YES_NO,
            "决定机关已书面告知报到期限与后果",
            "told in writing when and where to report",
            required=False,
        ),
        field(
            "papers_received", FieldKind.CHOICES, "已收到的法律文书", "papers received", choices=PAPERS, required=False
        ),
    )
)

_IDENTITY = (
    field("arrived_at", FieldKind.MOMENT, "到达时间", "arrived at", happened=True),
    field("identity_seen", FieldKind.YES_NO, "已核对身份证件与本人一致", "identity checked against the document"),
)
ARRIVED = Form(_IDENTITY, rules=(must_be_so("identity_seen"),))
HANDED_OVER = Form(
    (
        *_IDENTITY,
        field("escort", FieldKind.TEXT, "押送人员及单位", "escort and organ"),
        field("handover_list", FieldKind.EVIDENCE, "交接清单", "handover list"),
        field(
            "keeper",
            FieldKind.TEXT,
            "保管档案、负责收监和释放的监狱、看守所",
            "the prison or detention house that keeps the file",
            required=False,
            help=Text("跨省的，由居住地省级监狱管理机关、公安机关指定", "across provinces: named at the residence"),
        ),
        field("health_on_arrival", FieldKind.LONG_TEXT, "交接时身体状况", "health on arrival"),
        field("conduct_in_prison", FieldKind.LONG_TEXT, "在监所期间表现", "conduct in prison", required=False),
    ),
    rules=(must_be_so("identity_seen"),),
)
ARRIVED_LATE = Form(
    (
        *_IDENTITY,
        field("why_late", FieldKind.LONG_TEXT, "未按期报到的原因", "why late"),
        field("late_proof", FieldKind.EVIDENCE, "正当理由的证明", "proof of a good reason", required=False),
    ),
    rules=(must_be_so("identity_seen"),),
)

REGISTRATION = Form(
    fields=(
        field(
            "registered_where",
            FieldKind.CHOICE,
            "办理登记地点",
            "registered at",
            choices=(
                Choice("office", Text("社区矫正机构", "the institution")),
                Choice("home", Text("本人住处", "home")),
                Choice("hospital", Text("医院", "hospital")),
            ),
            help=Text("行动不便的，上门登记", "those who cannot move are registered where they are"),
        ),
        field("justice_office", FieldKind.PLACE, "指定司法所", "justice office"),
        field("photo_taken", FieldKind.YES_NO, "已采集照片等信息", "photograph taken"),
        field("contacts_checked", FieldKind.YES_NO, "已核实联系方式与家庭成员", "contacts and family checked"),
        field("co_offenders", FieldKind.LONG_TEXT, "同案犯", "co-offenders", required=False),
        field("protected_persons", FieldKind.YES_NO, "有须回避接触的被害人等", "there are protected persons"),
        field("health", FieldKind.LONG_TEXT, "健康状况", "health", required=False),
        field("passports", FieldKind.EVIDENCE, "持有的出入境证件", "passports and permits held", required=False),
        field("papers_missing", FieldKind.CHOICES, "缺少的法律文书", "papers missing", choices=PAPERS, required=False),
        field("duties_explained", FieldKind.YES_NO, "已告知权利义务", "rights and duties explained"),
        field("undertaking_signed", FieldKind.YES_NO, "已签署告知书、保证书", "undertaking signed"),
        field("data_notice_signed", FieldKind.YES_NO, "已签署信息化核查告知书", "data notice signed", required=False),
        field("induction_on", FieldKind.DAY, "拟入矫宣告日期", "induction planned on", required=False),
    ),
    rules=(must_be_so("duties_explained"),),
)
REGISTRATION_OF_MINOR = Form(
    fields=(
        *REGISTRATION.fields,
        field("guardian_present", FieldKind.YES_NO, "监护人到场", "the guardian is present"),
        field("guardian_named", FieldKind.TEXT, "监护人姓名及关系", "guardian and relation"),
    ),
    rules=(must_be_so("duties_explained", "guardian_present"),),
)
ASKED = Form((field("asked_organ", FieldKind.TEXT, "函告机关", "organ asked"),))
COMPLETED = Form((field("completed_on", FieldKind.DAY, "收到日期", "received on", happened=True),))
APPEARED = Form((field("appeared_at", FieldKind.MOMENT, "到司法所时间", "came to the office at", happened=True),))
