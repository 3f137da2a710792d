"""How dates, times and numbers are written, in the language in use (design guide, section 7)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from fengqiao.shell.rules import SHANGHAI, is_whole_day, last_day

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS_ZH = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MISSING = "—"


def is_chinese() -> bool:
    """True unless the page is asked for in English."""
    return not (get_language() or "zh").startswith("en")


def text(value: Any) -> Any:
    """The language in use of a text with `zh` and `en`; anything else as it is."""
    if isinstance(value, str):
        return value
    # Asked by attribute: checking against the protocol class costs a list page a tenth of its time.
    chinese = getattr(value, "zh", None)
    if chinese is None:
        return value
    return chinese if is_chinese() else value.en


def _local(value: date | datetime) -> date:
    return value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value


def day(value: date | datetime | None, today: date | None = None) -> str:
    """Date in a sentence: 2026年11月23日, within the year of `today` 11月23日; English 23 Nov 2026."""
    if value is None:
        return MISSING
    on = _local(value)
    same_year = today is not None and on.year == today.year
    if is_chinese():
        return f"{on.month}月{on.day}日" if same_year else f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {MONTHS[on.month - 1]}" if same_year else f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def dense_day(value: date | datetime | None, today: date | None = None) -> str:
    """Date in a dense table: 2026-11-23, within the year of `today` 11-23."""
    if value is None:
        return MISSING
    on = _local(value)
    same_year = today is not None and on.year == today.year
    return f"{on.month:02}-{on.day:02}" if same_year else on.isoformat()


def weekday(value: date | datetime) -> str:
    """Day of the week in words."""
    return (WEEKDAYS_ZH if is_chinese() else WEEKDAYS_EN)[_local(value).weekday()]


def month(value: date) -> str:
    """A month: 2026年11月; English Nov 2026."""
    return f"{value.year}年{value.month}月" if is_chinese() else f"{MONTHS[value.month - 1]} {value.year}"


def hour(value: datetime | None) -> str:
    """Time of day in Shanghai, 09:12."""
    return MISSING if value is None else f"{value.astimezone(SHANGHAI):%H:%M}"


def moment(value: datetime | None, today: date | None = None) -> str:
    """Date and time in a sentence: 2026年11月23日 09:12."""
    return MISSING if value is None else f"{day(value, today)} {hour(value)}"


def dense_moment(value: datetime | None, today: date | None = None) -> str:
    """Date and time in a dense table: 11-23 09:12."""
    return MISSING if value is None else f"{dense_day(value, today)} {hour(value)}"


def dense_due(value: datetime | None, today: date | None = None) -> str:
    """A time limit in a dense table: its last day; with the hour when it does not run to 24:00."""
    if value is None:
        return MISSING
    return dense_day(last_day(value), today) if is_whole_day(value) else dense_moment(value, today)


def for_input(value: datetime) -> str:
    """Local date and time as a datetime-local input holds it."""
    return f"{value.astimezone(SHANGHAI):%Y-%m-%dT%H:%M}"


def number(value: int | float | Decimal | None, places: int = 0) -> str:
    """Number with thousands marked and a true minus sign: 18,642, −3.5."""
    return MISSING if value is None else f"{value:,.{places}f}".replace("-", "−")


def percent(value: float | None) -> str:
    """Share with one decimal: 98.3%. Unit: value between 0 and 1."""
    return MISSING if value is None else f"{value * 100:.1f}%".replace("-", "−")


def or_missing(value: Any) -> Any:
    """The value, or a dash where there is none; zero is a value."""
    chosen = text(value)
    return MISSING if chosen is None or chosen == "" else chosen
