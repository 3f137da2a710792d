"""People who came after the register was loaded: their registrations, one for every state that P04 knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from fengqiao.demo.cast import FENGQIAO
from fengqiao.demo.company import COUNTY, LEAD
from fengqiao.demo.delivery_telling import Delivery
from fengqiao.demo.registration_telling import Registration

_DATAN, _JIYANG = "330681005", "330681001"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One person: the office, what kind of person (see `people`), what happens, and the flags that the notice tells.

    `papers`: how they come, where it is not as usual. Unit: `ago` in days since the decision took effect, `ends_in` in
    days from now, where the term is not as long as it would be.
    """

    name: str
    area: str
    kind: str
    tell: Callable[[Registration], object]
    flags: frozenset[str] = field(default_factory=frozenset)
    ago: int = 14
    papers: Callable[[Delivery], object] | None = None
    ends_in: int | None = None


def _came(story: Registration, away: int) -> Registration:
    """The notice two days after the decision took effect, and the person on a day."""
    return story.notice().arrived(away)


NEWCOMERS = (
    Newcomer(
        "completed last week",
        FENGQIAO,
        "newcomer",
        lambda s: _came(s, -8).registered(-8).at_the_office().told_organs(-5),
    ),
    Newcomer(
        "completed today",
        FENGQIAO,
        "newcomer",
        lambda s: _came(s, -1).registered(-1).told_organs(-1).at_the_office(),
        ago=9,
    ),
    Newcomer("came yesterday, not registered", FENGQIAO, "newcomer", lambda s: _came(s, -4)),
    Newcomer("came today", _JIYANG, "newcomer", lambda s: _came(s, 0), ago=9),
    Newcomer("registered yesterday", FENGQIAO, "newcomer", lambda s: _came(s, -1).registered(-1), ago=8),
    Newcomer(
        "organs to be told",
        FENGQIAO,
        "newcomer",
        lambda s: _came(s, -5).registered(-5).at_the_office(),
    ),
    Newcomer(
        "did not come to the office", FENGQIAO, "newcomer", lambda s: _came(s, -11).registered(-11).told_organs(-10)
    ),
    Newcomer(
        "papers to be asked for",
        _DATAN,
        "newcomer",
        lambda s: (
            s.notice(papers=("judgment",))
            .arrived(-5)
            .registered(-5, papers_missing=["execution_notice"])
            .at_the_office()
            .told_organs(-4)
        ),
    ),
    Newcomer(
        "papers awaited",
        FENGQIAO,
        "newcomer",
        lambda s: (
            s.notice(papers=("judgment",))
            .arrived(-6)
            .registered(-6, papers_missing=["execution_notice", "closing_form"])
            .at_the_office()
            .told_organs(-5)
            .asked_for_papers(-3)
        ),
    ),
    Newcomer(
        "papers complete",
        _JIYANG,
        "newcomer",
        lambda s: (
            s.notice(papers=("judgment",))
            .arrived(-9)
            .registered(-9, papers_missing=["execution_notice"])
            .at_the_office()
            .told_organs(-8)
            .asked_for_papers(-7)
            .papers_came()
        ),
    ),
    Newcomer(
        "registered at home",
        FENGQIAO,
        "pregnant",
        lambda s: (
            _came(s, -6)
            .registered(-6, registered_where="home", health="怀孕三十四周，行动不便，上门办理登记")
            .at_the_office()
            .told_organs(-5)
        ),
        frozenset({"pregnant"}),
    ),
    Newcomer(
        "registered in hospital",
        _DATAN,
        "sick",
        lambda s: _came(s, -3).registered(-3, registered_where="hospital", health="股骨骨折住院，在病房办理登记"),
        frozenset({"sick"}),
        ago=10,
    ),
    Newcomer(
        "handed over by the prison",
        FENGQIAO,
        "prison",
        lambda s: (
            s.prison_notice()
            .handed_over(-3)
            .registered(-3, health="尿毒症，每周透析三次")
            .at_the_office()
            .told_organs(-2)
        ),
        frozenset({"sick", "medical_parole"}),
        ago=6,
    ),
    Newcomer(
        "handover expected",
        FENGQIAO,
        "prison",
        lambda s: s.prison_notice(),
        frozenset({"sick", "medical_parole"}),
        ago=3,
    ),
    Newcomer(
        "not handed over in time",
        _JIYANG,
        "prison",
        lambda s: s.prison_notice(),
        frozenset({"unable_self_care"}),
        ago=25,
    ),
    Newcomer(
        "came late, registered",
        FENGQIAO,
        "newcomer",
        lambda s: (
            s.notice()
            .lapsed(s.days.at(-3, 8))
            .arrived_late(-2, "因车祸住院，出院后即来报到。")
            .registered(-2)
            .told_organs(-1)
        ),
        ago=24,
    ),
    Newcomer(
        "not taken over",
        _DATAN,
        "newcomer",
        lambda s: (
            s.notice()
            .lapsed(s.days.at(-8, 8))
            .act(
                LEAD,
                "missed",
                "not_taken_over",
                s.days.office(-5, 10),
                reasons="经查本人因另案已被刑事拘留，诸暨市人民法院函告拟撤销缓刑，不再移交执行。",
            )
        ),
        ago=30,
    ),
    Newcomer(
        "in custody before coming",
        _JIYANG,
        "newcomer",
        lambda s: s.notice().act(COUNTY, "expect", "detained", s.days.office(-3, 10)),
        ago=8,
    ),
    Newcomer(
        "minor, registered with the guardian",
        FENGQIAO,
        "newcomer minor",
        lambda s: (
            s.notice().arrived(-4).registered(-4, guardian_present=True, guardian_named="陈桂英，母亲").told_organs(-3)
        ),
    ),
    Newcomer("to come in three days", FENGQIAO, "newcomer", lambda s: s.notice(), ago=7),
)
