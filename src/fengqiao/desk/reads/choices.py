"""The filters of the lists: fields with what may be chosen, and the applied conditions as chips."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects

CLASSES = (("strict", _("Strict")), ("normal", _("Normal")), ("lenient", _("Lenient")))


class Query(Protocol):
    """The conditions of a list, as the address holds them."""

    def get(self, name: str) -> str: ...

    def having(self, **changes: str) -> str: ...

    def without(self, name: str) -> str: ...

    def day(self, name: str) -> date | None: ...

    @property
    def after(self) -> str | None: ...

    @property
    def size(self) -> int: ...


def scopes(query: Query) -> tuple[shell.View, ...]:
    """Mine, or all that lies in my places."""
    everything = query.get("scope") == "all"
    return (
        shell.View(_("Mine"), query.without("scope"), current=not everything),
        shell.View(_("All in my places"), query.having(scope="all"), current=everything),
    )


def inbox_fields(query: Query, *, by: audit.Actor, on: date) -> tuple[shell.Field, ...]:
    """State, procedure and office."""
    return (
        _select(query, "state", _("Time left"), _states()),
        _select(query, "procedure", _("Procedure"), _procedures(on)),
        *_offices(query, by),
    )


def caseload_fields(query: Query, *, by: audit.Actor, officers: tuple[tuple[str, str], ...]) -> tuple[shell.Field, ...]:
    """State, category, class, officer, office, and the minors' regime for those who may be told of it."""
    minors = (_select(query, "minor", _("Regime of minors"), (("yes", _("Only minors")), ("no", _("Without minors")))),)
    return (
        _select(query, "category", _("Category"), codes("category")),
        _select(query, "class", _("Class"), CLASSES),
        _select(query, "state", _("State of correction"), codes("state")),
        _select(query, "officer", _("Officer in charge"), officers),
        *_offices(query, by),
        *(minors if subjects.answers_for_minors(by) else ()),
    )


def stood_fields(query: Query, *, by: audit.Actor, on: date, of: str) -> tuple[shell.Field, ...]:
    """Of a list as it stood: the state of persons or the procedure of what waited, and the office."""
    if of == "caseload":
        return (_select(query, "state", _("State of correction"), codes("state")), *_offices(query, by))
    return (_select(query, "procedure", _("Procedure"), _procedures(on)), *_offices(query, by))


def calendar_fields(
    query: Query, *, by: audit.Actor, officers: tuple[tuple[str, str], ...], kinds: Mapping[str, Any]
) -> tuple[shell.Field, ...]:
    """Kind, officer and office."""
    return (
        _select(query, "kind", _("Kind"), tuple(kinds.items())),
        _select(query, "officer", _("Officer in charge"), officers),
        *_offices(query, by),
    )


def period_fields(
    query: Query, *, by: audit.Actor, officers: tuple[tuple[str, str], ...], reports: bool
) -> tuple[shell.Field, ...]:
    """State (of reports alone), class, officer and office."""
    return (
        *((_select(query, "state", _("State"), tuple(_waits().items())),) if reports else ()),
        _select(query, "class", _("Class"), CLASSES),
        _select(query, "officer", _("Officer in charge"), officers),
        *_offices(query, by),
    )


def period_chips(query: Query, *, officers: tuple[tuple[str, str], ...]) -> tuple[shell.Chip, ...]:
    """The conditions of the list of this period, each removable."""
    return _chips(query, {"state": _waits(), "class": dict(CLASSES), "officer": dict(officers), "office": None})


def _waits() -> dict[str, Any]:
    return {"due": _("Due"), "overdue": _("Overdue"), "settled": _("Nothing waits")}


def inbox_chips(query: Query, *, on: date) -> tuple[shell.Chip, ...]:
    """The conditions of the inbox, each removable."""
    return _chips(query, {"state": dict(_states()), "procedure": dict(_procedures(on)), "office": None})


def caseload_chips(query: Query, *, officers: tuple[tuple[str, str], ...]) -> tuple[shell.Chip, ...]:
    """The conditions of the caseload, each removable."""
    known: dict[str, dict[str, Any] | None] = {
        "category": dict(codes("category")),
        "class": dict(CLASSES),
        "state": dict(codes("state")),
        "officer": dict(officers),
        "office": None,
        "minor": {"yes": _("Only minors"), "no": _("Without minors")},
    }
    return _chips(query, known)


def caseload_known(*, officers: tuple[tuple[str, str], ...]) -> dict[str, Collection[str] | None]:
    """Which values of a condition exist; None where the table of places says it."""
    return {
        "category": dict(codes("category")),
        "class": dict(CLASSES),
        "state": dict(codes("state")),
        "officer": dict(officers),
        "office": None,
    }


def inbox_known(*, on: date) -> dict[str, Collection[str] | None]:
    """The same for the conditions of the inbox."""
    return {"procedure": dict(_procedures(on)), "office": None}


def codes(table: str) -> tuple[tuple[str, Any], ...]:
    """A closed list of the register with its words."""
    return tuple(subjects.codes(table).items())


def word(table: str, code: str) -> shell.Words:
    """One code of the register in words."""
    return subjects.label(table, code)


def _states() -> tuple[tuple[str, Any], ...]:
    return (
        ("over", _("Overdue")),
        ("today", _("Due today")),
        ("soon", _("Within three working days")),
        ("approve", _("Waiting for my decision")),
    )


def _procedures(on: date) -> tuple[tuple[str, Any], ...]:
    return tuple((each.key, each.title) for each in procedures.all_current(on))


def _offices(query: Query, by: audit.Actor) -> tuple[shell.Field, ...]:
    """The offices in the viewer's places; whoever works in one office has nothing to choose."""
    if areas.level_of(by.area) > areas.Level.COUNTY:
        return ()
    if areas.level_of(by.area) is areas.Level.COUNTY:
        listed = tuple((office.area, office.short_name) for office in areas.offices_below(by.area))
    else:
        listed = tuple((place.code, place.name) for place in areas.children(by.area))
    return (_select(query, "office", _("Office"), listed),)


def _select(query: Query, name: str, label: Any, listed: tuple[tuple[str, Any], ...]) -> shell.Field:
    return shell.Field(
        name=name, label=label, kind="select", value=query.get(name), choices=(("", _("All")), *listed), span=2
    )


def _chips(query: Query, known: dict[str, dict[str, Any] | None]) -> tuple[shell.Chip, ...]:
    made = []
    for name, words in known.items():
        value = query.get(name)
        if value:
            label = (areas.place(value).name if areas.exists(value) else "") if words is None else words.get(value)
            made.append(shell.Chip(label or _("%(code)s (no longer exists)") % {"code": value}, query.without(name)))
    return tuple(made)
