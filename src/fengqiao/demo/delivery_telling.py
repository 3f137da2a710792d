"""The delivery of documents (P03) as it is told: opened with the file, worked off when the papers come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from fengqiao.demo.company import COUNTY
from fengqiao.demo.days import at_hour
from fengqiao.demo.telling import Telling
from fengqiao.law import face as law

PAPERS = ("judgment", "execution_notice")


@dataclass
class Delivery(Telling):
    """The papers of one person. `came_on`: the day on which they reached the county."""

    came_on: date | None = None

    def received(self) -> Self:
        """The papers have come and were looked through."""
        assert self.came_on is not None
        when = at_hour(self.came_on, 10.5)
        data = {"received_on": self.came_on.isoformat(), "received_papers": list(PAPERS), "received_from": "邮寄送达"}
        return self.act(COUNTY, "await_papers", "received", when, data).act(COUNTY, "check", "checked", when, {})

    def receipt(self) -> Self:
        """The receipt is made and sealed on the next working day, and goes back within DEL-3."""
        assert self.came_on is not None
        day = law.next_working(self.came_on + timedelta(days=1))
        return self.act(COUNTY, "receipt", "sent", at_hour(day, 15)).sealed("D08", at_hour(day, 16))
