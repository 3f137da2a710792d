"""What `fengqiao law due|term|param` prints: one plain document for programs, lines for people.

Everything asked for in a wrong way raises a `LawError`; the command line ends with its `exit_code`, 2.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from fengqiao.law.citations import Language
from fengqiao.law.clocks import Due, due
from fengqiao.law.errors import WrongInput
from fengqiao.law.parameters import Parameter, param, unit_name
from fengqiao.law.terms import Term, term
from fengqiao.law.zone import local_day, local_moment

Document = dict[str, Any]


def due_document(
    clock: str, *, start: str, area: str | None = None, agreed: str | None = None, language: Language = "zh"
) -> Document:
    """The document of `law due ID --from WHEN`. Raises: LawError."""
    return describe_due(_due(clock, start, area, agreed), language=language)


def due_text(
    clock: str, *, start: str, area: str | None = None, agreed: str | None = None, language: Language = "zh"
) -> str:
    """The same for people: the answer first, then the reasoning. Raises: LawError."""
    found = _due(clock, start, area, agreed)
    if found.last_good_day is None:
        head = f"{found.id}: {found.rule.amount(language)}"
    elif found.kind in ("hours", "instant"):
        head = f"{found.id}: {found.due_at:%Y-%m-%d %H:%M}"
    else:
        head = f"{found.id}: {found.last_good_day}"
    return _lines(head, found.reasoning(language))


def describe_due(found: Due, *, language: Language = "zh") -> Document:
    """A due day as plain values. A limit has no days; a window has its first good day too."""
    document: Document = {
        "id": found.id,
        "kind": found.kind,
        "number": found.number,
        "unit": found.unit,
        "start": _start(found),
    }
    if found.first_good_day is not None:
        document["first_good_day"] = found.first_good_day.isoformat()
    if found.last_good_day is not None and found.first_late_day is not None and found.due_at is not None:
        document["last_good_day"] = found.last_good_day.isoformat()
        document["first_late_day"] = found.first_late_day.isoformat()
        document["due_at"] = found.due_at.isoformat()
        document["rolled"] = found.rolled
    return document | {
        "mark": found.mark,
        "basis": list(found.basis_keys),
        "provisional": found.provisional,
        "reasoning": list(found.reasoning(language)),
    }


def term_document(
    category: str,
    *,
    start: str,
    years: int = 0,
    months: int = 0,
    days: int = 0,
    custody_days: int = 0,
    language: Language = "zh",
) -> Document:
    """The document of `law term`. Raises: LawError."""
    found = _term(category, start, years, months, days, custody_days)
    return {
        "start": found.start.isoformat(),
        "end": found.end.isoformat(),
        "days": found.days,
        "reasoning": list(found.reasoning(language)),
        "basis": [key for citation in found.basis for key in citation.keys],
    }


def term_text(
    category: str,
    *,
    start: str,
    years: int = 0,
    months: int = 0,
    days: int = 0,
    custody_days: int = 0,
    language: Language = "zh",
) -> str:
    """The same for people. Raises: LawError."""
    found = _term(category, start, years, months, days, custody_days)
    length = f"{found.days} {unit_name('cd', language, found.days)}"
    labels = (citation.label(language) for citation in found.basis)
    return _lines(f"{found.start} – {found.end} ({length})", (*found.reasoning(language), *labels))


def param_document(name: str, *, on: str | None = None, area: str | None = None) -> Document:
    """The document of `law param`. Raises: LawError."""
    found = _param(name, on, area)
    return {
        "name": found.name,
        "value": list(found.value) if isinstance(found.value, tuple) else found.value,
        "unit": found.unit,
        "mark": found.mark,
        "basis": list(found.basis_keys),
        "valid_from": found.valid_from.isoformat(),
        "source": found.source,
    }


def param_text(name: str, *, on: str | None = None, area: str | None = None, language: Language = "zh") -> str:
    """The same for people. Raises: LawError."""
    found = _param(name, on, area)
    head = f"{found.name} = {found.amount(language)}"
    labels = (citation.label(language) for citation in found.basis)
    return _lines(head, (found.title.of(language), *labels, f"{found.mark} · {found.valid_from} · {found.source}"))


def read_day(text: str) -> date:
    """A day written as YYYY-MM-DD. Raises: WrongInput."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongInput("bad_date", f"not a date (YYYY-MM-DD): {text!r}", text=text) from None


def read_when(text: str) -> date | datetime:
    """A day, or a moment with or without its zone (without: Shanghai time). Raises: WrongInput."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return local_moment(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        raise WrongInput("bad_date", f"not a date or a moment: {text!r}", text=text) from None


def _due(clock: str, start: str, area: str | None, agreed: str | None) -> Due:
    return due(clock, start=read_when(start), area=area, agreed=read_day(agreed) if agreed else None)


def _term(category: str, start: str, years: int, months: int, days: int, custody_days: int) -> Term:
    return term(category, start=read_day(start), years=years, months=months, days=days, custody_days=custody_days)


def _param(name: str, on: str | None, area: str | None) -> Parameter:
    return param(name, on=read_day(on) if on else None, area=area)


def _start(found: Due) -> str:
    if not isinstance(found.start, datetime):
        return found.start.isoformat()
    if found.kind in ("hours", "instant"):
        return local_moment(found.start).isoformat()
    return local_day(found.start).isoformat()


def _lines(head: str, rest: Iterable[str]) -> str:
    return "\n".join((head, *(f"  {line}" for line in rest)))
