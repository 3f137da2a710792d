"""Reports, meetings and events as they are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Self

from fengqiao.demo.company import Company, Office
from fengqiao.demo.days import Days, at_hour
from fengqiao.demo.telling import Telling
from fengqiao.kit.clock import local_day
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.supervision import face as supervision

TWO = "何敏、陈立群"
_SAID = {
    "report": "本周在家务工，遵守监督管理规定，参加了集中学习，未外出。",
    "written": "本期遵纪守法，完成教育学习和公益活动，对自己的行为有了进一步认识。",
}


@dataclass
class Report(Telling):
    """The report of one period, which the daily run has opened."""

    kind: str = "report"
    monday: date | None = None
    due_on: date | None = None
    minor: bool = False

    @classmethod
    def of(
        cls, period: procedures.OpenPeriod, person: subjects.SubjectRow, monday: date, *, company: Company, days: Days,
        office: Office,
    ) -> Report:  # fmt: skip
        """The story of one open period."""
        assert period.due_at is not None
        due_on = local_day(period.due_at - timedelta(seconds=1))
        return cls(
            company, days, office, person.id, uid=period.matter, version=period.version,
            kind=supervision.kind_of(period.period), monday=monday, due_on=due_on, minor=person.is_minor_regime,
        )  # fmt: skip

    def _on(self, weekday: int, hour: float) -> datetime:
        assert self.monday is not None
        return min(at_hour(self.monday + timedelta(days=weekday), hour), self.days.now)

    def _after(self, extra: int, hour: float) -> datetime:
        assert self.due_on is not None
        return min(at_hour(self.due_on + timedelta(days=1 + extra), hour), self.days.now)

    def _form(self, on: date, **more: Any) -> Mapping[str, Any]:
        guardian = {"guardian": True} if self.minor else {}
        channel = "written" if self.kind == "written" else "in_person"
        injunction = {"injunction": "未进入禁止进入的场所，未接触禁止接触的人。"}
        data = {"reported_on": on.isoformat(), "channel": channel, "content": _SAID[self.kind]}
        return {**data, **guardian, **injunction, **more}

    def taken(self) -> Self:
        """In time, in the middle of the week."""
        when = self._on(2, 10)
        return self.act(self.office.first, "due", "accepted", when, self._form(when.date()))

    def rejected(self) -> Self:
        """Not taken: it said nothing."""
        when = self._on(1, 9)
        data = {key: self._form(when.date())[key] for key in ("reported_on", "channel")}
        reasons = "报告内容与上期雷同，未反映本期实际情况，要求重新报告。"
        return self.act(self.office.first, "due", "rejected", when, data, reasons=reasons)

    def missed(self) -> Self:
        """Nothing came; the clock has passed."""
        return self.lapsed(self._after(0, 0.2))

    def late(self) -> Self:
        """It came the day after."""
        when = self._after(0, 9)
        return self.missed().act(self.office.first, "overdue", "came_late", when, self._form(when.date()))

    def educated(self) -> Self:
        """And was talked about."""
        when = self._after(0, 10)
        data = {"educated_on": when.date().isoformat(), "education": "说明按期报告的要求，指出逾期报告的后果。"}
        reasons = "系首次逾期，逾期一日，经批评教育后认识到错误。"
        return self.act(self.office.second, "overdue", "educated", when, data, reasons=reasons)

    def excused(self) -> Self:
        """In hospital."""
        data = {"excuse": "hospital", "proof": ["住院证明"]}
        reasons = "因急性阑尾炎住院手术，已核实住院记录。"
        return self.act(self.office.first, "overdue", "excused", self._after(0, 15), data, reasons=reasons)

    def recorded_after(self) -> Self:
        """Made on the last day, recorded on the first day after it."""
        assert self.due_on is not None
        self.missed()
        return self.act(self.office.first, "overdue", "in_time", self._after(0, 8.5), self._form(self.due_on))


@dataclass
class Meeting(Telling):
    """Visits, talks and calls of one person."""

    minor: bool = False

    def _held(self, kind: str, outcome: str, away: int, **data: Any) -> Self:
        when = self.days.office(away, 14)
        day = when.date().isoformat()
        self.begin("supervision_visit", {"kind": kind, "planned_on": day}, who=self.office.first, when=when)
        guardian = {"guardian": True} if self.minor and kind != "contact" else {}
        return self.act(self.office.first, "hold", outcome, when, {"held_on": day, **guardian, **data})

    def visit(self, away: int) -> Self:
        """A visit at home."""
        said = "家中和睦，本人在附近工厂上班，邻里反映良好。"
        return self._fresh()._held("visit", "visited", away, place="home", met="本人、配偶", officers=TWO, content=said)

    def talk(self, away: int) -> Self:
        """A talk at the office."""
        said = "了解近期工作和家庭情况，提醒遵守外出审批规定，本人表示服从管理。"
        return self._fresh()._held(
            "talk", "talked", away, channel="in_person", topic="遵规守纪教育", officers=TWO, content=said
        )

    def call(self, away: int) -> Self:
        """A call."""
        return self._fresh()._held("contact", "contacted", away, channel="phone", content="询问近况，提醒按时报告。")

    def planned(self, kind: str, away: int, ahead: int) -> Self:
        """Planned some days ago for a day."""
        plan = {"kind": kind, "planned_on": self.days.day(ahead).isoformat(), "planned_where": "枫桥司法所谈话室"}
        return self._fresh().begin("supervision_visit", plan, who=self.office.first, when=self.days.office(away, 9))

    def put_off(self, away: int, ahead: int) -> Self:
        """Nobody was at home."""
        data = {"again_on": self.days.day(ahead).isoformat(), "why": "本人临时陪护家人就医，改期走访。"}
        return self.act(self.office.first, "hold", "put_off", self.days.office(away, 16), data)

    def _fresh(self) -> Self:
        return replace(self, uid=None, version=0, moment=None)


@dataclass
class Event(Telling):
    """One event that the person reported."""

    minor: bool = False

    def reported(self, event: str, away: int, *, hours: int) -> Self:
        """Reported so many hours after it happened."""
        when = self.days.office(away, 10)
        data = {
            "event": event,
            "happened_at": (when - timedelta(hours=hours)).isoformat(),
            "reported_at": when.isoformat(),
            "channel": "phone",
            "content": {"work": "变更工作单位，现在镇上纺织厂上班。", "dwelling": "搬至本镇新租房屋居住。"}.get(
                event, "父亲因病住院，需陪护。"
            ),
            **({"guardian": True} if self.minor else {}),
        }
        return self.begin("event_report", data, who=self.office.first, when=when)

    def accepted(self, away: int) -> Self:
        """Looked into and taken."""
        return self.act(self.office.first, "review", "accepted", self.days.office(away, 11))

    def educated(self, away: int) -> Self:
        """Taken, and late."""
        reasons = "搬家后第三日才报告，已批评教育，要求今后及时报告。"
        return self.act(self.office.first, "review", "educated", self.days.office(away, 11), reasons=reasons)
