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
