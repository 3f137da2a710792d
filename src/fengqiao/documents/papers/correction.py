"""Papers of induction, group, plan and class (P06 to P09). Law: Community Corrections Law arts 22, 24, 25; Measures
arts 19-22."""

from __future__ import annotations

from fengqiao.documents.papers.record import CASE, THE_PERSON, WHO, Layout, PaperKind, PersonField, Slot, SlotKind
from fengqiao.law.face import Law, Measures, Text

COUNTY, OFFICE = frozenset({3}), frozenset({4})
COUNTY_OR_OFFICE = COUNTY | OFFICE
"""The county institution, and the justice office that it has given this to."""

_ANNOUNCED = Slot("announced_at", Text("宣告时间", "announced at"), SlotKind.MOMENT)
_WHERE = Slot("place", Text("宣告地点", "place"))
_OFFICERS = Slot("officers", Text("宣告人员", "officers"))
_GUARDIAN = Slot("guardian", Text("监护人", "guardian"), required=False, omit=True)
_INTERPRETER = Slot("interpreter", Text("翻译人员", "interpreter"), required=False, omit=True)
_OPINIONS = Slot("opinions", Text("审核、审批意见", "opinions"), SlotKind.OPINIONS)
MEMBER_COLUMNS = (
    ("name", Text("姓名", "name")),
    ("sex", Text("性别", "sex")),
    ("kind", Text("成员类别", "kind of member")),
    ("role", Text("小组职务", "part in the group")),
    ("phone", Text("联系电话", "phone")),
)
_MEMBERS = Slot("members", Text("矫正小组成员", "members of the group"), SlotKind.TABLE, columns=MEMBER_COLUMNS)

D18 = PaperKind(
    id="D18",
    title=Text("社区矫正宣告书", "induction statement"),
    layout=Layout.NOTICE,
    template="induction",
    char="宣",
    levels=COUNTY_OR_OFFICE,
    person=(*WHO, *CASE),
    slots=(
        _ANNOUNCED,
        _WHERE,
        _OFFICERS,
        Slot("prohibited", Text("禁止令", "prohibited matters"), SlotKind.LIST, required=False),
        Slot("members", Text("矫正小组成员", "members of the group"), SlotKind.LIST),
        Slot("refusal", Text("拒绝签名情况", "refusal to sign"), required=False),
        _GUARDIAN,
        _INTERPRETER,
    ),
    basis=(Law(22, 23), Measures(20)),
    signs=THE_PERSON,
)

D19 = PaperKind(
    id="D19",
    title=Text("入矫宣告笔录", "record of the induction"),
    layout=Layout.RECORD,
    template="form",
    char="宣录",
    levels=COUNTY_OR_OFFICE,
    person=(*WHO, PersonField.CATEGORY, PersonField.TERM_START, PersonField.TERM_END),
    slots=(
        _ANNOUNCED,
        _WHERE,
        _OFFICERS,
        Slot("is_public", Text("是否公开", "in public"), SlotKind.YES_NO),
        Slot("attendees", Text("到场人员", "who attended"), SlotKind.LONG),
        _GUARDIAN,
        _INTERPRETER,
        Slot("contents", Text("已宣告的内容", "what was read out"), SlotKind.LIST),
        Slot("signed", Text("本人签字确认", "signed by the person")),
        Slot("refusal", Text("拒签见证人员", "who saw the refusal"), required=False, omit=True),
        Slot("recording", Text("照片或者录音录像编号", "number of photo or recording"), required=False),
    ),
    basis=(Law(22), Measures(20)),
    seal=False,
    signs=("本人签名（捺印）", "宣告人员签名", "宣告人员签名", "到场人员签名"),
)

D20 = PaperKind(
    id="D20",
    title=Text("社区矫正小组登记表", "form of the correction group"),
    layout=Layout.FORM,
    template="form",
    char="组",
    levels=COUNTY_OR_OFFICE,
    person=(*WHO, PersonField.RESIDENCE, PersonField.CATEGORY, PersonField.TERM_START, PersonField.TERM_END),
    slots=(Slot("formed_on", Text("小组确定日期", "the group stands since"), SlotKind.DAY), _MEMBERS, _OPINIONS),
    basis=(Law(25), Measures(19)),
)

D21 = PaperKind(
    id="D21",
    title=Text("社区矫正责任书", "agreement of responsibility"),
    layout=Layout.NOTICE,
    template="responsibility",
    char="责",
    levels=OFFICE,
    # A member learns what the work needs: neither the offence nor the number (THREATS 3.2).
    person=(PersonField.NAME, PersonField.SEX, PersonField.CATEGORY, PersonField.TERM_START, PersonField.TERM_END),
    slots=(
        Slot("member", Text("矫正小组成员", "member")),
        Slot("member_kind", Text("成员类别", "kind of member")),
        Slot("member_role", Text("小组职务", "part in the group")),
        Slot("own_duty", Text("本人职责", "this member's own duty"), SlotKind.LONG),
    ),
    basis=(Law(25), Measures(19)),
    signs=("矫正小组成员签名（捺印）",),
)

_PLAN = (
    Slot("assessment", Text("基本情况与综合评估", "basic data and overall assessment"), SlotKind.LONG),
    Slot("psychology", Text("心理状态与其他特殊情况", "psychology and special conditions"), SlotKind.LONG),
    Slot("supervision", Text("监督管理措施", "measures of supervision"), SlotKind.LONG),
    Slot("support", Text("教育帮扶措施", "measures of education and support"), SlotKind.LONG),
    Slot(
        "suited_to_minor",
        Text("针对未成年人的措施", "measures suited to a minor"),
        SlotKind.LONG,
        required=False,
        omit=True,
    ),
)

D22 = PaperKind(
    id="D22",
    title=Text("社区矫正方案", "correction plan"),
    layout=Layout.FORM,
    template="form",
    char="案",
    levels=COUNTY_OR_OFFICE,
    person=(*WHO, PersonField.EDUCATION, PersonField.MARRIAGE, PersonField.RESIDENCE, *CASE),
    slots=(
        *_PLAN,
        Slot("members", Text("矫正小组成员", "members of the group"), SlotKind.LIST, required=False),
        _OPINIONS,
    ),
    basis=(Law(24), Measures(22)),
)

D23 = PaperKind(
    id="D23",
    title=Text("社区矫正方案调整表", "adjustment of the plan"),
    layout=Layout.FORM,
    template="form",
    char="案调",
    levels=COUNTY_OR_OFFICE,
    person=(*WHO, PersonField.CATEGORY, PersonField.TERM_START, PersonField.TERM_END),
    slots=(
        Slot("before", Text("原方案", "the plan before")),
        Slot("cause", Text("调整事由", "why")),
        Slot("caused_on", Text("事由发生日期", "since"), SlotKind.DAY, required=False, omit=True),
        Slot("effect", Text("原方案实施效果", "effect of the plan before")),
        Slot("changes", Text("实施效果与情况变化", "effect and changes"), SlotKind.LONG),
        *_PLAN,
        _OPINIONS,
    ),
    basis=(Law(24), Measures(22)),
)

D24 = PaperKind(
    id="D24",
    title=Text("社区矫正对象分类管理审批表", "decision on the class of management"),
    layout=Layout.FORM,
    template="form",
    char="类审",
    levels=COUNTY,
    person=(*WHO, PersonField.RESIDENCE, *CASE),
    slots=(
        Slot("kind", Text("评定种类", "kind of review")),
        Slot("decided_on", Text("确定日期", "decided on"), SlotKind.DAY),
        Slot("before", Text("原管理类别", "class before")),
        Slot("proposed", Text("拟定管理类别", "class proposed")),
        Slot("risk", Text("再犯罪风险", "risk of reoffending")),
        Slot("assessment_failed", Text("考核是否不合格", "the assessment was failed"), SlotKind.YES_NO),
        Slot("sanctions", Text("奖惩情况", "sanctions"), SlotKind.LONG),
        Slot("grounds", Text("应当严管的情形", "grounds for the strict class"), SlotKind.LIST, required=False),
        Slot("conduct", Text("评定理由", "reasons"), SlotKind.LONG),
        _OPINIONS,
    ),
    basis=(Law(24), Measures(21)),
)

KINDS = (D18, D19, D20, D21, D22, D23, D24)
