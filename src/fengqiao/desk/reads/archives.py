"""Archives on pages: the list of a place, one archive with its index, what may be done to it by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk.reads import basis, deadlines, people
from fengqiao.desk.reads.choices import Query
from fengqiao.documents import face as documents
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

KEPT: Final = "open"
LENDING: Final = "archive_lending"
"""The procedure by which an archive is lent."""
VIEWS: Final[Mapping[str, tuple[shell.Words, tuple[str, ...]]]] = {
    KEPT: (_("Being kept"), ()),
    "collecting": (_("Waits for the office"), ("collecting",)),
    "checking": (_("To be closed"), ("checking",)),
    "overdue": (_("Overdue"), ("checking", "collecting", "lent")),
    "lent": (_("Lent"), ("lent",)),
    "closed": (_("Archived"), ("closed",)),
    "stored": (_("In the archive room"), ("stored",)),
}
TONES: Final[Mapping[str, shell.Tone]] = {
    "open": "info", "collecting": "warn", "checking": "warn", "closed": "ok", "stored": "ok", "lent": "notice",
}  # fmt: skip
WAITING: Final = frozenset({"collecting", "checking", "lent"})
_CLOCKS: Final = {"collecting": "ARC-2", "checking": "ARC-1", "lent": "archive.lending_d"}
EVENTS: Final[Mapping[str, shell.Words]] = {
    "ended": _("Corrections ended"),
    "handed_over": _("Handed over by the office"),
    "sent_back": _("Sent back as incomplete"),
    "closed": _("Closed; the index is final"),
    "stored": _("Put into the archive room"),
    "lent": _("Lent"),
    "extended": _("Loan extended"),
    "returned": _("Brought back"),
    "looked": _("Sealed archive looked into"),
    "struck": _("A piece was struck out"),
}
_RETENTION: Final = {"permanent": ("永久", "permanent"), "30_years": ("三十年", "thirty years")}


@record(kw_only=True)
class Line:
    """An archive in the list. Without a person it is one that the viewer may not know of."""

    person: people.Named | None
    office: str
    tag: shell.Tag
    ended_on: date | None
    due: shell.Due | None
    is_sealed: bool
    href: str


@record(kw_only=True)
class ListPage:
    """One page of the list."""

    lines: tuple[Line, ...]
    next_cursor: str | None
    place: str


@record(kw_only=True)
class Part:
    """The execution or the work archive, its pieces by section."""

    key: str
    title: shell.Words
    sections: tuple[tuple[shell.Words, tuple[documents.Entry, ...]], ...]
    pieces: int
    pages: int
    may_file: bool


@record(kw_only=True)
class ArchivePage:
    """One archive as its page shows it. `shut`: sealed, and not opened by this viewer today."""

    person: people.Named
    tag: shell.Tag
    due: shell.Due | None
    facts: tuple[shell.Fact, ...]
    parts: tuple[Part, ...]
    gaps: tuple[documents.Gap, ...]
    history: tuple[tuple[shell.Words, datetime, str, date | None], ...]
    matters: tuple[tuple[shell.Words, str], ...]
    sheets: tuple[tuple[shell.Words, str], ...]
    digest: str
    tampered: bool
    is_sealed: bool
    shut: bool
    may_open: bool
    lend_href: str
    may_strike: bool
    looks: tuple[documents.ArchiveEventRow, ...]
    href: str


def listed(query: Query, *, by: audit.Actor, now: datetime) -> ListPage:
    """One page of the list: people in correction, or archives at a stage. Raises: keyset.BadCursor."""
    today, view = clock.local_day(now), query.get("view") or KEPT
    area, after, size = query.get("office") or by.area, query.get("after") or None, int(query.get("size") or 50)
    if view == KEPT:
        return _kept(area, by=by, today=today, after=after, size=size)
    stages = VIEWS[view][1]
    before = today if view == "overdue" else None
    page = documents.archives(area=area, stages=stages, before=before, after=after, size=size)
    known = people.named(ids={row.subject_id for row in page.rows}, by=by, today=today)
    lines = tuple(_line(row, known.get(row.subject_id), now=now) for row in page.rows)
    return ListPage(lines=lines, next_cursor=page.next_cursor, place=areas.office_name(area))


def _kept(area: str, *, by: audit.Actor, today: date, after: str | None, size: int) -> ListPage:
    """Whoever is registered has an archive that is being kept, of the papers issued so far."""
    filters = subjects.CaseloadFilters(state="in_correction", office=area)
    page = subjects.caseload(by=by, today=today, filters=filters, after=after, size=size)
    lines = tuple(
        Line(
            person=people.of_row(row), office=areas.office_name(row.area), tag=_tag(KEPT), ended_on=None, due=None,
            is_sealed=False, href=shell.address("desk:archive", row.uid),
        )
        for row in page.rows
    )  # fmt: skip
    return ListPage(lines=lines, next_cursor=page.next_cursor, place=areas.office_name(area))


def _line(row: documents.ArchiveRow, person: people.Named | None, *, now: datetime) -> Line:
    return Line(
        person=person,
        office=areas.office_name(row.area),
        tag=_tag(row.stage),
        ended_on=row.ended_on,
        due=_due(row, now),
        is_sealed=row.minors and row.stage in ("closed", "stored", "lent"),
        href=shell.address("desk:archive", person.uid) if person else "",
    )


def _tag(stage: str) -> shell.Tag:
    return shell.Tag(documents.STAGES[stage], TONES[stage])


def _due(row: documents.ArchiveRow | None, now: datetime) -> shell.Due | None:
    """The last day of what comes next; its reasoning is the procedure's own clock."""
    if row is None or row.stage not in WAITING:
        return None
    at = clock.start_of(row.due + timedelta(days=1))
    found = law.param(_CLOCKS[row.stage], on=clock.local_day(now), area=row.area)
    return shell.Due(at, now, basis.of(found.basis), soon_days=deadlines.soon_days(now))


@record(kw_only=True)
class LentLine:
    """One archive that is lent. Of a minor's sealed archive the borrower stands behind its lock."""

    line: Line
    borrower: str
    unit: str
    lent_on: date | None


@record(kw_only=True)
class LentPage:
    """One page of what is lent."""

    lines: tuple[LentLine, ...]
    next_cursor: str | None
    place: str


def lent(query: Query, *, by: audit.Actor, now: datetime) -> LentPage:
    """What is lent in one's place, what should be back first. Queries: archives, loans, names.

    Raises: keyset.BadCursor. Whoever may not know of the person is not told who asked for the archive either.
    """
    today = clock.local_day(now)
    before = today if query.get("view") == "overdue" else None
    page = documents.loans(area=by.area, before=before, after=query.get("after") or None, size=query.size)
    known = people.named(ids={row.archive.subject_id for row in page.rows}, by=by, today=today)
    lines = []
    for row in page.rows:
        person = known.get(row.archive.subject_id)
        borrower, unit = (row.borrower, row.unit) if person else ("", "")
        line = _line(row.archive, person, now=now)
        lines.append(LentLine(line=line, borrower=borrower, unit=unit, lent_on=row.lent_on))
    return LentPage(lines=tuple(lines), next_cursor=page.next_cursor, place=areas.office_name(by.area))


def lent_views(query: Query) -> tuple[shell.View, ...]:
    """Everything that is lent, or what should be back already."""
    chosen = query.get("view")
    titles = {"": _("Lent"), "overdue": _("Should be back")}
    return tuple(shell.View(title, query.having(view=key), current=key == chosen) for key, title in titles.items())


def views(query: Query, *, by: audit.Actor) -> tuple[shell.View, ...]:
    """The stages as views of the list; for a county and below with how many stand there."""
    counts = documents.counts_by_stage(area=query.get("office") or by.area) if by.level >= areas.Level.COUNTY else {}
    chosen = query.get("view") or KEPT
    return tuple(
        shell.View(
            title, query.having(view="" if key == KEPT else key), current=key == chosen,
            count=counts.get(key, 0) if counts and len(stages) == 1 else None,
        )
        for key, (title, stages) in VIEWS.items()
    )  # fmt: skip


def archive_page(uid: UUID, *, by: audit.Actor, now: datetime) -> ArchivePage:
    """One archive. The look is on record. Raises: subjects.UnknownSubject."""
    today = clock.local_day(now)
    row = subjects.row(uid=uid, by=by, today=today)
    view = documents.archive_of(subject_id=row.id, on=today)
    audit.read(by=by, what="archive", about=str(uid), area=row.area)
    shut = not view.is_open_to(by.persons, on=today)
    matters = tuple(each for each in procedures.matters_of(subject_id=row.id) if each.key in _OWN)
    called = procedures.called_for(subject_id=row.id, on=today).papers if not view.is_frozen else ()
    return ArchivePage(
        person=people.of_row(row),
        tag=_tag(view.stage),
        due=_due(view.row, now),
        facts=_facts(row, view, today=today, shut=shut),
        parts=() if shut else tuple(_part(key, view, row, by=by) for key in documents.PARTS),
        gaps=documents.missing(called, view.entries, view.states),
        history=tuple((EVENTS[each.what], each.at, each.name, each.until) for each in view.events),
        matters=tuple((each.title, people.matter_href(each.uid)) for each in matters),
        sheets=() if shut else _sheets(matters),
        digest="" if shut else view.digest,
        tampered=view.tampered,
        is_sealed=view.is_sealed,
        shut=shut,
        may_open=shut and documents.opens_sealed(by, area=row.area),
        lend_href=_lend_href(uid, view, matters, by=by),
        may_strike=not view.is_frozen,
        looks=tuple(each for each in view.events if each.what == "looked"),
        href=shell.address("desk:archive", uid),
    )


_OWN: Final = frozenset({"archive", LENDING})


def _lend_href(
    uid: UUID, view: documents.ArchiveView, matters: tuple[procedures.MatterRow, ...], *, by: audit.Actor
) -> str:
    """Where a loan is asked for, while the archive stands in the archive room and nobody has asked yet."""
    asked = any(each.key == LENDING and each.ended_at is None for each in matters)
    may = view.stage == "stored" and not asked and users.has(by, users.Right.WORK_CASES)
    return shell.address("desk:start", uid, LENDING) if may else ""


def _sheets(matters: tuple[procedures.MatterRow, ...]) -> tuple[tuple[shell.Words, str], ...]:
    """Cover, index, note sheet and lending forms, as papers to print."""
    return tuple(
        (paper.title, shell.address("desk:paper", paper.uid))
        for matter in matters
        for paper in documents.of_matter(matter.uid)
    )


def _facts(row: subjects.SubjectRow, view: documents.ArchiveView, *, today: date, shut: bool) -> tuple[shell.Fact, ...]:
    """Since when it is kept, how long, where it stands; while it is lent, who has it."""
    closed, stored, lent = view.last("closed"), view.last("stored"), view.last("lent")
    opened_on = view.row.opened_on if view.row else row.registered_on
    setting = law.param("archive.retention", on=today, area=row.area)
    kept = str(closed.detail["retention"]) if closed else str(setting.value)
    facts = [
        shell.Fact(_("Opened"), shell.day(opened_on) if opened_on else "—"),
        shell.Fact(_("Corrections ended"), shell.day(view.row.ended_on) if view.row and view.row.ended_on else "—"),
        shell.Fact(_("Archived on"), shell.day(closed.at.date()) if closed else "—"),
        shell.Fact(_("Retention"), shell.Text(*_retention(kept, setting.mark))),
    ]
    if stored and not shut:
        facts += [
            shell.Fact(_("Archive number"), str(stored.detail["archive_no"])),
            shell.Fact(_("Place of storage"), str(stored.detail["place"])),
        ]
    if lent and view.stage == "lent" and not shut:
        facts.append(shell.Fact(_("Borrower"), f"{lent.detail['borrower']}（{lent.detail['unit']}）"))
    return tuple(facts)


def _retention(kept: str, mark: object) -> tuple[str, str]:
    zh, en = _RETENTION.get(kept, (kept, kept))
    return f"{zh}（依据等级 {mark}）", f"{en} (mark {mark})"


def _part(key: str, view: documents.ArchiveView, row: subjects.SubjectRow, *, by: audit.Actor) -> Part:
    entries = tuple(each for each in view.entries if each.part == key)
    return Part(
        key=key,
        title=documents.PARTS[key],
        sections=tuple(
            (title, found)
            for section, title in documents.SECTIONS.items()
            if (found := tuple(each for each in entries if each.section == section))
        ),
        pieces=len(entries),
        pages=sum(each.pages or 0 for each in entries),
        may_file=not view.is_frozen and documents.may_file(by, part=key, area=row.area),
    )


def gaps_to_choose(row: subjects.SubjectRow, *, today: date) -> dict[str, documents.Gap]:
    """The missing papers that a piece registered by hand may stand for, by a key for the form."""
    view = documents.archive_of(subject_id=row.id, on=today)
    called = procedures.called_for(subject_id=row.id, on=today).papers
    found = documents.missing(called, view.entries, view.states)
    return {f"{each.expected.kind}.{each.expected.act}": each for each in found}


def pieces_to_choose(row: subjects.SubjectRow, *, today: date) -> list[tuple[str, str]]:
    """The pieces registered by hand, for striking one out."""
    view = documents.archive_of(subject_id=row.id, on=today)
    return [(str(each.item), f"{each.title} {each.number}".strip()) for each in view.entries if each.item]


def parts_of(row: subjects.SubjectRow, *, by: audit.Actor) -> list[tuple[str, str]]:
    """The parts of the archive in which the viewer files."""
    return [
        (key, shell.text(title))
        for key, title in documents.PARTS.items()
        if documents.may_file(by, part=key, area=row.area)
    ]


def as_choices(gaps: Mapping[str, documents.Gap]) -> list[tuple[str, str]]:
    """Missing papers as choices: which paper, of which procedure."""
    return [
        (key, f"{shell.text(gap.expected.title)}（{shell.text(gap.expected.procedure)}）") for key, gap in gaps.items()
    ]
