"""Local changes of parameters and working days: their list, one with what it would touch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk.models import Foreseen, Foresight
from fengqiao.desk.reads import choices, foresight, people, rulebook
from fengqiao.kit import clock, keyset
from fengqiao.kit.records import record
from fengqiao.law import changes
from fengqiao.law import face as law
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.supervision import face as supervision
from fengqiao.users import face as users

KINDS: dict[str, shell.Words] = {
    "number": _("Parameter"),
    "year": _("Holidays of a year"),
    "closed": _("Closed days"),
    "place": _("Change of places"),
}
WHAT_OF_PLACES: dict[str, shell.Words] = {
    "merge": _("Townships joined"),
    "rename": _("A place renamed"),
    "recode": _("Another code or parent"),
    "split": _("Villages to another township"),
    "undo": _("A change taken back"),
}
STATES: dict[str, tuple[shell.Words, shell.Tone]] = {
    "proposed": (_("Waits for a second person"), "warn"),
    "confirmed": (_("Confirmed"), "ok"),
    "refused": (_("Refused"), "danger"),
    "withdrawn": (_("Taken back"), ""),
}
TOUCHES: dict[str, shell.Words] = {
    "clock": _("Time limits that move"),
    "task": _("Tasks that lie with others or are held up"),
    "duty": _("Reports, talks and visits at other times"),
    "opens": _("Matters that would open on another day"),
    "firm": _("Time limits that become final on the same day"),
}
TOUCHES_OF_PLACES: dict[str, shell.Words] = {
    "decide": _("To be decided on by hand"),
    "file": _("Files that change hands"),
    "matter": _("Running matters that go along"),
    "post": _("Posts that go along"),
    "power": _("Delegated powers that go along"),
    "place": _("Places and offices"),
}


@record(kw_only=True)
class Line:
    """One change in a list."""

    href: str
    kind: shell.Words
    title: shell.Words
    what: str
    place: str
    valid_from: date
    state: shell.Tag
    by: str
    at: datetime
    is_correction: bool


@record(kw_only=True)
class Touched:
    """One thing that would change: whose, what, and why it is so and would be otherwise.

    `shared` is what both reasonings begin with: the rule itself.
    """

    person: shell.Person | None
    is_about_somebody: bool
    office: str
    title: shell.Words
    detail: shell.Words
    code: str
    was_on: date | None
    now_on: date | None
    shared: tuple[str, ...]
    was: tuple[str, ...]
    now: tuple[str, ...]
    is_ended: bool
    href: str


@record(kw_only=True)
class Preview:
    """How far the preview is, what it counted, and one page of what it found."""

    row: Foresight
    is_building: bool
    is_fresh: bool
    total: int
    views: tuple[shell.View, ...]
    lines: tuple[Touched, ...]
    next_cursor: str | None


@record(kw_only=True)
class Page:
    """One change with everything that may be said and done about it."""

    line: Line
    row_kind: str
    uid: UUID
    facts: tuple[shell.Fact, ...]
    preview: Preview | None
    why_not: shell.Words
    may_settle: bool
    may_withdraw: bool
    may_foresee: bool
    undo_href: str


def listed(query: choices.Query, *, by: audit.Actor) -> tuple[tuple[Line, ...], str | None]:
    """One page of the changes that hold for the viewer's place. Raises: keyset.BadCursor."""
    page = changes.listed(area=by.area, state=query.get("state"), after=query.get("after") or None, size=query.size)
    return tuple(line(row) for row in page.rows), page.next_cursor


def states(query: choices.Query) -> tuple[shell.View, ...]:
    """The states to choose from, each with its address."""
    told: dict[str, shell.Words] = {"": _("All"), **{key: words for key, (words, _tone) in STATES.items()}}
    chosen = query.get("state")
    return tuple(shell.View(words, query.having(state=key), current=key == chosen) for key, words in told.items())


def line(row: changes.ChangeRow) -> Line:
    """One change as lists and its own page show it."""
    words, tone = STATES[row.state]
    return Line(
        href=shell.address("desk:law-change", row.uid), kind=KINDS[row.kind], title=_title(row), what=_what(row),
        place=areas.place(row.area).name, valid_from=row.valid_from, state=shell.Tag(words, tone), by=row.proposed_by,
        at=row.proposed_at, is_correction=row.is_correction,
    )  # fmt: skip


def page(row: changes.ChangeRow, query: choices.Query, *, by: audit.Actor, now: datetime) -> Page:
    """One change. Raises: keyset.BadCursor."""
    sees = users.has(by, users.Right.SEE_CASES)
    found = foresight.newest(row.uid) or foresight.own_part(row) if sees else None
    why = changes.why_not_settle(
        role=by.role, area=by.area, persons=by.persons, office=row.office, proposers=row.persons, state=row.state
    )
    waits = row.state == "proposed"
    return Page(
        line=line(row), row_kind=row.kind, uid=row.uid, facts=_facts(row),
        preview=_preview(found, query, of=row.kind, by=by, now=now) if found else None,
        why_not=why, may_settle=waits and not why, may_withdraw=waits and by.person in row.persons,
        may_foresee=waits and by.area == row.office and users.has(by, users.Right.WORK_CASES),
        undo_href=_undo_href(row, by),
    )  # fmt: skip


def _undo_href(row: changes.ChangeRow, by: audit.Actor) -> str:
    """Where a confirmed change of places is taken back; empty when this viewer cannot, or it is one that takes back."""
    is_here = row.kind == changes.PLACE and row.state == "confirmed" and row.said["what"] != areas.UNDO
    may = users.has(by, users.Right.PROPOSE_LAW) and by.area == row.office
    return shell.address("desk:place-undo", row.uid) if is_here and may else ""


def _title(row: changes.ChangeRow) -> shell.Words:
    if row.kind == changes.NUMBER:
        return law.param(row.name).title
    if row.kind == changes.PLACE:
        mark = "：" if shell.is_chinese() else ": "
        return f"{WHAT_OF_PLACES[row.said['what']]}{mark}{areas.full_name(row.name)}"
    return f"{KINDS[row.kind]} {row.name}".strip()


def _what(row: changes.ChangeRow) -> str:
    said: dict[str, Any] = row.said
    if row.kind == changes.NUMBER:
        return str(_("follows the level above again")) if said.get("follows") else amount(row)
    if row.kind == changes.PLACE:
        return _moves(areas.read_change(said))
    if row.kind == changes.YEAR:
        told = {"off": len(said["closed"]), "worked": len(said["worked"])}
        return str(_("%(off)s days off, %(worked)s make-up days") % told)
    closed, opened = "、".join(said["closed"]), "、".join(said["reopened"])
    return " ".join(part for part in (closed, opened and str(_("opened again: %(days)s") % {"days": opened})) if part)


def _moves(change: areas.PlaceChange) -> str:
    """From which place to which; who is renamed, to what."""
    moves = [f"{areas.full_name(was)} → {areas.full_name(now)}" for was, now in change.moves.items()]
    mark, between = ("：", "；") if shell.is_chinese() else (": ", "; ")
    names = [f"{areas.full_name(code)}{mark}{name.name}" for code, name in change.names.items()]
    return between.join((*moves[:3], *(("…",) if len(moves) > 3 else ()), *names))


def amount(row: changes.ChangeRow) -> str:
    """A proposed value with its unit, and what applies on the day before."""
    language: law.Language = "zh" if shell.is_chinese() else "en"
    before = law.param(row.name, on=row.valid_from, area=row.area)
    with law.supposing(changes.supposed(row)):
        after = law.param(row.name, on=row.valid_from, area=row.area)
    return (
        after.amount(language) if row.state != "proposed" else f"{before.amount(language)} → {after.amount(language)}"
    )


def _facts(row: changes.ChangeRow) -> tuple[shell.Fact, ...]:
    found: list[tuple[shell.Words, Any]] = [
        (_("Change"), _what(row)),
        (_("Place"), areas.place(row.area).name),
        (_("From which day on"), shell.day(row.valid_from)),
        (_("Reasons"), row.reason),
        (_("Document"), row.document),
        (_("Proposed by"), f"{row.proposed_by} {shell.moment(row.proposed_at)}"),
    ]
    if row.settled_at is not None:
        found.append((STATES[row.state][0], f"{row.settled_by} {shell.moment(row.settled_at)} {row.note}".strip()))
    if row.kind == changes.YEAR:
        found += [(_("Days off"), "、".join(row.said["closed"])), (_("Make-up days"), "、".join(row.said["worked"]))]
    return tuple(shell.Fact(label, value) for label, value in found)


def _preview(row: Foresight, query: choices.Query, *, of: str, by: audit.Actor, now: datetime) -> Preview:
    kinds = TOUCHES_OF_PLACES if of == changes.PLACE else TOUCHES
    kind = query.get("kind") or next((each for each in kinds if row.counts.get(each)), next(iter(kinds)))
    rows = Foreseen.objects.filter(foresight=row.uid, kind=kind)
    found = keyset.page(rows, order=("id",), after=query.get("after") or None, size=query.size)
    named = people.named(ids={each.about for each in found.rows}, by=by, today=clock.local_day(now))
    return Preview(
        row=row, is_building=row.state == foresight.BUILDING, is_fresh=foresight.is_fresh(row, at=now),
        total=sum(row.counts.values()), views=_views(row, query, kind, kinds),
        lines=tuple(_touched(each, named.get(each.about)) for each in found.rows), next_cursor=found.next_cursor,
    )  # fmt: skip


def _views(
    row: Foresight, query: choices.Query, chosen: str, kinds: Mapping[str, shell.Words]
) -> tuple[shell.View, ...]:
    return tuple(
        shell.View(f"{words} {row.counts.get(kind, 0)}", query.having(kind=kind), current=kind == chosen)
        for kind, words in kinds.items()
    )


def _touched(row: Foreseen, person: people.Named | None) -> Touched:
    title, detail = _names(row)
    place = 0 if shell.is_chinese() else 1
    was, now = ([each[place] for each in row.told.get(when, ())] for when in ("was", "now"))
    pairs = enumerate(zip(was, now, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(was), len(now)))
    return Touched(
        person=person.cell if person else None, is_about_somebody=row.about != 0,
        office=areas.office_name(row.area), title=title, detail=detail,
        code=row.code if row.kind in TOUCHES and row.kind != "duty" else "", was_on=row.was_on, now_on=row.now_on,
        is_ended=row.is_ended, shared=tuple(was[:same]), was=tuple(was[same:]), now=tuple(now[same:]),
        href=people.matter_href(row.matter) if row.matter else "",
    )  # fmt: skip


def _names(row: Foreseen) -> tuple[shell.Words, shell.Words]:
    """What it is called: a limit or a step and its procedure, or a duty."""
    if row.kind == "duty":
        return supervision.KINDS[row.code], ""
    if row.kind in TOUCHES_OF_PLACES and not row.procedure:
        return (row.code or TOUCHES_OF_PLACES["file"]), ""
    return procedures.names_of(row.procedure, row.version, row.step, row.code)


def now_applies(parameter: law.Parameter) -> tuple[shell.Fact, ...]:
    """What applies today, beside the form that proposes something else."""
    language: law.Language = "zh" if shell.is_chinese() else "en"
    return (
        shell.Fact(_("Parameter code"), parameter.name),
        shell.Fact(_("Applies today"), parameter.amount(language)),
        shell.Fact(_("Set by"), rulebook.source_name(parameter.source)),
        shell.Fact(_("Valid from"), shell.day(parameter.valid_from)),
    )
