"""The forms of the correction group (P07), and what its check asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.casework import face as casework
from fengqiao.catalogue.choices import choices
from fengqiao.catalogue.field import field
from fengqiao.procedures.grammar import Case, Choice, FieldKind, Finding, Form, Text, local_day

rules = casework.group_rules


MEMBER = Form(
    (
        field("member_name", FieldKind.TEXT, "成员姓名", "name of the member"),
        field(
            "member_kind",
            FieldKind.CHOICE,
            "成员类别",
            "kind of member",
            choices=choices(rules.MEMBER_KINDS),
        ),
        field(
            "member_role",
            FieldKind.CHOICE,
            "小组职务",
            "part in the group",
            choices=choices(rules.MEMBER_ROLES),
        ),
        field(
            "member_sex",
            FieldKind.CHOICE,
            "性别",
            "sex",
            choices=(Choice("1", Text("男", "male")), Choice("2", Text("女", "female"))),
        ),
        field("member_phone", FieldKind.TEXT, "联系电话", "phone", required=False),
        field("knows_minors", FieldKind.YES_NO, "熟悉未成年人身心特点", "knows the ways of minors"),
        field(
            "has_violence",
            FieldKind.YES_NO,
            "与对象之间有家庭暴力等侵害关系",
            "there is violence between this member and the person",
            help=Text(
                "有此情形的不得担任成员，即使是家庭成员", "who is concerned may not be a member, even of the family"
            ),
        ),
    )
)
DROPPED = Form((field("dropped_name", FieldKind.TEXT, "退出成员姓名", "name of the member who goes"),))
LEFT = Form(
    (
        field("left_name", FieldKind.TEXT, "离开成员姓名", "name of the member who left"),
        field("left_on", FieldKind.DAY, "离开日期", "left on", happened=True),
        field("left_why", FieldKind.LONG_TEXT, "离开原因", "why"),
    )
)


def added(case: Case) -> Mapping[str, Any]:
    """The member of the last such act."""
    act = case.last("members.add_member", "replace.add_member")
    assert act is not None
    form = case.form
    return {
        "first_day": local_day(act.at),
        "member": casework.NewMember(
            name=str(form["member_name"]).strip(),
            kind=form["member_kind"],
            role=form["member_role"],
            sex=form["member_sex"],
            phone=str(form.get("member_phone") or ""),
            knows_minors=form["knows_minors"],
            has_violence=form["has_violence"],
        ),
    }


def dropped(case: Case) -> Mapping[str, Any]:
    act = case.last("members.drop_member", "replace.drop_member")
    assert act is not None
    return {"name": case.form["dropped_name"], "last_day": local_day(act.at)}


def left(case: Case) -> Mapping[str, Any]:
    return {"name": case.form["left_name"], "last_day": case.form["left_on"]}


def formed(case: Case) -> Mapping[str, Any]:
    act = case.last("decide.formed")
    assert act is not None
    return {"formed_on": local_day(act.at)}


def is_whole(case: Case) -> Finding:
    """A woman for women, someone who knows minors for minors, nobody whom the case protects, no violence.

    Law: Community Corrections Law arts 25, 52; Implementation Measures arts 19, 55.
    """
    return _finding(case, ())


def is_formed(case: Case) -> Finding:
    """The group is whole and approved: asked before the induction. Law: the same, and Measures art. 20."""
    group = case.fact("correction_group")
    return _finding(case, () if group.formed_on is not None else (rules.NOT_FORMED,))


def _finding(case: Case, more: tuple[str, ...]) -> Finding:
    group, flags = case.fact("correction_group"), case.facts.flags
    found = (*rules.problems(group.members, for_woman="female" in flags, for_minor="minor" in flags), *more)
    if found:
        words = [rules.PROBLEMS[code] for code in found]
        return Finding(False, Text("；".join(each.zh for each in words), "; ".join(each.en for each in words)))
    count = len(group.members)
    return Finding(True, Text(f"现有成员 {count} 人，构成符合规定", f"{count} members, as the law asks"))
