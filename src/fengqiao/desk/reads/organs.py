"""The register of organs on pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk.reads.choices import Query
from fengqiao.kit.records import record
from fengqiao.letters import face as letters
from fengqiao.shell import face as shell

CHANGES: Final[Mapping[str, shell.Words]] = {
    "added": _("Added"), "corrected": _("Put right"), "renamed": _("Renamed"), "ended": _("No longer in use"),
}  # fmt: skip
KINDS: Final = (("", _("All")), *((key, letters.ORGANS[key]) for key in letters.REGISTERED))


@record(kw_only=True)
class Line:
    """An entry in the list."""

    row: letters.OrganRow
    place: str
    href: str
    stands: bool


@record(kw_only=True)
class OrgansPage:
    """The register of a county."""

    rows: tuple[Line, ...]
    views: tuple[shell.View, ...]
    fields: tuple[shell.Field, ...]
    may_add: bool
    is_demonstration: bool


@record(kw_only=True)
class EntryPage:
    """One entry: what it says, its other names, its versions. `filled` is what the form begins with."""

    row: letters.OrganRow
    facts: tuple[shell.Fact, ...]
    versions: tuple[tuple[shell.Words, datetime, str, str, str], ...]
    former_href: str
    may_change: bool
    filled: Mapping[str, Any]


def list_page(query: Query, *, county: str, by: audit.Actor, today: date) -> OrgansPage:
    """The entries of a county, those that ended as well when they are asked for: one query."""
    ended = query.get("show") == "ended"
    found = letters.organs(area=county, kind=query.get("kind"), ended=ended, on=today)
    return OrgansPage(
        rows=tuple(_line(row, today) for row in found),
        views=tuple(
            shell.View(title, query.having(show=show), current=query.get("show") == show)
            for show, title in (("", _("Written to now")), ("ended", _("Former ones too")))
        ),
        fields=(
            shell.Field(name="kind", label=_("Kind of organ"), kind="select", choices=KINDS, value=query.get("kind")),
        ),
        may_add=letters.keeps(by, county),
        is_demonstration=any(row.demonstration for row in found),
    )


def _line(row: letters.OrganRow, today: date) -> Line:
    return Line(row=row, place=_place(row), href=shell.address("desk:organ", row.uid), stands=row.stands(today))


def entry_page(uid: UUID, *, county: str, by: audit.Actor, today: date) -> EntryPage:
    """One entry of this county's register. Raises: letters.UnknownOrgan."""
    row, versions = letters.organ(uid, area=county)
    named = {name: getattr(row, name) for name in letters.Entry.__dataclass_fields__}
    return EntryPage(
        row=row,
        facts=tuple(_facts(row)),
        versions=tuple((CHANGES[v.what], v.at, v.name, v.reason, _said(v)) for v in versions),
        former_href=shell.address("desk:organ", row.former) if row.former else "",
        may_change=letters.keeps(by, county) and row.valid_to is None,
        filled={**named, "valid_from": today},
    )


def _facts(row: letters.OrganRow) -> Iterable[shell.Fact]:
    yield shell.Fact(_("Kind of organ"), row.kind_title)
    for label, value in (
        (_("Place"), _place(row)), (_("Postal address"), row.address), (_("Telephone of the office"), row.phone),
        (_("Fax"), row.fax), (_("E-mail"), row.email),
    ):  # fmt: skip
        if value:
            yield shell.Fact(label, value)
    yield shell.Fact(_("From which day on"), shell.day(row.valid_from))
    if row.valid_to is not None:
        yield shell.Fact(_("No longer from this day on"), shell.day(row.valid_to))


def _place(row: letters.OrganRow) -> str:
    return areas.full_name(row.place) if row.place and areas.exists(row.place) else ""


def _said(version: letters.OrganVersion) -> str:
    parts = (version.said.get(name, "") for name in ("name", "address", "phone", "fax", "email"))
    return "，".join(part for part in parts if part)
