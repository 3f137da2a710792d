"""The archive of somebody who was discharged (P42) as it is told: the discharge has opened it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from fengqiao.demo.company import COUNTY, LEAD
from fengqiao.demo.telling import Telling
from fengqiao.kit import scope
from fengqiao.procedures import face as procedures

_GAPS = "早期材料形成于本系统启用之前，另行装订附卷，已逐件核对。"


@dataclass
class Archive(Telling):
    """The archive, and the times when it is lent."""

    def collected(self, away: int) -> Self:
        """The office puts it in order."""
        data = {"condition": "复印件二件，已注明。"}
        return self.act(self.office.first, "collect", "collected", self.days.office(away, 9), data)

    def handed_over(self, away: int) -> Self:
        """And hands it to the county."""
        when = self.days.office(away, 10)
        data = {"handed_on": when.date().isoformat(), "received_by": "何敏"}
        return self.act(self.office.first, "hand_over", "handed_over", when, data)

    def returned(self, away: int) -> Self:
        """The county sends it back."""
        data = {"what_is_missing": "缺入矫宣告签名页原件，请补齐后再移交。"}
        return self.act(COUNTY, "check", "returned", self.days.office(away, 11), data)

    def checked(self, away: int) -> Self:
        """The county has looked through it; what is missing is explained."""
        if self._is_whole():
            return self.act(COUNTY, "check", "complete", self.days.office(away, 14))
        return self.act(COUNTY, "check", "explained", self.days.office(away, 14), {"gaps": _GAPS})

    def closed(self, away: int) -> Self:
        """The lead closes it: its index is final. A minor's is sealed with that."""
        return self.act(LEAD, "close", "closed", self.days.office(away, 15))

    def stored(self, away: int, number: int) -> Self:
        """It stands in the archive room."""
        when = self.days.office(away, 16)
        data = {
            "archive_no": f"{when.year}-SJ-{number:04d}", "place": "档案室 3 柜 2 层",
            "stored_on": when.date().isoformat(), "stored_by": "冯玉兰",
        }  # fmt: skip
        return self.act(COUNTY, "store", "stored", when, data)

    def asked_for(self, away: int, *, back: int) -> Self:
        """The court's division of criminal cases asks to borrow it until a day."""
        self.uid, self.version = None, 0
        data = {
            "borrower": "徐法官", "unit": "诸暨市人民法院刑事审判庭", "ground": "judicial",
            "letter_no": "（2026）浙0681函字第18号", "purpose": "办理另案需要核对矫正期间表现。",
            "back_by": self.days.day(back).isoformat(),
        }  # fmt: skip
        return self.begin("archive_lending", data, who=COUNTY, when=self.days.office(away, 9))

    def lent(self, away: int) -> Self:
        """Allowed, and handed out."""
        when = self.days.office(away, 11)
        self.act(LEAD, "approve", "grant", when)
        return self.act(COUNTY, "hand_out", "handed_out", when, {"lent_on": when.date().isoformat()})

    def extended(self, away: int, *, to: int) -> Self:
        """For some days more."""
        data = {"extended_to": self.days.day(to).isoformat()}
        reasons = "案件尚未审结，法院函请续借。"
        return self.act(LEAD, "lent", "extended", self.days.office(away, 10), data, reasons=reasons)

    def brought_back(self, away: int) -> Self:
        """Every page is there."""
        when = self.days.office(away, 15)
        data = {"returned_on": when.date().isoformat(), "pages_checked": True}
        return self.act(COUNTY, "lent", "returned", when, data)

    def refused(self, away: int) -> Self:
        """Not lent: the ground is not one of the law."""
        reasons = "介绍信未载明承办案件，暂不同意借阅。"
        return self.act(LEAD, "approve", "refuse", self.days.office(away, 11), reasons=reasons)

    def _is_whole(self) -> bool:
        assert self.uid is not None
        by = self.company.at_work(COUNTY, self.days.now)
        with scope.of(by.ranges):
            step = procedures.matter(uid=self.uid, by=by, at=self.days.now).progress.open_step("check")
        found = step.outcome("complete") if step else None
        return found is not None and found.allowed
