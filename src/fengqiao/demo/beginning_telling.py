"""Group, induction, plan and class (P06 to P09) as they are told: each opened by the registration or by an act."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from fengqiao.demo.company import COUNTY, LEAD
from fengqiao.demo.telling import Telling

OFFICER: dict[str, Any] = {
    "member_name": "陈立群", "member_kind": "justice_office", "member_role": "leader", "member_sex": "1",
    "member_phone": "19900020001", "knows_minors": False, "has_violence": False,
}  # fmt: skip
NEIGHBOUR: dict[str, Any] = {
    "member_name": "王秀英", "member_kind": "committee", "member_role": "member", "member_sex": "2",
    "member_phone": "19900020002", "knows_minors": True, "has_violence": False,
}  # fmt: skip
WORKER: dict[str, Any] = {**NEIGHBOUR, "member_name": "金晓梅", "member_kind": "social_worker"}
CONTENTS = ("offence", "papers", "term", "duties", "rights_lost", "prohibited", "rights_kept", "group")
PLAN = {
    "assessment": "初中文化，务农兼打零工，认罪悔罪，家庭支持较好，未见明显再犯罪风险因素。",
    "psychology": "情绪平稳，对前途略感焦虑，无精神疾病史。",
    "supervision": "每周电话报告、每月当面报告，司法所每月实地走访一次。",
    "support": "安排法治教育，推荐参加电工技能培训。",
}
CHANGED = {"effect": "some", "changes": "按时报告、学习，已在镇上电机厂就业。", **PLAN}
MINORS = {"suited_to_minor": "由熟悉未成年人的社会工作者结对，与成年人分别开展教育，协调返校就读。"}
CONDUCT: dict[str, Any] = {
    "risk": "low", "admonitions": 0, "warnings": 0, "penalties": 0, "assessment_failed": False,
    "conduct": "能够服从管理，按时报告。",
}  # fmt: skip


class Group(Telling):
    """The correction group (P07), or the replacing of a member."""

    def named(self, away: int, *members: dict[str, Any], step: str = "members") -> Self:
        """Members are found, one by one."""
        for each in members or (OFFICER, NEIGHBOUR):
            self.act(self.office.first, step, "add_member", self.days.office(away, 14), each)
        return self

    def proposed(self, away: int, *, step: str = "members") -> Self:
        """The office proposes them."""
        return self.act(self.office.first, step, "propose", self.days.office(away, 14.5))

    def returned(self, away: int) -> Self:
        """Sent back: something is missing."""
        missing = {"what_is_missing": "请增加村（居）民委员会成员"}
        return self.act(LEAD, "decide", "incomplete", self.days.office(away, 15), missing)

    def formed(self, away: int) -> Self:
        """The county's lead says that the group stands."""
        return self.act(LEAD, "decide", "formed", self.days.office(away, 15.5))

    def signed(self, away: int) -> Self:
        """Its members have signed."""
        return self.act(self.office.first, "sign", "signed", self.days.office(away, 16))

    def whole(self, away: int) -> Self:
        """The ordinary way in one day."""
        return self.named(away).proposed(away).formed(away).signed(away)

    def left(self, away: int) -> Self:
        """A member has moved away."""
        when = self.days.office(away, 10)
        data = {"left_name": NEIGHBOUR["member_name"], "left_on": _day(when), "left_why": "随子女迁居杭州。"}
        return self.act(self.office.first, "left", "left", when, data)


class Induction(Telling):
    """The induction (P06)."""

    def arranged(self, away: int, planned: int) -> Self:
        """Time and place are set, people are called."""
        data = {"planned_at": _moment(self.days.at(planned, 16.5)), "planned_place": "office"}
        return self.act(COUNTY, "arrange", "arranged", self.days.office(away, 15), data)

    def put_off(self, away: int, planned: int) -> Self:
        """The person cannot come on the day."""
        data = {"planned_at": _moment(self.days.at(planned, 16.5))}
        when = self.days.office(away, 16)
        return self.act(COUNTY, "announce", "put_off", when, data, reasons="本人临产住院，家属来电请求改期。")

    def announced(self, away: int, **changes: Any) -> Self:
        """Everything is read out, and the person signs."""
        when = self.days.office(away, 16.5)
        data = {
            "announced_at": _moment(max(when, self.moment or when)),
            "place": "office",
            "officers": "何敏、陈立群",
            "attendees": "矫正小组成员、家属",
            "is_public": False,
            "contents_read": list(CONTENTS),
            "signed": "signed",
            **changes,
        }
        return self.act(COUNTY, "announce", "announced", when, data)


class Plan(Telling):
    """The plan or its adjustment (P08)."""

    def drafted(self, away: int, **more: str) -> Self:
        """The office drafts the first plan."""
        return self.act(self.office.first, "draft", "drafted", self.days.office(away, 9.5), {**PLAN, **more})

    def adjusted(self, away: int) -> Self:
        """The office looks back and proposes another plan."""
        return self.act(self.office.first, "evaluate", "adjust", self.days.office(away, 9.5), CHANGED)

    def kept(self, away: int) -> Self:
        """The office looks back, and the plan stays."""
        data = {"effect": "good", "changes": CHANGED["changes"]}
        when = self.days.office(away, 9.5)
        return self.act(self.office.first, "evaluate", "keep", when, data, reasons="方案措施适当，实施效果较好。")

    def approved(self, away: int) -> Self:
        """The county's lead adopts it."""
        return self.act(LEAD, "decide", "approve", self.days.office(away, 11))

    def explained(self, away: int) -> Self:
        """The person and the group are told."""
        return self.act(self.office.first, "explain", "told", self.days.office(away, 14))


class Class(Telling):
    """The class of management (P09)."""

    def proposed(self, away: int, proposed: str = "strict", **changes: Any) -> Self:
        """The office proposes a class."""
        data = {**CONDUCT, "proposed_class": proposed, **changes}
        return self.act(self.office.first, "propose", "proposed", self.days.office(away, 17), data)

    def approved(self, away: int) -> Self:
        """The county's lead decides."""
        return self.act(LEAD, "decide", "approve", self.days.office(away, 17.2))

    def told(self, away: int) -> Self:
        """The person hears of it."""
        return self.act(self.office.first, "tell", "told", self.days.office(away, 17.4))


def _moment(when: datetime) -> str:
    return when.isoformat()


def _day(when: datetime) -> str:
    return when.date().isoformat()
