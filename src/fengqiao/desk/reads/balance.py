"""The register's balance on a page: who stood in it, came and left, by month and by place. Nobody is named."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk.reads.choices import Query
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects

YEARS = 5
"""How many years back the page offers."""


@record(kw_only=True)
class Line:
    """One balance. `href` leads to the same by place, or to the place itself."""

    label: shell.Words
    found: subjects.Balance
    tag: shell.Tag
    href: str
    current: bool


@record(kw_only=True)
class BalancePage:
    """A year by months, and one month of it by the places below."""

    place: str
    month: shell.Words
    months: tuple[Line, ...]
    places: tuple[Line, ...]
    years: tuple[shell.View, ...]


def balance_page(query: Query, *, by: audit.Actor, now: datetime) -> BalancePage:
    """The page. Two queries, whatever the number of people, months and places."""
    today, place = clock.local_day(now), query.get("place") or by.area
    year = min(int(query.get("year") or today.year), today.year)
    last = today.month if year == today.year else 12
    chosen = min(int(query.get("month") or last), last)
    spans = [_span(year, month, today) for month in range(1, last + 1)]
    found = subjects.balances(by=by, place=place, spans=spans)
    below = subjects.balances_below(by=by, place=place, since=spans[chosen - 1][0], until=spans[chosen - 1][1])
    at = {"year": str(year), "place": query.get("place")}
    return BalancePage(
        place=areas.office_name(place),
        month=_month(year, chosen),
        months=tuple(
            _line(_month(year, n), each, href=query.having(**at, month=str(n)), current=n == chosen)
            for n, each in reversed(list(enumerate(found, 1)))
        ),
        places=tuple(_place(query, each, year=year, month=chosen) for each in below),
        years=tuple(
            shell.View(str(each), query.having(year=str(each), month=""), current=each == year)
            for each in range(today.year, today.year - YEARS, -1)
        ),
    )


def _span(year: int, month: int, today: date) -> tuple[date, date]:
    """From the end of the month before to the end of this one, or to today."""
    first = date(year, month, 1)
    return first - timedelta(days=1), min(law.add_months(first, 1) - timedelta(days=1), today)


def _month(year: int, month: int) -> shell.Text:
    return shell.Text(f"{year}年{month}月", f"{year}-{month:02d}")


def _place(query: Query, found: subjects.Balance, *, year: int, month: int) -> Line:
    """A place below; an office has none below itself, so it leads nowhere further."""
    further = {"place": found.place, "year": str(year), "month": str(month)}
    href = query.having(**further) if len(found.place) < len("330681109") else ""
    return _line(areas.office_name(found.place), found, href=href, current=False)


def _line(label: shell.Words, found: subjects.Balance, *, href: str, current: bool) -> Line:
    tag = shell.Tag(_("Balanced"), "ok") if found.holds else shell.Tag(_("Does not balance"), "danger")
    return Line(label=label, found=found, tag=tag, href=href, current=current)
