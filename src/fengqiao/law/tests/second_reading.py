"""A second reading of the time rules, written from their text and not from the room: day by day, slow, and plain.

It shares no code with `fengqiao.law`. Which clocks roll is read here from the rules on time (8.1 of the project's
register of the law), copied below as sentences; numbers and units come from the register itself (`data/`).
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar

HERE = Path(__file__).parent
DAY = timedelta(days=1)

# The text names the clocks that roll over a holiday at their end,
# fmt: off
ROLL_BY_NAME = [
    "DEL-1", "DEL-2", "DEL-3", "DEL-4", "REG-1", "REG-2", "REG-3", "CHG-2", "CHG-3", "CHG-4",
    "CHG-5", "CHG-6", "CHG-7", "CHG-9", "HLD-1", "DTH-3", "REV-1", "RPA-1", "INJ-3", "RCM-1",
    "CMT-1", "CMT-2", "CMT-2X", "CMT-3", "CMT-4", "CMT-5", "TSO-OBJ", "PRO-ORAL", "PRO-2A", "PRO-2B",
    "PRO-3",
]
# fmt: on
# adds every P or C default in days or months except two, those that never roll, and the clocks counted back,
NOT_BY_DEFAULT = ["MIS-3", "DIS-2"]
# and lists what never rolls: custody, hours, at once, end of term, device end, leave and permit end, the ladder.
NEVER = ["REV-3", "ARR-2", "REV-2", "ARR-1", "REP-2", "DEV-1", "DEV-2", "LEA-3", "FRQ-1", "MED-1", "MED-2"]
# Leave bands, lateness rungs and COM-0 are limits, not clocks; the window of the leave sum has no end to miss.
LIMITS = ("LEA-MAX-", "LATE-", "COM-0", "LEA-SUM-WINDOW")


def register() -> list[dict[str, str]]:
    """The register of deadlines as it was given."""
    with (HERE / "data" / "deadline_register.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def kind(row: dict[str, str]) -> str:
    if row["id"].startswith(LIMITS):
        return "limit"
    if row["start_event"].startswith(("before", "window before")):
        return "before"
    if row["unit"] in ("h", "min"):
        return "hours"
    return {"imm": "instant", "agreed": "agreed"}.get(row["unit"], "deadline")


def rolls(row: dict[str, str]) -> bool:
    if kind(row) != "deadline" or row["unit"] == "wd" or row["id"] in NEVER:
        return False
    if row["id"] in ROLL_BY_NAME:
        return True
    return row["mark"] in ("P", "C") and row["unit"] in ("cd", "mo") and row["id"] not in NOT_BY_DEFAULT


def _walk(first: date, last: date) -> list[date]:
    days = [first]
    while days[-1] < last:
        days.append(days[-1] + DAY)
    return days


def _months() -> dict[tuple[int, int], list[date]]:
    """Every month as the list of its days, found by walking the calendar."""
    months: dict[tuple[int, int], list[date]] = {}
    for day in _walk(date(1959, 1, 1), date(2075, 12, 31)):
        months.setdefault((day.year, day.month), []).append(day)
    return months


MONTHS = _months()


def _listed_exceptions() -> dict[date, bool]:
    path = HERE.parent / "data" / "cn_workday_exceptions.csv"
    with path.open(encoding="utf-8") as file:
        return {date.fromisoformat(row["date"]): row["is_workday"] == "1" for row in csv.DictReader(file)}


def _worked() -> dict[date, bool]:
    """2004-2015 as the holiday package answers, from 2016 on the list of exceptions over Monday to Friday."""
    exceptions = _listed_exceptions()
    worked = {}
    for day in _walk(date(2003, 1, 1), date(2030, 12, 31)):
        if 2004 <= day.year <= 2015:
            worked[day] = chinese_calendar.is_workday(day)
        else:
            worked[day] = exceptions.get(day, day.isoweekday() < 6)
    return worked


WORKED = _worked()


def is_published(day: date) -> bool:
    return 2004 <= day.year <= 2026


def later_month(day: date, months: int) -> list[date]:
    """The days of the month so many months on (or back), reached step by step."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    return MONTHS[year, month]


def same_day(day: date, days_of_month: list[date]) -> date:
    """The day of the same number; where the month lacks it, its last day."""
    for candidate in days_of_month:
        if candidate.day == day.day:
            return candidate
    return days_of_month[-1]


def is_last(day: date) -> bool:
    return (day + DAY).month != day.month


def period_of_months(day: date, months: int) -> date:
    """From a day to the same day of the month; from a month's last day to the last day; missing: the last day."""
    target = later_month(day, months)
    return target[-1] if is_last(day) else same_day(day, target)


def term_end(start: date, years: int, months: int, days: int) -> date:
    """To the day before the same day; a start on a month's last day matters for months only."""
    reached = start
    if years:
        reached = same_day(reached, later_month(reached, 12 * years))
    if months:
        target = later_month(reached, months)
        reached = target[-1] if is_last(reached) else same_day(reached, target)
    for _ in range(days):
        reached += DAY
    return reached - DAY


def deadline(start: date, number: int, unit: str, moves: bool) -> tuple[date, bool, bool]:
    """Last good day, whether a holiday moved it, whether an unpublished year was asked."""
    asked: list[date] = []
    if unit == "wd":
        day, left = start, number
        while left:
            day += DAY
            asked.append(day)
            left -= WORKED[day]
        return day, False, not all(map(is_published, asked))
    if unit == "mo":
        counted = period_of_months(start, number)
    else:
        counted = start
        for _ in range(number):
            counted += DAY
    day = counted
    if moves:
        asked.append(day)
        while not WORKED[day]:
            day += DAY
            asked.append(day)
    return day, day != counted, not all(map(is_published, asked))


def count_back(event: date, number: int, unit: str) -> tuple[date, bool, bool]:
    """Count back; if that day is a holiday take the working day before it."""
    counted = event
    if unit == "mo":
        counted = period_of_months(event, -number)
    else:
        for _ in range(number):
            counted -= DAY
    day, asked = counted, [counted]
    while not WORKED[day]:
        day -= DAY
        asked.append(day)
    return day, day != counted, not all(map(is_published, asked))


def rung(last_good: date, on: date) -> tuple[int, str]:
    """The ladder of lateness, day by day."""
    late_days = 0
    day = last_good
    while day < on:
        day += DAY
        late_days += 1
    if late_days == 0:
        return 0, "none"
    if late_days <= 10:
        return late_days, "admonition"
    return late_days, "warning" if on <= period_of_months(last_good + DAY, 1) else "revocation"
