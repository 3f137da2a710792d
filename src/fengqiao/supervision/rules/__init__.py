"""The words of daily supervision as codes, and what a new record says. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from fengqiao.law.face import Text

REPORT, WRITTEN, TALK, VISIT = "report", "written", "talk", "visit"
EVENT, CONTACT = "event", "contact"
#: What is asked of the person, and what is asked of the officers.
REPORTS: Final = (REPORT, WRITTEN)
VISITS: Final = (TALK, VISIT)
KINDS: Final = {
    REPORT: Text("当面报告", "report in person"),
    WRITTEN: Text("书面报告", "written report"),
    TALK: Text("个别谈话", "individual talk"),
    VISIT: Text("走访", "visit"),
    EVENT: Text("重大事项报告", "event report"),
    CONTACT: Text("联系", "contact"),
}

IN_PERSON, PHONE, VIDEO, PAPER, APP = "in_person", "phone", "video", "written", "app"
CHANNELS: Final = {
    IN_PERSON: Text("当面", "in person"),
    PHONE: Text("电话", "by phone"),
    VIDEO: Text("视频", "by video"),
    PAPER: Text("书面", "in writing"),
    APP: Text("手机应用", "by app"),
}
EVENTS: Final = {
    "dwelling": Text("居所变化", "change of dwelling"),
    "work": Text("工作变动", "change of job"),
    "family": Text("家庭重大变故", "major family event"),
    "influence": Text("接触对其矫正产生不利影响人员", "contact with persons of bad influence"),
    "other": Text("其他重大事项", "other important event"),
}
PLACES: Final = {
    "home": Text("住处", "home"),
    "work": Text("工作单位", "workplace"),
    "school": Text("就读学校", "school"),
    "committee": Text("村（居）民委员会", "village or residents' committee"),
    "hospital": Text("医院", "hospital"),
    "other": Text("其他", "elsewhere"),
}
#: What an appointment is made for, and where: as a rule at the office, a visit at the person's home.
MEETINGS: Final = (REPORT, TALK, VISIT)
OFFICE: Final = "office"
MEETING_PLACES: Final = {OFFICE: Text("司法所", "the justice office"), **PLACES}
USUAL_PLACE: Final = {REPORT: OFFICE, TALK: OFFICE, VISIT: "home"}
ARRANGED, CALLED_OFF = "arranged", "called_off"
ACCEPTED, REJECTED, EXCUSED = "accepted", "rejected", "excused"
ANSWERS: Final = {
    ACCEPTED: Text("已接收", "accepted"),
    REJECTED: Text("未予接收", "not accepted"),
    EXCUSED: Text("有正当理由", "excused"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report as it stands on record. `period_first` is the first day of the period that it answers; an event report
    answers none. `answer` says what the office made of it."""

    kind: str
    on: date
    channel: str
    answer: str
    period_first: date | None = None
    event: str = ""
    happened_at: datetime | None = None
    had_guardian: bool = False
    content: str = field(default="", repr=False)
    officer: str = ""
    matter: UUID | None = None
    uid: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact that the office made: a talk, a visit, or a call."""

    kind: str
    on: date
    channel: str
    place: str = ""
    had_guardian: bool = False
    topic: str = field(default="", repr=False)
    content: str = field(default="", repr=False)
    officer: str = ""
    matter: UUID | None = None
    uid: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """An hour at which the person is met. `version` counts its moves; `reason` is why it was moved or called off."""

    uid: UUID
    subject_id: int
    area: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    place: str
    officer: int
    officer_name: str
    state: str
    version: int
    made_on: date
    reason: str = ""
