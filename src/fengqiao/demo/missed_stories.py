"""People who did not report in: what the county does until they are found, excused, admonished or gone for good; and
papers that come from elsewhere, incomplete, or not at all."""

from __future__ import annotations

from datetime import datetime

from fengqiao.demo.cast import FENGQIAO
from fengqiao.demo.company import COUNTY
from fengqiao.demo.delivery_telling import Delivery
from fengqiao.demo.discharge_telling import Discharge
from fengqiao.demo.missed_telling import Missed
from fengqiao.demo.registration_stories import Newcomer
from fengqiao.demo.registration_telling import Registration
from fengqiao.procedures import face as procedures

_DATAN, _JIYANG = "330681005", "330681001"


def _too_late(story: Registration, away: int) -> datetime:
    """A morning on which the time to report in has passed: not that day when a weekend or a holiday has moved it."""
    return max(story.days.at(away, 8), story.due("REG-1"))


def _not_come(story: Registration, away: int) -> Missed:
    """The notice, and the time to report in passes."""
    story.notice().clock_ran(_too_late(story, away))
    return Missed.of(story)


def _found_and_registered(story: Registration) -> Missed:
    """Searched for, found, brought in and registered: his account is to be heard."""
    missed = _not_come(story, -14).searched_for(-13).police_asked(-12).organs_told(-12).found(-6)
    story.after(missed).arrived_late(-6, "外出务工，换了号码，未收到通知。").registered(-5).told_organs(-4)
    return missed.again().after(story)


def _came_by_himself(story: Registration) -> Missed:
    story.notice().lapsed(_too_late(story, -6)).arrived_late(-4, "忘记期限，自行前来。")
    story.registered(-4).told_organs(-3)
    return Missed.of(story).after(story).came_late(-3)


def _from_elsewhere(papers: Delivery) -> object:
    """Decided in another place: we forward the papers to the organs here."""
    return papers.decided_elsewhere().received().receipt().forwarded()


def _served_outside(story: Registration) -> None:
    """Temporary service outside prison near its end: the discharge is decided, the prison is to be told."""
    story.prison_notice().handed_over(-24).registered(-24, health="尿毒症，每周透析三次").at_the_office().told_organs(
        -23
    )
    procedures.run_daily(at=story.days.at(-20, 0.2), over=(story.office.area[:6],), only={"discharge"})
    discharge = Discharge(story.company, story.days, story.office, story.subject_id).adopt("discharge")
    discharge.summary(-12).appraised(-10).reviewed(-8).agreed(-6)


MISSED = (
    Newcomer("searched for", FENGQIAO, "newcomer", lambda s: _not_come(s, -4).searched_for(-3), ago=18),
    Newcomer(
        "the police search too",
        _DATAN,
        "newcomer",
        lambda s: _not_come(s, -9).searched_for(-8).police_asked(-7).organs_told(-7),
        ago=23,
    ),
    Newcomer(
        "found, to be registered",
        _JIYANG,
        "newcomer",
        lambda s: _not_come(s, -12).searched_for(-11).police_asked(-10).organs_told(-10).found(-1),
        ago=26,
    ),
    Newcomer("found late, to be judged", FENGQIAO, "newcomer", lambda s: _found_and_registered(s).heard(-3), ago=30),
    Newcomer(
        "came late, admonished", FENGQIAO, "newcomer", lambda s: _came_by_himself(s).heard(-2).admonished(-2), ago=21
    ),
    Newcomer(
        "came late, excused",
        _DATAN,
        "newcomer",
        lambda s: _came_by_himself(s).heard(-2, reason="illness").excused(-1),
        ago=21,
        papers=lambda p: p.received(missing=("execution_notice",)).asked().completed(),
    ),
    Newcomer(
        "the court decides otherwise",
        _JIYANG,
        "newcomer",
        lambda s: _not_come(s, -9).searched_for(-8).closed_by_organ(-2),
        ago=24,
        papers=lambda p: p.received(missing=("execution_notice",)).asked().waited_too_long(),
    ),
    Newcomer(
        "had come in time after all",
        FENGQIAO,
        "newcomer",
        lambda s: _not_come(s, -3).came_in_time(-2),
        ago=17,
        papers=lambda p: p.received(missing=("execution_notice",)).asked(),
    ),
    Newcomer(
        "died before reporting in",
        _DATAN,
        "newcomer",
        lambda s: s.notice().act(COUNTY, "expect", "death", s.days.office(-3, 10)),
        ago=9,
        papers=lambda p: p.received(missing=("execution_notice",)),
    ),
    Newcomer(
        "papers forwarded",
        FENGQIAO,
        "newcomer",
        lambda s: s.notice().arrived(-5).registered(-5).at_the_office(),
        ago=12,
        papers=_from_elsewhere,
    ),
    Newcomer(
        "papers to be forwarded",
        _JIYANG,
        "newcomer",
        lambda s: s.notice().arrived(-1),
        ago=9,
        papers=lambda p: p.decided_elsewhere().received(),
    ),
    Newcomer(
        "taken back by the court",
        FENGQIAO,
        "newcomer",
        lambda s: s.notice(),
        ago=5,
        papers=lambda p: p.withdrawn(),
    ),
    Newcomer(
        "temporary service near its end",
        FENGQIAO,
        "prison",
        _served_outside,
        frozenset({"sick", "medical_parole"}),
        ago=28,
        ends_in=9,
    ),
)  # fmt: skip
