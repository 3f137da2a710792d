"""Papers on pages: the panel of a procedure, one paper, the register of numbers, what waits for the seal."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk.reads import people
from fengqiao.desk.reads.choices import Query
from fengqiao.documents import face as documents
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

STATES: Mapping[str, shell.Tag] = {
    "issued": shell.Tag(_("Waits for seal"), "warn"),
    "sealed": shell.Tag(_("Sealed"), "info"),
    "delivered": shell.Tag(_("Delivered"), "ok"),
    "withdrawn": shell.Tag(_("Withdrawn"), "danger"),
    "replaced": shell.Tag(_("Replaced"), "notice"),
}
FOR_FILE = shell.Tag(_("For the file"), "ok")
EVENTS: Mapping[str, shell.Words] = {
    "sealed": _("Signed and sealed"),
    "delivered": _("Delivered"),
    "refused": _("Left in place: signing was refused"),
    "withdrawn": _("Withdrawn"),
    "replaced": _("Replaced by a new version"),
}
DETAILS: Mapping[str, shell.Words] = {
    "receiver": _("Receiver"),
    "relation": _("Relation"),
    "witness": _("Witness"),
    "note": _("How it was left"),
    "reason": _("Reason"),
}


STANDING = ("issued", "sealed", "delivered")
"""The states of a paper that is not void."""
PAGE = 50
"""Rows of one page of papers."""


@record(kw_only=True)
class Listed:
    """A paper in a list, with the person as far as the viewer may know of him or her."""

    row: documents.PaperRow
    tag: shell.Tag
    href: str
    person: people.Named | None = None

    @property
    def opens(self) -> bool:
        """Whether the viewer may look at it: at one about nobody of ours by the place alone."""
        return self.person is not None or self.row.subject_id is None

    @property
    def pdf(self) -> str:
        """The address of the file."""
        return shell.address("desk:paper-pdf", self.row.uid)

    @property
    def void_reason(self) -> str:
        event = self.row.event("withdrawn", "replaced")
        return event.detail.get("reason", "") if event else ""


@record(kw_only=True)
class PaperPage:
    """One paper: how it looks, where it stands, what may happen to it now."""

    listed: Listed
    person: people.Named | None
    pages: tuple[str, ...]
    history: tuple[tuple[shell.Words, datetime, str, tuple[shell.Fact, ...]], ...]
    office: str
    may_seal: bool
    may_deliver: bool
    may_void: bool
    renew_href: str
    versions: tuple[Listed, ...]
    unprintable: str
    fingerprint: documents.Fingerprint | None
    is_broken: bool
    service_href: str
    today: date

    @property
    def crumbs(self) -> tuple[shell.Crumb, ...]:
        """The way to this page."""
        return (*way_to(self.listed), shell.Crumb(self.listed.row.title))


def tag_of(row: documents.PaperRow) -> shell.Tag:
    """Where a paper stands, in a word. A form for the file needs neither seal nor service."""
    return FOR_FILE if not row.sealing and row.state == "sealed" else STATES[row.state]


def listed(row: documents.PaperRow, person: people.Named | None = None) -> Listed:
    """A paper as a row."""
    return Listed(row=row, tag=tag_of(row), href=shell.address("desk:paper", row.uid), person=person)


def of_matter(matter: UUID) -> dict[tuple[str, UUID], tuple[Listed, ...]]:
    """The papers of a matter by kind and act: of versions the newest, of several each."""
    newest = {(row.kind, row.act, row.item): row for row in documents.of_matter(matter)}
    found: dict[tuple[str, UUID], tuple[Listed, ...]] = {}
    for (kind, act, _item), row in newest.items():
        found[kind, act] = (*found.get((kind, act), ()), listed(row))
    return found


def way_to(one: Listed) -> tuple[shell.Crumb, ...]:
    """Over the person whom a paper is about, or over the register."""
    if one.person is None:
        return (shell.Crumb(_("Papers"), shell.address("desk:papers-register")),)
    return (
        shell.Crumb(_("Persons"), shell.address("desk:caseload")),
        shell.Crumb(one.person.cell.name, one.person.href),
    )


def shown(uid: UUID, *, by: audit.Actor, now: datetime) -> tuple[documents.PaperRow, people.Named | None]:
    """A paper and its person; None where it is about nobody of ours, then the place alone decides who sees it.

    Raises: UnknownPaper for one that the viewer may not know of, whatever the reason.
    """
    row = documents.paper(uid=uid)
    if row.subject_id is None:
        return row, None
    person = people.named(ids=(row.subject_id,), by=by, today=clock.local_day(now)).get(row.subject_id)
    if person is None:
        raise documents.UnknownPaper(uid)
    return row, person


def paper_page(uid: UUID, *, by: audit.Actor, now: datetime) -> PaperPage:
    """The page of one paper. The look is on record. Raises: UnknownPaper, CannotRender."""
    row, person = shown(uid, by=by, now=now)
    audit.read(by=by, what="paper", about=str(uid), area=row.area)
    holds = documents.holds_seal(by, issuer=row.issuer, level=row.level)
    works = users.has(by, users.Right.WORK_CASES) or users.has(by, users.Right.DECIDE)
    stands = row.state in STANDING
    pages, fingerprint, is_broken = _look(uid)
    return PaperPage(
        listed=listed(row, person),
        person=person,
        pages=pages,
        history=tuple(
            (EVENTS[e.what], e.at, e.name, tuple(shell.Fact(DETAILS[k], v) for k, v in e.detail.items() if v))
            for e in row.events
        ),
        office=areas.office_name(row.issuer),
        may_seal=holds and row.state == "issued",
        may_deliver=works and row.state == "sealed" and row.is_served,
        may_void=holds and stands,
        renew_href=shell.address("desk:paper-renew", uid) if holds and stands and row.matter else "",
        versions=tuple(listed(each) for each in documents.versions(uid)),
        unprintable="".join(documents.unprintable(uid)) if stands else "",
        fingerprint=fingerprint,
        is_broken=is_broken,
        service_href=shell.address("desk:paper-service", uid) if row.event("delivered", "refused") else "",
        today=clock.local_day(now),
    )


def _look(uid: UUID) -> tuple[tuple[str, ...], documents.Fingerprint | None, bool]:
    """The pages as pictures and the fingerprint of the kept file, or that the file is not the one that was sealed."""
    try:
        pages = tuple(f"data:image/png;base64,{b64encode(png).decode()}" for png in documents.pictures_of(uid))
        return pages, documents.fingerprint(uid), False
    except documents.FileBroken:
        return (), None, True


def service(uid: UUID, *, by: audit.Actor, now: datetime) -> bytes:
    """The record of service as a PDF; the look is on record. Raises: UnknownPaper, NotAllowedNow."""
    row, _person = shown(uid, by=by, now=now)
    audit.read(by=by, what="paper_file", about=str(uid), area=row.area)
    return documents.service_of(uid)


def pdf(uid: UUID, *, by: audit.Actor, now: datetime) -> bytes:
    """The PDF; the look is on record. Raises: UnknownPaper, FileBroken, CannotRender."""
    row, _person = shown(uid, by=by, now=now)
    audit.read(by=by, what="paper_file", about=str(uid), area=row.area)
    return documents.pdf_of([uid])


@record(kw_only=True)
class RegisterPage:
    """The register of numbers of an office, or what waits there for the seal."""

    rows: tuple[Listed, ...]
    next_after: UUID | None
    office: str
    waits: bool
    may_seal: bool
    waiting: int


@record(kw_only=True)
class Wanted:
    """What the address asks of the register: one's own office and this year unless it says otherwise."""

    issuer: str
    year: int
    char: str
    first: date | None
    last: date | None
    waits: bool
    after: UUID | None


def register_page(wanted: Wanted, *, by: audit.Actor, now: datetime) -> RegisterPage:
    """A page of papers with the people whom the viewer may know of. Raises: UnknownPaper."""
    minors = subjects.answers_for_minors(by)
    waiting = documents.waiting_for_seal(issuer=wanted.issuer, minors=minors)
    found = documents.register(
        issuer=wanted.issuer, year=wanted.year, minors=minors, char=wanted.char, first=wanted.first, last=wanted.last,
        after=wanted.after, size=PAGE,
    )  # fmt: skip
    rows = waiting if wanted.waits else found.rows
    ids = [row.subject_id for row in rows if row.subject_id is not None]
    known = people.named(ids=ids, by=by, today=clock.local_day(now))
    return RegisterPage(
        rows=tuple(listed(row, known.get(row.subject_id or 0)) for row in rows),
        next_after=None if wanted.waits else found.next_after,
        office=areas.office_name(wanted.issuer),
        waits=wanted.waits,
        may_seal=documents.holds_seal(by, issuer=wanted.issuer, level=int(areas.level_of(wanted.issuer))),
        waiting=len(waiting),
    )


def views(query: Query, page: RegisterPage) -> tuple[shell.View, ...]:
    """The two sides of the register as tabs."""
    return (
        shell.View(_("Register of numbers"), query.without("view"), current=not page.waits),
        shell.View(_("Waits for seal"), query.having(view="seal"), count=page.waiting, current=page.waits),
    )


def chars() -> tuple[tuple[str, shell.Words], ...]:
    """The document characters with the titles of their papers, for a filter."""
    return tuple((kind.char, kind.title) for kind in documents.KINDS.values())


@record(kw_only=True)
class PersonsPapers:
    """One page of the papers of a person."""

    rows: tuple[Listed, ...]
    next_href: str
    first_href: str


def of_person(row: subjects.SubjectRow, *, query: Query) -> PersonsPapers:
    """The papers of a person whose file is open, newest first. Raises: UnknownPaper for a page that is not there."""
    after = query.get("after")
    found = documents.of_person(row.id, after=UUID(after) if after else None, size=PAGE)
    return PersonsPapers(
        rows=tuple(listed(each) for each in found.rows),
        next_href=query.having(after=str(found.next_after)) if found.next_after else "",
        first_href=query.without("after") if after else "",
    )


def wanted(query: Query, *, by: audit.Actor, now: datetime) -> Wanted:
    """What the address asks of the register."""
    return Wanted(
        issuer=query.get("office") or by.area,
        year=int(query.get("year") or clock.local_day(now).year),
        char=query.get("char"),
        first=query.day("from"),
        last=query.day("to"),
        waits=query.get("view") == "seal",
        after=UUID(query.get("after")) if query.get("after") else None,
    )


def filters(query: Query, *, by: audit.Actor, now: datetime) -> tuple[shell.Field, ...]:
    """Office, year, kind of paper and days of issue."""
    year = clock.local_day(now).year
    places = dict.fromkeys((by.area, *(office.area for office in areas.offices_below(by.area))))
    offices = [(code, areas.office_name(code)) for code in places]
    years = [(str(each), str(each)) for each in range(year, year - 5, -1)]
    return (
        _choice("office", _("Office"), offices, query.get("office") or by.area),
        _choice("year", _("Year"), years, query.get("year") or str(year)),
        _choice("char", _("Kind of paper"), (("", _("All")), *chars()), query.get("char")),
        shell.Field(name="from", label=_("Issued from"), kind="date", value=query.get("from")),
        shell.Field(name="to", label=_("Issued until"), kind="date", value=query.get("to")),
    )


def _choice(name: str, label: shell.Words, choices: Iterable[tuple[str, shell.Words]], value: str) -> shell.Field:
    return shell.Field(name=name, label=label, kind="select", choices=tuple(choices), value=value)
