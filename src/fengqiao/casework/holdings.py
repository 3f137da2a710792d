"""What this room holds about a person, told to the person (个人信息副本)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from fengqiao.areas import face as areas
from fengqiao.casework import rules
from fengqiao.casework.models import (
    GroupMember,
    Induction,
    Injunction,
    Leave,
    ManagementClass,
    OfficerAssignment,
    Plan,
    PlanReview,
)
from fengqiao.casework.reads.beginning import name_of, plan_row
from fengqiao.casework.rules import groups, plans
from fengqiao.kit import crypto
from fengqiao.kit.holdings import SECRET, Entry, Held, Kept, Section, day, span


def tell(subject_id: int) -> Iterator[Section]:
    """Class, officer, leaves, injunctions, induction, group and plan, each with its days."""
    yield Section("管理类别", tuple(_class(row) for row in _rows(ManagementClass, subject_id)))
    yield Section("责任工作人员", tuple(_officer(row) for row in _rows(OfficerAssignment, subject_id)))
    yield Section("外出", tuple(_leave(row) for row in _rows(Leave, subject_id)))
    held = (row for row in _rows(Injunction, subject_id) if not row.superseded)
    yield Section("禁止令", tuple(_injunction(row) for row in held))
    yield Section("入矫宣告", tuple(_induction(row) for row in _rows(Induction, subject_id, "announced_on")))
    yield Section("矫正小组成员", tuple(_member(row) for row in _rows(GroupMember, subject_id)))
    yield Section("矫正方案", tuple(_plan(row) for row in _rows(Plan, subject_id)))
    yield Section("矫正方案评估", tuple(_review(row) for row in _rows(PlanReview, subject_id, "reviewed_on")))


def _rows(table: Any, subject_id: int, order: str = "first_day") -> Iterator[Any]:
    return iter(table.objects.filter(subject=subject_id).order_by(order, "id"))


def _class(row: ManagementClass) -> Entry:
    return (("管理类别", rules.CLASSES[row.class_name].zh), ("期间", span(row.first_day, row.last_day)))


def _officer(row: OfficerAssignment) -> Entry:
    return (("姓名", row.name), ("期间", span(row.first_day, row.last_day)))


def _leave(row: Leave) -> Entry:
    return (
        ("期间", span(row.first_day, row.last_day)),
        ("目的地", "、".join(_place(code) for code in row.places)),
        ("状态", rules.LEAVE_STATES[row.state].zh),
        ("返回日期", day(row.returned_on)),
    )


def _place(code: str) -> str:
    try:
        return areas.full_name(areas.shorten(code))
    except (areas.UnknownPlace, areas.BadCode):
        return code


def _injunction(row: Injunction) -> Entry:
    """An activity is told in its words. Areas and persons may protect somebody: their words stand in the court's paper
    alone, which was served."""
    told = row.kind == "activity"
    words = crypto.open_sealed(bytes(row.text_sealed), table="casework_injunction", column="text", row=row.uid)
    return (
        ("种类", rules.INJUNCTION_KINDS[row.kind].zh),
        ("内容", words if told else "以人民法院送达的法律文书为准"),
        ("期间", span(row.first_day, row.last_day)),
    )


def _induction(row: Induction) -> Entry:
    return (
        ("日期", day(row.announced_on)),
        ("公开进行", "是" if row.is_public else "否"),
        ("监护人到场", "是" if row.had_guardian else ""),
        ("翻译人员到场", "是" if row.had_interpreter else ""),
        ("本人签名", "是" if row.is_signed else "否"),
    )


def _member(row: GroupMember) -> Entry:
    return (
        ("姓名", name_of(row)),
        ("身份", groups.MEMBER_KINDS[row.kind].zh),
        ("分工", groups.MEMBER_ROLES[row.role].zh),
        ("期间", span(row.first_day, row.last_day)),
    )


def _plan(row: Plan) -> Entry:
    found = plan_row(row)
    return (
        ("版本", str(row.number)),
        ("原因", plans.CAUSES[row.cause].zh),
        ("心理状况", found.psychology),
        ("监督管理措施", found.supervision),
        ("教育帮扶措施", found.support),
        ("期间", span(row.first_day, row.last_day)),
        ("评估期限", day(row.review_by)),
    )


def _review(row: PlanReview) -> Entry:
    return (("日期", day(row.reviewed_on)), ("效果", plans.EFFECTS[row.effect].zh))


HELD: Final = Held(
    room="casework",
    order=20,
    tables=frozenset(
        {
            "casework_leave", "casework_injunction", "casework_managementclass", "casework_officerassignment",
            "casework_induction", "casework_groupmember", "casework_plan", "casework_planreview",
        }
    ),
    tell=tell,
    left_out={
        "casework_correctiongroup": "仅为小组成立日期，随小组成员列明",
        "casework_version": "上述记录更正前的内容，可就具体事项另行申请查阅",
    },
    kept=(
        Kept("禁止令中涉及特定区域、特定人员的内容", "可能涉及受保护人员和场所，以送达的法律文书为准", SECRET),
        Kept("矫正方案中的综合评估及评估说明", "工作人员的内部评议意见", SECRET),
        Kept("矫正小组成员的联系方式", "属于他人的个人信息", SECRET),
    ),
)  # fmt: skip
