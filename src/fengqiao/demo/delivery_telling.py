"""The delivery of documents (P03) as it is told: opened with the file, worked off when the papers come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
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

    def decided_elsewhere(self) -> Self:
        """The notice says that another place's court has decided."""
        data = {"other_place": True, "organ": "义乌市人民法院"}
        return self.act(COUNTY, "await_papers", "dates_added", self._on(0, 9), data)

    def received(self, missing: tuple[str, ...] = ()) -> Self:
        """The papers have come and were looked through."""
        assert self.came_on is not None
        when = self._on(0, 10.5)
        came = [each for each in PAPERS if each not in missing]
        data = {"received_on": self.came_on.isoformat(), "received_papers": came, "received_from": "邮寄送达"}
        self.act(COUNTY, "await_papers", "received", when, data)
        return self.act(COUNTY, "check", "checked", when, {"papers_missing": list(missing)} if missing else {})

    def asked(self) -> Self:
        """What is missing is asked for."""
        return self.act(COUNTY, "ask_missing", "asked", self._on(1, 9))

    def completed(self) -> Self:
        """It has come."""
        when = self._on(3, 10)
        return self.act(COUNTY, "await_missing", "completed", when, {"completed_on": when.date().isoformat()})

    def waited_too_long(self) -> Self:
        """It has not come in time."""
        return self.lapsed(self._on(14, 9))

    def forwarded(self) -> Self:
        """The organs here get their copies."""
        return self.act(COUNTY, "forward", "forwarded", self._on(2, 10))

    def withdrawn(self) -> Self:
        """The court takes the papers back before they have come."""
        reasons = "法院来函更正执行地为义乌市，文书由该院另行送达。"
        return self.act(COUNTY, "await_papers", "withdrawn_by_organ", self._on(2, 10), reasons=reasons)

    def receipt(self) -> Self:
        """The receipt is made and sealed on the next working day, and goes back within DEL-3."""
        assert self.came_on is not None
        day = law.next_working(self.came_on + timedelta(days=1))
        return self.act(COUNTY, "receipt", "sent", at_hour(day, 15)).sealed("D08", at_hour(day, 16))

    def _on(self, after: int, hour: float) -> datetime:
        """An hour of a day after the papers came, and never later than now."""
        assert self.came_on is not None
        return min(at_hour(self.came_on + timedelta(days=after), hour), self.days.now)
