"""Counting for the definitions: days of leave, the sum within two months, and what "leaving the city" is.
Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fengqiao.law import face as law

#: First digits of the codes of Hong Kong, Macao and Taiwan: going there is leaving the border.
BEYOND_THE_BORDER = ("71", "81", "82")


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of one leave, both included."""

    first: date
    last: date


def counted_days(span: Span, *, counting: str) -> frozenset[date]:
    """The days of a leave that count: all of them, or without the day of leaving (never less than one).

    Law: Implementation Measures arts 26-27 are silent; the parameter leave.counting says which.
    Unit: calendar days in Asia/Shanghai.
    """
    if counting not in {"inclusive", "exclusive"}:
        raise ValueError(f"leave.counting: {counting}")
    first = span.first if counting == "inclusive" or span.last <= span.first else span.first + timedelta(days=1)
    return frozenset(first + timedelta(days=n) for n in range((span.last - first).days + 1))


def days_of(span: Span, *, counting: str) -> int:
    """How many days a leave has. Unit: calendar days."""
    return len(counted_days(span, counting=counting))


def days_within(this: Span, others: Iterable[Span], *, months: int, counting: str, window: str) -> int:
    """The sum of days of leave within the window that ends on the last day of this leave, this leave
    included.

    A day on two leaves (back in the morning, away again in the evening) counts once: nobody is away twice.

    Law: Implementation Measures art. 27 (the sum within two months).
    Unit: calendar days.
    """
    first, last = window_of(this.last, months=months, window=window)
    days: set[date] = set()
    for span in (this, *others):
        days |= counted_days(span, counting=counting)
    return sum(first <= day <= last for day in days)


def window_of(last_day: date, *, months: int, window: str) -> tuple[date, date]:
    """The window in which leave is summed: rolling back from the last day, or whole calendar months up to it.

    Law: Implementation Measures art. 27 does not say which; the parameter leave.sum_window does.
    """
    match window:
        case "rolling":
            return law.window_back(last_day, months)
        case "calendar":
            return law.add_months(last_day.replace(day=1), 1 - months), last_day
        case _:
            raise ValueError(f"leave.sum_window: {window}")


def city_area(code: str) -> str:
    """The area within which moving about is not leaving: all districts of one city, or one county or
    county-level city.

    The fifth and sixth digits of a division code tell: 01-20 are districts of the city in the first four
    digits; 00
    is a city without districts; the rest are counties and county-level cities. Under x90x the province
    governs
    county-level places directly, so each stands for itself.

    Law: Implementation Measures art. 26.
    """
    city, kind = code[:4], code[4:6]
    if len(code) < 6 or city.endswith("90"):
        return code[:6]
    return city if kind == "00" or 1 <= int(kind) <= 20 else code[:6]


def leaves_the_city(residence: str, place: str) -> bool:
    """Whether going to a place is leaving the city or county one lives in.

    A place named no finer than its city or province may lie outside, so going there is leaving, unless
    that city
    has no districts and is itself the place one lives in.

    Law: Community Corrections Law art. 27; Implementation Measures art. 26.
    """
    home = city_area(residence)
    if len(place) < 6:
        return not (len(place) == 4 and residence[:6] == f"{place}00")
    return city_area(place) != home


def is_beyond_the_border(place: str) -> bool:
    """Hong Kong, Macao and Taiwan; foreign countries have no division code and are asked for in the form."""
    return place.startswith(BEYOND_THE_BORDER)


def touches(place: str, area: str) -> bool:
    """Whether a place lies in an area or contains it, by their codes."""
    return place.startswith(area) or area.startswith(place)
