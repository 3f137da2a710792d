"""A discharge (P40) as it is told: the daily run has opened it, the story goes on from there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from fengqiao.demo.archive_telling import Archive
from fengqiao.demo.company import COUNTY, LEAD
from fengqiao.demo.days import at_hour
from fengqiao.demo.telling import Telling


@dataclass
class Discharge(Telling):
    """The discharge of one person whose term ends on a day."""

    term_end: date | None = None
    minor: bool = False

    def summary(self, away: int) -> Self:
        """The person hands in the summary."""
        when = self.days.office(away, 10)
        data = {
            "summary_on": when.date().isoformat(),
            "summary_how": "written",
            "summary_text": "矫正期间服从监督管理，按时报告、学习，认识到自己的错误。",
            "summary_pages": ["个人总结一份"],
        }
        return self.act(self.office.first, "summary", "handed_in", when, data)

    def no_summary(self, away: int) -> Self:
        """The office goes on without one."""
        reasons = "本人在外就医，已电话督促，总结后补。"
        return self.act(self.office.first, "summary", "without", self.days.office(away, 10), reasons=reasons)

    def appraised(self, away: int) -> Self:
        """The office appraises the whole time."""
        data = {
            "law_abiding": "遵守法律法规和监督管理规定，按时报告，未发现违法违规行为。",
            "education": "按要求参加教育学习和公益活动。",
            "conduct": "good",
            "opinion": "建议按期解除社区矫正。",
        }
        return self.act(self.office.second, "appraise", "appraised", self.days.office(away, 14), data)

    def reviewed(self, away: int) -> Self:
        """The county staff forward it."""
        data = {"opinion": "经审核，鉴定属实，拟同意按期解除。"}
        return self.act(COUNTY, "review", "forward", self.days.office(away, 15), data)

    def agreed(self, away: int) -> Self:
        """The county lead decides."""
        return self.act(LEAD, "decide", "agree", self.days.office(away, 16))

    def waits(self, away: int) -> Self:
        """A case is pending: the discharge waits for the court."""
        reasons = "撤销缓刑建议书已送达诸暨市人民法院，尚未裁定。"
        return self.act(LEAD, "decide", "wait", self.days.office(away, 16), reasons=reasons)

    def certified(self) -> Self:
        """The certificate is signed on the last day."""
        assert self.term_end is not None
        return self.act(LEAD, "certify", "issued", at_hour(self.term_end, 9))

    def handed_over(self) -> Self:
        """And handed to the person."""
        assert self.term_end is not None
        data = {"handed_on": self.term_end.isoformat(), "received_by": "subject"}
        return self.act(COUNTY, "hand_over", "handed", at_hour(self.term_end, 9.5), data)

    def announced(self) -> Self:
        """Announced at the office on the same day."""
        assert self.term_end is not None
        when = at_hour(self.term_end, 10.5)
        data = {
            "announced_at": when.isoformat(),
            "announced_where": "司法所宣告室",
            "officers": "何文斌、俞佳",
            "presided_by": "司法所负责人",
            "attendees": "矫正小组成员、村（社区）干部、家属",
            **({"not_public": True, "guardian_present": True} if self.minor else {}),
        }
        return self.act(self.office.first, "announce", "announced", when, data)

    def told_organs(self, away: int) -> Self:
        """Court, procuratorate and police are written to; the notice still waits for its seal."""
        return self.act(COUNTY, "notify", "sent", self.days.office(away, 11))

    def notice_sealed(self, away: int) -> Self:
        """The notice is sealed and its letters leave."""
        return self.sealed("D102", self.days.office(away, 11.5))

    def handed_to_aftercare(self, away: int) -> Self:
        """The aftercare body takes over."""
        when = self.days.office(away, 15)
        data = {
            "aftercare_body": "诸暨市安置帮教工作办公室",
            "aftercare_needs": "有稳定工作，无特殊需求，列入一般帮教。",
            "aftercare_on": when.date().isoformat(),
        }
        return self.act(self.office.first, "aftercare", "linked", when, data)

    def cleared(self, away: int) -> Self:
        """The exit filing is cancelled."""
        return self.act(COUNTY, "clear_away", "cleared", self.days.office(away, 16), {"exit_filing": True})

    def archive(self) -> Archive:
        """The archive that the discharge has opened."""
        return Archive(self.company, self.days, self.office, self.subject_id).adopt("archive")
