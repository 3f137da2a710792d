"""A leave (P12) as it is told: the acts by their names, each with the words that an office would write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from fengqiao.demo.company import CITY_LEAD, COUNTY, LEAD
from fengqiao.demo.telling import Telling
from fengqiao.demo.trips import Trip
from fengqiao.procedures import face as procedures

_OPINION = "情况属实，材料齐全，本人近期遵规守纪，同意报请审批。"
_COUNTY_OPINION = "外出事由真实、必要，监管措施可行，同意报请市级社区矫正机构审批。"


@dataclass
class Leave(Telling):
    """One person's leave. `phone` is the contact while away; `health` answers what is not checked here."""

    trip: Trip | None = None
    phone: str = "19900000000"
    health: str = ""

    @property
    def journey(self) -> Trip:
        """The trip of this story."""
        assert self.trip is not None
        return self.trip

    def draft(self) -> Self:
        """The application is half filled in."""
        at = self._pass_to(self.days.office(self.journey.asked, 16.2))
        data = {
            name: value
            for name, value in self.journey.form(self.days, phone=self.phone).items()
            if name not in {"proof", "address"}
        }
        procedures.save_draft(
            key="leave",
            subject_id=self.subject_id,
            step="application",
            outcome="submit",
            data=data,
            by=self.company.at_work(self.office.first, at),
            at=at,
        )
        return self

    def ask(self) -> Self:
        """The office records the person's own application."""
        when = self.days.office(self.journey.asked, 9.4)
        form = self.journey.form(self.days, phone=self.phone)
        return self.begin("leave", form, who=self.office.first, when=when)

    def review(self, away: int, words: str = _OPINION) -> Self:
        """The office's opinion, by another member of staff where there is one."""
        when = self.days.office(away, 10.6)
        return self.act(self.office.second, "review", "forward", when, {"opinion": words})

    def county_opinion(self, away: int) -> Self:
        """The county's opinion on a leave that the city decides."""
        when = self.days.office(away, 14.3)
        return self.act(COUNTY, "county_opinion", "forward", when, {"opinion": _COUNTY_OPINION})

    def grant(self, away: int, who: str = "") -> Self:
        """The decision, by the head of the office unless told otherwise."""
        when = self.days.office(away, 15.5)
        answers = {"health": self.health} if self.health else None
        data = {"measures": ["phone", "position"]}
        return self.act(who or self.office.head, "decide", "grant", when, data, answers=answers)

    def granted_by_county(self, away: int) -> Self:
        """Granted by the county's lead."""
        return self.grant(away, LEAD)

    def granted_by_city(self, away: int) -> Self:
        """The county's opinion, then granted by the city's lead."""
        return self.county_opinion(away).grant(away, CITY_LEAD)

    def refuse(self, away: int, reasons: str, answer: str, who: str = "") -> Self:
        """The decision not to grant, with its reasons."""
        when = self.days.office(away, 15.8)
        answers = {"proper_reason": answer} | ({"health": self.health} if self.health else {})
        return self.act(who or self.office.head, "decide", "refuse", when, reasons=reasons, answers=answers)

    def filed(self, away: int) -> Self:
        """The office's decision is filed with the county."""
        return self.act(self.office.first, "file_with_county", "filed", self.days.office(away, 16.5))

    def procuratorate_told(self, away: int) -> Self:
        """The city's decision is made known to the procuratorate."""
        return self.act(COUNTY, "tell_procuratorate", "told", self.days.office(away, 16.6))

    def checked(self, away: int, how: str = "video") -> Self:
        """A check while away."""
        at = min(self.days.at(away, 19.5), self.days.now)
        found = "视频连线正常，本人在所报地点，情绪稳定，周边环境与申请事由相符。"
        data = {"checked_at": at.isoformat(), "checked_how": how, "checked_result": found}
        return self.act(self.office.first, "away", "checked", at, data)

    def more(self, away: int, extra: int, why: str, *, step: str = "away", outcome: str = "ask_more") -> Self:
        """An extension is asked for. Unit: `extra` in days beyond the granted return."""
        until = self.journey.returns_at(self.days) + timedelta(days=extra)
        data = {"extended_to": until.isoformat(), "hindrance": why, "extension_proof": ["情况说明及相关证明"]}
        return self.act(self.office.first, step, outcome, self.days.office(away, 9.8), data)

    def came_back(self, when: datetime, *, step: str = "away") -> Self:
        """Back, and reported to the office."""
        data = {"returned_at": min(when, self.days.now).isoformat(), "return_proof": ["往返车票", "事由办结证明"]}
        return self.act(self.office.first, step, "came_back", when + timedelta(minutes=40), data)

    def came_back_late(self, when: datetime, reasons: str) -> Self:
        """Back after the time, with the reason given."""
        data = {"returned_at": when.isoformat(), "return_proof": ["往返车票"]}
        later = when + timedelta(hours=1)
        return self.act(self.office.first, "overdue", "came_back_late", later, data, reasons=reasons)

    def closed(self, when: datetime) -> Self:
        """Proof seen, leave closed."""
        return self.act(self.office.second, "close", "closed", when)

    def history(self) -> Self:
        """A leave of the past from the application to its close, decided where its length puts it."""
        trip = self.journey
        self.ask().review(trip.asked)
        if trip.days <= 7:
            self.grant(trip.asked + 1).filed(trip.asked + 1)
        elif trip.days <= 30:
            self.granted_by_county(trip.asked + 1)
        else:
            self.granted_by_city(trip.asked + 1).procuratorate_told(trip.asked + 1)
        back = trip.returns_at(self.days) - timedelta(hours=3)
        return self.came_back(back).closed(back + timedelta(hours=15))
