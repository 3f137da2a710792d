"""Legal days are days in China, which keeps one offset the whole year."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

# Without summer time since 1992. A fixed offset keeps "+08:00" in every document and needs no zone database.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def local_day(moment: datetime) -> date:
    """The day in Shanghai; a moment without a zone is Shanghai time."""
    return moment.date() if moment.tzinfo is None else moment.astimezone(SHANGHAI).date()


def local_moment(value: date | datetime) -> datetime:
    """The moment in Shanghai; a bare day begins at 00:00."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=SHANGHAI) if value.tzinfo is None else value.astimezone(SHANGHAI)
    return datetime.combine(value, time(), SHANGHAI)
