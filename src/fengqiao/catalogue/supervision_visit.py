"""Contacts, visits and talks of the office (联系、走访、谈话), P10: planned for a day, held, and put on record.

Law: Community Corrections Law art. 26; Implementation Measures art. 23.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fengqiao.catalogue import reporting_forms as forms
from fengqiao.catalogue.choices import choices
from fengqiao.catalogue.endings import IN_HAND, endings
from fengqiao.catalogue.field import field
from fengqiao.catalogue.officers import enough_officers, officers_field
from fengqiao.catalogue.papers import from_form, paper
from fengqiao.catalogue.people import MINOR
from fengqiao.law.face import Law, Measures
from fengqiao.procedures.grammar import (
    Asked,
    Case,
    Clock,
    Does,
    FieldKind,
    Form,
    Procedure,
    Step,
    Text,
    Tier,
    Variant,
    Wrong,
    at,
    by,
    effect,
    end,
    office,
    renews,
    since,
    stay,
)
from fengqiao.supervision import face as supervision

BASIS = (Law(26), Measures(23))


def is_a(kind: str) -> Asked:
    """A condition: what was planned is of this kind."""
    return Asked(
        Text(f"计划事项为{supervision.KINDS[kind].zh}", f"what was planned is a {supervision.KINDS[kind].en}"),
        lambda case: case.form.get("kind") == kind,
    )


_GUARDIAN = field("guardian", FieldKind.YES_NO, "监护人到场", "guardian present", required=MINOR,
                  help=Text("未成年社区矫正对象须填", "for minors"))  # fmt: skip
_HELD_ON = field("held_on", FieldKind.DAY, "日期", "day", same_as="planned_on", happened=True)
PLAN = Form(
    (
        field(
            "kind",
            FieldKind.CHOICE,
            "事项",
            "what",
            choices=choices(supervision.KINDS, only=(*supervision.VISITS, "contact")),
        ),
        field("planned_on", FieldKind.DAY, "计划日期", "planned for"),
        field("planned_where", FieldKind.TEXT, "计划地点", "where", required=False),
    )
)
VISITED = Form(
    (
        _HELD_ON,
        officers_field("走访人员", "officers who went"),
        field("place", FieldKind.CHOICE, "走访地点", "place", choices=choices(supervision.PLACES)),
        field("met", FieldKind.TEXT, "被走访人", "whom the officers met",
              help=Text("本人、家庭成员、单位、学校或者村（居）委会人员", "person, family, employer, school")),
        _GUARDIAN,
        field("content", FieldKind.LONG_TEXT, "走访情况", "what was seen and said",
              help=Text("注意保护本人的身份信息和个人隐私", "the person's identity and privacy are protected")),
    ),
    rules=(enough_officers,),
)  # fmt: skip
TALKED = Form(
    (
        _HELD_ON,
        officers_field("谈话人员", "officers who talked"),
        field("channel", FieldKind.CHOICE, "谈话方式", "how", choices=forms.BY_VOICE),
        field("topic", FieldKind.TEXT, "谈话主题", "topic"),
        _GUARDIAN,
        field("content", FieldKind.LONG_TEXT, "谈话内容", "what was said"),
    ),
    rules=(enough_officers,),
)
CONTACTED = Form(
    (
        _HELD_ON,
        field("channel", FieldKind.CHOICE, "联系方式", "how", choices=forms.BY_VOICE),
        field("content", FieldKind.LONG_TEXT, "联系情况", "what was said"),
    ),
)


def after_the_plan(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    """The next try lies ahead."""
    if values["again_on"] >= case.today:
        return ()
    return (Wrong("again_on", "in_past", Text("应为今日或者以后的日期", "today or later")),)


AGAIN = Form(
    (
        field("again_on", FieldKind.DAY, "改期至", "put off to"),
        field("why", FieldKind.LONG_TEXT, "未能进行的原因", "why it did not take place"),
    ),
    rules=(after_the_plan,),
)


def _held(case: Case, **more: Any) -> Mapping[str, Any]:
    return {
        "kind": case.form["kind"],
        "held_on": case.form["held_on"],
        "channel": case.form.get("channel", "in_person"),
        "content": case.form["content"],
        "had_guardian": bool(case.form.get("guardian")),
        **more,
    }


def visited(case: Case) -> Mapping[str, Any]:
    """A visit as it was made."""
    return _held(case, place=case.form["place"], topic=case.form["met"])


def talked(case: Case) -> Mapping[str, Any]:
    """A talk as it was held."""
    return _held(case, topic=case.form["topic"])


def contacted(case: Case) -> Mapping[str, Any]:
    """A call as it was made."""
    return _held(case)


def visit_paper(case: Case) -> Mapping[str, Any]:
    """D26."""
    place = supervision.PLACES[case.form["place"]].zh
    return {**from_form(case, "held_on", "officers", "met", "guardian", "content"), "place": place}


def talk_paper(case: Case) -> Mapping[str, Any]:
    """D27."""
    channel = supervision.CHANNELS[case.form["channel"]].zh
    return {**from_form(case, "held_on", "officers", "topic", "guardian", "content"), "channel": channel}


supervision_visit = Procedure(
    key="supervision_visit",
    version=1,
    number="P10-3",
    room="supervision",
    valid=since(2020, 7, 1),
    title=Text("走访、谈话与联系", "Visit, talk or contact"),
    about=IN_HAND,
    basis=BASIS,
    starts=(by(office(), Text("司法所", "the justice office")),),
    form=PLAN,
    application=Text("安排", "Plan it"),
    steps=(
        Step(
            key="hold",
            title=Text("按计划进行并记录", "Hold it and put it on record"),
            actor=office(),
            does=Does.RECORD,
            basis=BASIS,
            clocks=(
                Clock(
                    id="planned",
                    title=Text("按计划进行", "As planned"),
                    starts=at("planned_on"),
                    until=at("planned_on"),
                    warn_days=(1,),
                    basis=BASIS,
                ),
            ),
            outcomes=(
                end(
                    "visited",
                    Text("登记走访", "Record the visit"),
                    when=is_a("visit"),
                    form=VISITED,
                    papers=(paper("D26", visit_paper),),
                    effects=(effect(supervision.record_contact, visited),),
                    basis=BASIS,
                ),
                end(
                    "talked",
                    Text("登记谈话", "Record the talk"),
                    when=is_a("talk"),
                    form=TALKED,
                    papers=(paper("D27", talk_paper),),
                    effects=(effect(supervision.record_contact, talked),),
                    basis=BASIS,
                ),
                end(
                    "contacted",
                    Text("登记联系", "Record the contact"),
                    when=is_a("contact"),
                    form=CONTACTED,
                    effects=(effect(supervision.record_contact, contacted),),
                    basis=BASIS,
                ),
                stay(
                    "put_off",
                    Text("未能进行，改期", "It did not take place: put off"),
                    form=AGAIN,
                    renews=(renews("planned", "again_on", even_late=True),),
                    basis=BASIS,
                ),
                end("called_off", Text("取消安排", "Call it off"), reasons=True, basis=BASIS),
            ),
        ),
    ),
    matter_wide=endings(office()),
    variants=(
        Variant(
            key="minor",
            title=MINOR.text,
            when=MINOR,
            note=Text(
                "谈话通知监护人到场；到校走访避免暴露身份",
                "the guardian is called to a talk; visits to a school give nobody away",
            ),
            disclosure=Tier.CONFIDENTIAL,
            basis=(Law(52, 54), Measures(55)),
        ),
    ),
)
