"""When things happened: days and hours counted from the moment of the build, in Shanghai time. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fengqiao.kit.clock import SHANGHAI, local_day
from fengqiao.law import face as law


@dataclass(frozen=True, slots=True)
class Days:
    """The days around one moment. An hour is a number such as 9.5 (half past nine)."""

    now: datetime

    @property
    def today(self) -> date:
        """The day of the build."""
        return local_day(self.now)

    def day(self, away: int) -> date:
        """A day by its distance from today; negative is past. Unit: calendar days."""
        return self.today + timedelta(days=away)

    def at(self, away: int, hour: float) -> datetime:
        """A moment by its day and hour, past or to come."""
        return at_hour(self.day(away), hour)

    def office(self, away: int, hour: float) -> datetime:
        """A moment when the office works: the last working day up to that day, and never later than now."""
        day = self.day(away)
        while not law.is_working(day) and away < 0:
            day -= timedelta(days=1)
        return min(at_hour(day, hour), self.now)

    def later_today(self, hour: float) -> datetime:
        """Today at an hour, or in two hours' time when the day is older than that."""
        return max(self.at(0, hour), self.now + timedelta(hours=2))


def at_hour(day: date, hour: float) -> datetime:
    """A moment of a day in Shanghai."""
    return datetime.combine(day, time(), SHANGHAI) + timedelta(hours=hour)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day: how terms in the register are printed."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
