"""Letters on pages: what was sent, what came, one letter with its papers and what came back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk.reads import beginning, people
from fengqiao.desk.reads import papers as issued
from fengqiao.desk.reads.choices import Query
from fengqiao.documents import face as documents
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.letters import face as letters
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects

STATES: Final[Mapping[str, shell.Tag]] = {
    "prepared": shell.Tag(_("Waits for its seal"), "warn", "signature"),
    "dropped": shell.Tag(_("Dropped"), "", "ban"),
    "waiting": shell.Tag(_("Waits for receipt"), "info", "hourglass"),
    "overdue": shell.Tag(_("Receipt overdue"), "danger", "clock-exclamation"),
    "received": shell.Tag(_("Received"), "ok", "circle-check"),
    "replied": shell.Tag(_("Answered"), "ok", "circle-check"),
    "new": shell.Tag(_("To be confirmed"), "warn", "circle-dot"),
    "to_answer": shell.Tag(_("Awaits our reply"), "danger", "alert-circle"),
    "settled": shell.Tag(_("Settled"), "ok", "circle-check"),
}
_TO_SEND = shell.Tag(_("Waits to be sent"), "warn", "arrow-up-right")
EVENTS: Final[Mapping[str, shell.Words]] = {
    "receipt": _("Receipt"), "chased": _("Reminded"), "released": _("Sent by the institution"),
    "dropped": _("Dropped"), "joined": _("Joined to a matter"),
}  # fmt: skip
DETAILS: Final[Mapping[str, shell.Words]] = {
    "receiver": _("Received by"), "way": _("Way of delivery"), "note": _("Remark"), "reason": _("Reasons"),
}  # fmt: skip
SENT_VIEWS: Final = (
    ("", _("All")), ("prepared", _("Not sent yet")), ("waiting", _("Waits for receipt")),
    ("overdue", _("Receipt overdue")), ("answer", _("Waits for an answer")),
)  # fmt: skip
ARRIVED_VIEWS: Final = (("", _("All")), ("new", _("To be confirmed")), ("answer", _("Awaits our reply")))
ORGANS: Final[tuple[tuple[str, shell.Words], ...]] = (("", _("All")), *letters.ORGANS.items())


@record(kw_only=True)
class Listed:
    """A letter in a list, with the person as far as the viewer may know of him or her."""

    row: letters.LetterRow
    tag: shell.Tag
    href: str
    person: people.Named | None
    office: str


@record(kw_only=True)
class ListPage:
    """One page of letters, and the tabs above it."""

    rows: tuple[Listed, ...]
    next_cursor: str | None
    is_sent: bool
    views: tuple[shell.View, ...]
    sides: tuple[shell.View, ...]
    fields: tuple[shell.Field, ...]
    may_register: bool
    may_write: bool
    today: date


@record(kw_only=True)
class Enclosed:
    """A paper that goes with a letter; `href` where it may be opened on this side."""

    title: shell.Words
    number: str
    href: str
    tag: shell.Tag | None


@record(kw_only=True)
class LetterPage:
    """One letter: what it says, what it encloses, what happened to it, what may be done now."""

    listed: Listed
    facts: tuple[shell.Fact, ...]
    words: str
    lines: tuple[shell.Fact, ...]
    papers: tuple[Enclosed, ...]
    history: tuple[tuple[shell.Words, date, str, tuple[shell.Fact, ...]], ...]
    answer_href: str
    may_note_receipt: bool
    may_chase: bool
    may_note_answer: bool
    may_confirm: bool
    may_reply: bool
    may_release: bool
    may_drop: bool
    begins: tuple[beginning.Beginning, ...]
    joins: tuple[tuple[str, str], ...]
    today: date


def listed(row: letters.LetterRow, person: people.Named | None = None) -> Listed:
    """A letter as a row."""
    held = row.state == "prepared" and row.held and not row.waits_for
    return Listed(
        row=row,
        tag=_TO_SEND if held else STATES[row.state],
        href=href(row),
        person=person,
        office=areas.office_name(row.own),
    )


def href(row: letters.LetterRow) -> str:
    """Where a letter's own page is."""
    return reverse("desk:letter-sent" if row.is_sent else "desk:letter-arrived", args=(row.uid,))


def sent_page(query: Query, *, by: audit.Actor, now: datetime) -> ListPage:
    """What was sent. Raises: kit.keyset.BadCursor."""
    today, minors = clock.local_day(now), subjects.answers_for_minors(by)
    found = letters.sent(
        by=by, today=today, show=query.get("show"), organ=query.get("organ"), minors=minors, after=query.after,
        size=query.size,
    )  # fmt: skip
    return _list_page(found, query, SENT_VIEWS, is_sent=True, by=by, today=today)


def arrived_page(query: Query, *, by: audit.Actor, now: datetime) -> ListPage:
    """What came. Raises: kit.keyset.BadCursor."""
    found = letters.arrived(
        by=by, show=query.get("show"), organ=query.get("organ"), minors=subjects.answers_for_minors(by),
        after=query.after, size=query.size,
    )  # fmt: skip
    return _list_page(found, query, ARRIVED_VIEWS, is_sent=False, by=by, today=clock.local_day(now))


def _list_page(
    found: letters.LetterPage, query: Query, views: Iterable[tuple[str, shell.Words]], *, is_sent: bool,
    by: audit.Actor, today: date,
) -> ListPage:  # fmt: skip
    ids = {row.subject_id for row in found.rows if row.subject_id is not None}
    known = people.named(ids=ids, by=by, today=today)
    waiting = letters.counts(by=by, today=today, minors=subjects.answers_for_minors(by))
    count = {"prepared": waiting.prepared, "overdue": waiting.overdue} if is_sent else {}
    reads = letters.reads_arrived(by)
    both = (
        ("desk:letters", _("Letters sent"), is_sent, None),
        ("desk:letters-arrived", _("Letters received"), not is_sent, waiting.to_do),
    )
    return ListPage(
        rows=tuple(listed(row, known.get(row.subject_id or 0)) for row in found.rows),
        next_cursor=found.next_cursor,
        is_sent=is_sent,
        views=tuple(
            shell.View(label, query.having(show=show), current=query.get("show") == show, count=count.get(show))
            for show, label in views
        ),
        sides=tuple(shell.View(label, shell.address(name), current=now, count=n) for name, label, now, n in both)
        if reads
        else (),
        fields=(shell.Field(name="organ", label=_("Organ"), kind="select", choices=ORGANS, value=query.get("organ")),),
        may_register=reads and not is_sent,
        may_write=reads and is_sent,
        today=today,
    )


def of_matter(matter: UUID, *, by: audit.Actor, today: date) -> dict[tuple[str, UUID], Listed]:
    """The letters of a matter by addressee and act: one query."""
    rows = letters.of_matter(matter, by=by, today=today)
    return {(row.organ, row.act): listed(row) for row in rows if row.act is not None}


@record(kw_only=True)
class PersonsLetters:
    """A page of the letters about a person."""

    rows: tuple[Listed, ...]
    next_href: str
    first_href: str
    write_href: str
    register_href: str


def of_person(row: subjects.SubjectRow, *, query: Query, by: audit.Actor, today: date) -> PersonsLetters:
    """The letters about a person whom the viewer may know of: two queries. Raises: ValueError for a broken address."""
    after = UUID(query.get("after")) if query.get("after") else None
    found, more = letters.of_person(row.id, by=by, today=today, after=after)
    works = letters.works_on(by, row.area)
    about = f"?person={row.uid}"
    return PersonsLetters(
        rows=tuple(listed(each) for each in found),
        next_href=query.having(after=str(more)) if more else "",
        first_href=query.without("after") if after else "",
        write_href=shell.address("desk:letter-write") + about if works else "",
        register_href=shell.address("desk:letter-register") + about if works else "",
    )


def sent_letter(uid: UUID, *, by: audit.Actor, now: datetime) -> tuple[letters.Whole, people.Named | None]:
    """A letter that was sent, and its person. Raises: letters.UnknownLetter, whatever the reason."""
    found = letters.letter_sent(uid, by=by, today=clock.local_day(now))
    return found, _person(found, by=by, now=now)


def arrived_letter(uid: UUID, *, by: audit.Actor, now: datetime) -> tuple[letters.Whole, people.Named | None]:
    """A letter that came, and its person. Raises: letters.UnknownLetter, whatever the reason."""
    found = letters.letter_arrived(uid, by=by)
    return found, _person(found, by=by, now=now)


def _person(found: letters.Whole, *, by: audit.Actor, now: datetime) -> people.Named | None:
    row = found.row
    if row.subject_id is None:
        if row.minors and not subjects.answers_for_minors(by):
            raise letters.UnknownLetter(row.uid)
        return None
    person = people.named(ids=(row.subject_id,), by=by, today=clock.local_day(now)).get(row.subject_id)
    if person is None:
        raise letters.UnknownLetter(row.uid)
    return person


def letter_page(found: letters.Whole, person: people.Named | None, *, by: audit.Actor, now: datetime) -> LetterPage:
    """The page of one letter. The look is on record."""
    row = found.row
    audit.read(by=by, what="letter", about=str(row.uid), area=row.area)
    works = letters.works_on(by, row.area)
    waits = row.is_sent and row.state in ("waiting", "overdue")
    is_here = row.state == "prepared"
    unanswered = works and row.answered_on is None and row.state not in ("prepared", "dropped")
    papers = tuple(_papers(row))
    return LetterPage(
        listed=listed(row, person),
        facts=tuple(_facts(row)),
        words=str(found.body.get("words", "")),
        lines=tuple(shell.Fact(label, value) for label, value in found.body.get("lines", ())),
        papers=papers,
        history=tuple(
            (
                EVENTS[e.what],
                e.happened_on,
                e.name,
                tuple(_detail(e.detail)),
            )
            for e in found.events
        ),
        answer_href=_answer_href(row),
        may_note_receipt=works and waits and row.by_hand,
        may_chase=works and waits,
        may_note_answer=unanswered and row.is_sent and row.by_hand,
        may_confirm=works and row.state == "new",
        may_reply=unanswered and not row.is_sent and row.kind != letters.REPLY,
        may_release=is_here and row.held and not row.waits_for and letters.sends_for(by, own=row.own, area=row.area),
        may_drop=works and is_here,
        begins=beginning.offered(row, by=by, now=now, on=clock.local_day(now)),
        joins=beginning.running(row, by=by),
        today=clock.local_day(now),
    )


def _facts(row: letters.LetterRow) -> Iterable[shell.Fact]:
    yield shell.Fact(_("From whom") if not row.is_sent else _("Addressee"), row.name)
    if row.is_sent:
        yield shell.Fact(_("Sent by"), areas.office_name(row.own))
    yield shell.Fact(_("Kind"), row.kind_title)
    if row.number:
        yield shell.Fact(_("Document number"), row.number)
    if row.is_sent:
        yield shell.Fact(_("Written on"), shell.day(row.written_on))
    if row.sent_on is not None:
        yield shell.Fact(_("Sent on") if row.is_sent else _("Dated"), shell.day(row.sent_on))
    if row.dropped_on is not None:
        yield shell.Fact(_("Dropped on"), shell.day(row.dropped_on))
    if row.arrived_on is not None:
        yield shell.Fact(_("Received on"), shell.day(row.arrived_on))
    yield shell.Fact(_("How it travels"), _("outside of this system") if row.by_hand else _("inside this system"))
    if row.due_on is not None:
        yield shell.Fact(_("Receipt expected by"), shell.day(row.due_on))
    if row.is_sent and row.receipt_on is not None:
        yield shell.Fact(_("Receipt of"), shell.day(row.receipt_on))
    if row.answered_on is not None:
        yield shell.Fact(_("Answered on"), shell.day(row.answered_on))


def _papers(row: letters.LetterRow) -> Iterable[Enclosed]:
    """Two queries for the papers of the letter's matter, whatever their number; one from elsewhere is asked for."""
    lying = documents.of_matter(row.matter) if row.is_sent and row.matter is not None and row.papers else ()
    built = {str(each.uid): each for each in lying}
    for each in row.papers:
        title = shell.Text(each["zh"], each["en"])
        if "uid" not in each:
            yield Enclosed(title=title, number=each.get("number", ""), href="", tag=None)
            continue
        try:
            found = issued.listed(built.get(each["uid"]) or documents.paper(uid=UUID(each["uid"])))
        except documents.UnknownPaper:
            continue
        yield Enclosed(title=title, number=each["number"], href=found.href, tag=found.tag)


def _answer_href(row: letters.LetterRow) -> str:
    """The other letter of the pair: the answer, or what is answered."""
    if row.answered_by is not None:
        name, uid = ("desk:letter-arrived" if row.is_sent else "desk:letter-sent"), row.answered_by
    elif row.reply_to is not None:
        name, uid = ("desk:letter-arrived" if row.is_sent else "desk:letter-sent"), row.reply_to
    else:
        return ""
    return shell.address(name, uid)


def _detail(said: Mapping[str, str]) -> Iterable[shell.Fact]:
    for key, value in said.items():
        yield shell.Fact(DETAILS[key], letters.WAYS[value] if key == "way" else value)
