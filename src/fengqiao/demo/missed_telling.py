"""Failure to report in (P05) as it is told: the time to report in has passed, the matter has opened by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from fengqiao.demo.company import COUNTY, LEAD
from fengqiao.demo.registration_telling import Registration
from fengqiao.demo.telling import Telling


@dataclass
class Missed(Telling):
    """The matter of somebody who did not come."""

    @classmethod
    def of(cls, story: Registration) -> Missed:
        """Whoever the registration is about."""
        return cls(story.company, story.days, story.office, story.subject_id).adopt("missed_intake")

    def again(self) -> Self:
        """As it stands after another matter has moved it."""
        return self.adopt("missed_intake")

    def searched_for(self, away: int) -> Self:
        """He did not come: search, and the first attempt."""
        when = self.office_hour(away, 9)
        found_out = {"found_out_on": when.date().isoformat(), "told_of_duty": True, "evidence": ["送达回证"]}
        self.act(COUNTY, "confirm", "search", when, found_out)
        tried = self.office_hour(away, 14)
        data = {
            "tried_at": tried.isoformat(), "means": ["phone", "visit"], "searched_by": "陈立群、村网格员",
            "result": "电话关机，上门走访其父称外出务工，去向不明。",
        }  # fmt: skip
        return self.act(self.office.first, "search", "attempt", tried, data)

    def police_asked(self, away: int) -> Self:
        """The police are asked to help; the letter leaves with its seal."""
        data = {"police_station": "诸暨市公安局枫桥派出所", "last_contact": "七日前与其姐通话一次，未说明住处。"}
        when = self.office_hour(away, 10)
        return self.act(COUNTY, "search", "ask_police", when, data).sealed("D16", self.office_hour(away, 10.5))

    def organs_told(self, away: int) -> Self:
        """The court and the procuratorate hear of it."""
        when = self.office_hour(away, 11)
        self.act(COUNTY, "tell_organ", "told", when)
        return self.act(COUNTY, "tell_procuratorate", "told", when).sealed("D17", self.office_hour(away, 11.5))

    def found(self, away: int) -> Self:
        """At a building site in another county."""
        when = self.office_hour(away, 15)
        data = {"found_on": when.date().isoformat(), "found_where": "公安机关协查，在义乌某工地找到，已带回。"}
        return self.act(self.office.first, "search", "found", when, data)

    def came_late(self, away: int) -> Self:
        """Has come of his own accord, and is registered by now."""
        when = self.office_hour(away, 15)
        data = {"found_out_on": when.date().isoformat(), "told_of_duty": True}
        return self.act(COUNTY, "confirm", "came_late", when, data)

    def came_in_time(self, away: int) -> Self:
        """It was a mistake of ours."""
        reasons = "经核实本人已于期限内到邻近窗口报到，信息录入迟延。"
        return self.act(COUNTY, "confirm", "came_in_time", self.office_hour(away, 10), reasons=reasons)

    def heard(self, away: int, *, reason: str = "none") -> Self:
        """The office hears him and says what it thinks."""
        data = {
            "late_reason": reason, "account": "本人称在外务工，未重视报到通知，表示悔过。",
            "proof": ["谈话笔录"], "opinion": "建议视情节依法处理。",
        }  # fmt: skip
        return self.act(self.office.first, "account", "heard", self.office_hour(away, 16), data)

    def excused(self, away: int) -> Self:
        """For a good reason nothing follows."""
        reasons = "住院期间无法报到，已核实病历，不予处罚。"
        return self.act(LEAD, "judge", "excused", self.office_hour(away, 16.5), reasons=reasons)

    def admonished(self, away: int) -> Self:
        """The admonition is begun."""
        return self.act(LEAD, "judge", "admonish", self.office_hour(away, 16.5))

    def closed_by_organ(self, away: int) -> Self:
        """The deciding organ goes another way."""
        data = {"organ_paper": "诸暨市人民法院刑事裁定书，另案处理"}
        return self.act(LEAD, "search", "closed_by_organ", self.office_hour(away, 16), data)
