"""The life of an opening: pure rules over its dates (THREATS T34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

# Unit: characters. A reason or a review that is shorter says nothing.
LEAST_WORDS: Final = 10
MOST_WORDS: Final = 500

ASKED, DECLINED, LAPSED, OPEN, TO_REVIEW, OVERDUE, REVIEWED = (
    "asked", "declined", "lapsed", "open", "to_review", "overdue", "reviewed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dates:
    """What is known of an opening's course."""

    asked_at: datetime
    opened_at: datetime | None
    until: datetime | None
    closed_at: datetime | None
    reviewed_at: datetime | None
    review_due_on: date | None


def needs_lead(opened_this_month: int, *, monthly: int) -> bool:
    """Whether one opening more in this month waits for the county's lead."""
    return opened_this_month >= monthly


def state(dates: Dates, *, at: datetime, today: date, hours: int) -> str:
    """Where an opening stands at a moment. `hours`: how long a question that nobody answered stays asked."""
    if dates.opened_at is None:
        if dates.closed_at is not None:
            return DECLINED
        return LAPSED if at >= dates.asked_at + timedelta(hours=hours) else ASKED
    if dates.reviewed_at is not None:
        return REVIEWED
    assert dates.until is not None
    assert dates.review_due_on is not None
    if dates.closed_at is None and at < dates.until:
        return OPEN
    return OVERDUE if today > dates.review_due_on else TO_REVIEW


# What the access review finds in a day. Each is a question that somebody answers in words, never proof.
WITHOUT_NEED, OWN_NAME, TWO_PLACES, SHARED_BROWSER = "without_need", "own_name", "two_places", "shared_browser"
RELATED: Final = "related"
KINDS: Final = (WITHOUT_NEED, OWN_NAME, RELATED, TWO_PLACES, SHARED_BROWSER)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The parameters of the day. Source: access.*, marks P. Unit: files, minutes."""

    files_without_need: int
    places_within_minutes: int


def in_two_places(signed_in: list[tuple[datetime, str]], *, minutes: int) -> bool:
    """Whether one account was signed in from two networks within so many minutes. `signed_in` by time."""
    near = timedelta(minutes=minutes)
    known = [(at, network) for at, network in signed_in if network]
    return any(
        one != other and abs(later - earlier) <= near
        for n, (earlier, one) in enumerate(known) for later, other in known[n + 1 :]
    )  # fmt: skip


# Why a sealed record is looked into. Law: Criminal Procedure Law art. 286 (judicial organs for a case; units by state
# rules); Community Corrections Law art. 54.
JUDICIAL, STATE_RULES = "judicial", "state_rules"
GROUNDS: Final = (JUDICIAL, STATE_RULES)


def may_be_sealed(*, was_minor: bool, state: str) -> bool:
    """Whether a record may be proposed for sealing; that the sentence is five years or less the proposer confirms.

    Law: Criminal Procedure Law art. 286; Criminal Law art. 100.
    """
    return was_minor and state in ("discharged", "terminated")


def sealing_state(*, settled: bool, agreed: bool | None) -> str:
    """Where a proposal stands: waiting, declined or sealed."""
    return "waiting" if not settled else "sealed" if agreed else "declined"
