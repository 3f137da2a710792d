"""What happens to the invented people: officers in charge, and leaves in every state that the procedure knows.

Every act goes through the faces like anybody's, at its own moment in the past weeks; nothing is written beside
them. A story that the procedure refuses stops the build.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fengqiao.audit.face import Actor
from fengqiao.demo import accounts
from fengqiao.demo.people import Person
from fengqiao.kit.clock import SHANGHAI, local_day
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

HANGZHOU, NINGBO, YIWU, SHANGHAI_PUDONG, YUECHENG = "330102", "330203", "330782", "310115", "330602"


@dataclass(frozen=True, slots=True)
class Trip:
    """A leave that is asked for. Times are counted from the moment of the build.

    Unit: `asked` and `leaves` in days from now (negative: ago), `hour` the hour of leaving, `days` both ends counted.
    """

    asked: float
    leaves: int
    days: int
    place: str = HANGZHOU
    reason: str = "medical"
    details: str = "到省级医院复查，已预约专家门诊。"
    proof: tuple[str, ...] = ("门诊预约单", "病历首页")
    hour: int = 8
    back_hour: int = 20


@dataclass(slots=True)
class Leave:
    """One person's leave while it is being told."""

    subject: subjects.SubjectRow
    trip: Trip
    now: datetime
    office: tuple[str, str, str]
    uid: UUID | None = None
    moment: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.moment = self.now + timedelta(days=self.trip.asked)

    def form(self) -> dict[str, Any]:
        """The application's fields as a door would send them."""
        trip = self.trip
        first = local_day(self.now) + timedelta(days=trip.leaves)
        last = first + timedelta(days=trip.days - 1)
        leaves = datetime(first.year, first.month, first.day, trip.hour, tzinfo=SHANGHAI)
        returns = datetime(last.year, last.month, last.day, trip.back_hour, tzinfo=SHANGHAI)
        sent: dict[str, Any] = {
            "reason": trip.reason,
            "details": trip.details,
            "leaves_at": leaves.isoformat(),
            "returns_at": returns.isoformat(),
            "places": [trip.place],
            "contact": "19900000000",
            "transport": "高铁",
            "proof": list(trip.proof),
        }
        if self.subject.is_minor_regime:
            sent |= {"guardian_agrees": "yes", "accompanied_by": "母亲"}
        return sent

    def ask(self) -> Leave:
        """The office records the person's own application."""
        by = actor(self.office[0], self.moment)
        done = procedures.start(key="leave", subject_id=self.subject.id, data=self.form(), by=by, at=self.moment)
        self.uid = done.uid
        return self

    def act(
        self, who: str, step: str, outcome: str, *, after: float = 0.1, at: float | None = None, **more: Any
    ) -> Leave:
        """The next act, `after` days later (or `at` days from now). `more`: data, reasons, answers."""
        assert self.uid is not None
        self.moment = self.now + timedelta(days=at) if at is not None else self.moment + timedelta(days=after)
        self.moment = min(self.moment, self.now)
        by = actor(who, self.moment)
        with_scope = procedures.matter(uid=self.uid, by=by, at=self.moment)
        procedures.submit(
            matter=self.uid,
            step=step,
            outcome=outcome,
            data=more.get("data", {}),
            seen=with_scope.progress.version,
            by=by,
            at=self.moment,
            reasons=more.get("reasons", ""),
            answers=more.get("answers"),
        )
        return self

    def review(self, **more: Any) -> Leave:
        """The office's opinion, by another member of staff."""
        return self.act(
            self.office[1], "review", "forward", data={"opinion": "情况属实，材料齐全，同意报请审批。"}, **more
        )

    def grant(self, who: str | None = None, **more: Any) -> Leave:
        """The decision, by whoever is competent."""
        return self.act(who or self.office[2], "decide", "grant", data={"measures": ["phone", "video"]}, **more)

    def close(self, *, back: float) -> Leave:
        """Came back, proof seen."""
        returned = (self.now + timedelta(days=back)).isoformat()
        self.act(
            self.office[0], "away", "came_back", at=back, data={"returned_at": returned, "return_proof": ["往返车票"]}
        )
        return self.act(self.office[1], "close", "closed")


def actor(username: str, at: datetime) -> Actor:
    """One of the cast at work at a moment, the second factor just given."""
    return users.actor_of(username=username, at=at)


def tell(invented: list[Person], *, at: datetime) -> None:
    """All stories, 枫桥司法所 first."""
    _assign(at)
    people = _people(accounts.FENGQIAO, "fq.staff", at)
    _fengqiao(people, at, ("fq.staff", "fq.staff2", "fq.head"))
    for member in accounts.everybody():
        if member.role == "office_staff" and member.area not in (accounts.FENGQIAO,):
            _elsewhere(member.area, at)
    procedures.run_clocks(at=at)
