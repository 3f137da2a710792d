"""Papers of discharge (P40). Law: Community Corrections Law art. 44; Measures arts 53-54."""

from __future__ import annotations

from fengqiao.documents.papers.record import CASE, THE_PERSON, WHO, Layout, PaperKind, PersonField, Slot, SlotKind
from fengqiao.law.face import CriminalLaw, Law, Measures, Text

COUNTY, OFFICE = frozenset({3}), frozenset({4})

_ENDED = Slot("ended_on", Text("矫正终止日期", "the last day"), SlotKind.DAY)
_ENDING = Slot("ending", Text("解除的法律后果", "what the end means"))

D98 = PaperKind(
    id="D98",
    title=Text("社区矫正对象个人总结", "the person's summary"),
    layout=Layout.FORM,
    template="form",
    char="总",
    levels=OFFICE,
    person=(*WHO, PersonField.CATEGORY, PersonField.TERM_START, PersonField.TERM_END),
    slots=(
        Slot("summary_on", Text("提交日期", "handed in on"), SlotKind.DAY),
        Slot("summary_how", Text("提交方式", "how")),
        Slot("summary_text", Text("总结内容", "what it says"), SlotKind.LONG),
        Slot("summary_pages", Text("附件", "attachments"), SlotKind.LIST, required=False),
    ),
    basis=(Measures(53),),
    seal=False,
    signs=THE_PERSON,
)

D99 = PaperKind(
    id="D99",
    title=Text("社区矫正期满鉴定表", "appraisal at the end of the term"),
    layout=Layout.FORM,
    template="form",
    char="鉴",
    levels=COUNTY,
    person=(*WHO, PersonField.RESIDENCE, *CASE),
    slots=(
        Slot("law_abiding", Text("遵纪守法、接受监督管理情况", "keeping the law and the rules"), SlotKind.LONG),
        Slot("education", Text("教育学习、公益活动情况", "study and public-benefit activity"), SlotKind.LONG),
        Slot("rewards", Text("考核奖惩情况", "rewards and sanctions"), SlotKind.LONG, required=False),
        Slot("conduct", Text("总体表现", "conduct on the whole")),
        Slot("opinions", Text("鉴定、审核、审批意见", "opinions"), SlotKind.OPINIONS),
    ),
    basis=(Law(44), Measures(53)),
)

D100 = PaperKind(
    id="D100",
    title=Text("解除社区矫正宣告书", "discharge announcement"),
    layout=Layout.NOTICE,
    template="discharge_announcement",
    char="解宣",
    levels=OFFICE,
    person=(*WHO, *CASE),
    slots=(
        _ENDED,
        _ENDING,
        Slot("appraisal", Text("鉴定意见", "appraisal"), SlotKind.LONG),
        Slot("announced_at", Text("宣告时间", "announced at"), SlotKind.MOMENT),
        Slot("announced_where", Text("宣告地点", "place")),
        Slot("presided_by", Text("主持人", "presided by")),
    ),
    basis=(Measures(54), CriminalLaw(40, 76, 85)),
    signs=THE_PERSON,
)

D101 = PaperKind(
    id="D101",
    title=Text("解除社区矫正证明书", "discharge certificate"),
    layout=Layout.CERTIFICATE,
    template="discharge_certificate",
    char="解证",
    levels=COUNTY,
    person=(*WHO, *CASE),
    slots=(_ENDED, _ENDING, Slot("ground", Text("解除事由", "ground"))),
    basis=(Law(44), Measures(53)),
    receipt=True,
    proves=True,
)

D102 = PaperKind(
    id="D102",
    title=Text("解除社区矫正通知书", "discharge notice"),
    layout=Layout.NOTICE,
    template="discharge_notice",
    char="解通",
    levels=COUNTY,
    person=(*WHO, *CASE),
    slots=(
        Slot("to", Text("通知机关", "organs told"), SlotKind.ORGANS),
        _ENDED,
        _ENDING,
        Slot("ground", Text("解除事由", "ground")),
    ),
    basis=(Law(44), Measures(53)),
)

D103 = PaperKind(
    id="D103",
    title=Text("社区矫正对象安置帮教衔接表", "aftercare link form"),
    layout=Layout.FORM,
    template="form",
    goes_out=True,
    char="帮衔",
    levels=OFFICE,
    person=(*WHO, PersonField.PHONE, PersonField.RESIDENCE),
    slots=(
        Slot("aftercare_body", Text("安置帮教部门", "aftercare body")),
        Slot("aftercare_on", Text("衔接日期", "handed over on"), SlotKind.DAY),
        _ENDED,
        Slot("aftercare_needs", Text("衔接事项与需求", "what is handed over and needed"), SlotKind.LONG),
    ),
    basis=(Measures(53),),
)

KINDS = (D98, D99, D100, D101, D102, D103)
