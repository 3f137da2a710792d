"""A registration (P04) as it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from fengqiao.demo.company import COUNTY
from fengqiao.demo.days import at_hour
from fengqiao.demo.telling import Telling
from fengqiao.kit.clock import local_day
from fengqiao.law import face as law

PAPERS = ("judgment", "execution_notice", "closing_form")
PRISON_PAPERS = ("judgment", "decision", "execution_notice", "medical", "guarantor", "prison_record")


@dataclass
class Registration(Telling):
    """The registration of one person who was notified. `effective_on`: when the decision took effect."""

    effective_on: date | None = None

    def notice(self, papers: Sequence[str] = PAPERS) -> Self:
        """The county institution has received the notice and the papers."""
        data = {"effective_on": self._since.isoformat(), "told_of_duty": True, "papers_received": list(papers)}
        return self.begin("registration", data, who=COUNTY, when=self.notified_at)

    def prison_notice(self) -> Self:
        """Notice of somebody whom a prison will hand over."""
        data = {
            "decided_by": "prison_administration",
            "organ_received_on": self._since.isoformat(),
            "told_of_duty": True,
            "papers_received": list(PRISON_PAPERS),
        }
        return self.begin("registration", data, who=COUNTY, when=self.notified_at)

    @property
    def _since(self) -> date:
        assert self.effective_on is not None
        return self.effective_on

    @property
    def notified_at(self) -> datetime:
        """When notice and papers reach the county: two days after the decision took effect."""
        return min(at_hour(self._since + timedelta(days=2), 10), self.days.now)

    def arrived(self, away: int, hour: float = 9) -> Self:
        """The person has come."""
        when = self.office_hour(away, hour)
        return self.act(COUNTY, "expect", "arrived", when, {"arrived_at": when.isoformat(), "identity_seen": True})

    def handed_over(self, away: int) -> Self:
        """Brought by the prison's escort, with the list signed."""
        when = self.office_hour(away, 10.5)
        data = {
            "arrived_at": when.isoformat(),
            "identity_seen": True,
            "escort": "浙江省第五监狱狱政科民警二人",
            "handover_list": ["罪犯移交清单", "病情诊断书", "保证书"],
            "health_on_arrival": "尿毒症，规律透析中，神志清楚，可自行行走。",
            "conduct_in_prison": "服刑期间能够服从管理，无违规处罚记录。",
        }
        return self.act(COUNTY, "expect", "arrived", when, data)

    def arrived_late(self, away: int, why: str) -> Self:
        """The person has come after the time to report in."""
        when = self.office_hour(away, 14)
        data = {
            "arrived_at": when.isoformat(),
            "identity_seen": True,
            "why_late": why,
            "late_proof": ["出院小结"],
        }
        return self.act(COUNTY, "missed", "arrived", when, data)

    def registered(self, away: int, **changes: Any) -> Self:
        """Registered by the county institution."""
        data: dict[str, Any] = {
            "registered_where": "office",
            "justice_office": self.office.area,
            "photo_taken": True,
            "contacts_checked": True,
            "protected_persons": False,
            "health": "良好",
            "duties_explained": True,
            "undertaking_signed": True,
            "data_notice_signed": True,
            **changes,
        }
        return self.act(COUNTY, "register", "registered", self.days.office(away, 11), data)

    def told_organs(self, away: int) -> Self:
        """Court, procuratorate and police hear that the person has come."""
        return self.act(COUNTY, "notify", "sent", self.days.office(away, 15))

    def at_the_office(self) -> Self:
        """The person appears at the justice office, the next working day: within REG-5 in any week."""
        when = self._next_day(15.5)
        return self.act(self.office.first, "office_report", "appeared", when, {"appeared_at": when.isoformat()})

    def asked_for_papers(self, away: int) -> Self:
        """The missing papers are asked for."""
        data = {"asked_organ": "诸暨市人民法院"}
        return self.act(COUNTY, "ask_papers", "asked", self.days.office(away, 16), data)

    def papers_came(self) -> Self:
        """The missing papers have come, the working day after they were asked for: within DEL-4."""
        when = self._next_day(9.5)
        data = {"completed_on": local_day(when).isoformat()}
        return self.act(COUNTY, "await_papers", "completed", when, data)

    def _next_day(self, hour: float) -> datetime:
        """An hour of the next working day after the last act."""
        assert self.moment is not None
        day = law.next_working(local_day(self.moment) + timedelta(days=1))
        return min(at_hour(day, hour), self.days.now)
