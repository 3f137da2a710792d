"""The cast at work: who acts in a story, and whom an office has."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from fengqiao.audit.face import Actor
from fengqiao.demo.cast import FENGQIAO
from fengqiao.users import face as users

LEAD, COUNTY = "zj.lead", "zj.staff"
CITY, CITY_LEAD = "sx.staff", "sx.lead"


@dataclass(frozen=True, slots=True)
class Office:
    """One justice office: who records an application, who reviews it, who heads the office."""

    area: str
    first: str
    second: str
    head: str


def office_of(area: str) -> Office:
    """The people of an office by their user names: 枫桥 has two members of staff, the others one."""
    if area == FENGQIAO:
        return Office(area, "fq.staff", "fq.staff2", "fq.head")
    return Office(area, f"s{area}", f"s{area}", f"h{area}")


@dataclass(slots=True)
class Company:
    """Actors by user name. Nobody changes posts in the story, so each is asked for once."""

    since: datetime
    _known: dict[str, Actor] = field(default_factory=dict)

    def at_work(self, username: str, at: datetime) -> Actor:
        """One of the cast at a moment, the second factor just given."""
        if username not in self._known:
            self._known[username] = users.actor_of(username=username, at=self.since)
        return replace(self._known[username], verified_at=at)
