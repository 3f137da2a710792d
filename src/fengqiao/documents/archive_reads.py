"""Archives as pages and procedures read them: derived while they are kept, frozen once they are closed."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from fengqiao.areas import face as areas
from fengqiao.documents import filing, rules
from fengqiao.documents.filing import Entry
from fengqiao.documents.models import Archive, ArchiveEvent, ArchiveItem, Event, Paper
from fengqiao.documents.papers import archive as kinds
from fengqiao.documents.papers import kind as kind_of
from fengqiao.kit import crypto, keyset
from fengqiao.kit.clock import local_day
from fengqiao.kit.fields import among, starts_with

ORDER = ("due", "id")
_OWN_SHEETS = tuple(kind.id for kind in kinds.KINDS)
_NOTES = {rules.ISSUED: "未用印", rules.WITHDRAWN: "已撤销", rules.REPLACED: "已更换"}


@dataclass(frozen=True, slots=True)
class ArchiveEventRow:
    """What happened to an archive, by whom. The detail is for those who may see the archive."""

    what: str
    at: datetime
    happened_on: date | None
    until: date | None
    name: str
    person: int | None
    digest: str
    detail: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRow:
    """An archive in a list. `due` is the last good day of what comes next: hand-over, closing, return."""

    uid: UUID
    subject_id: int
    area: str
    minors: bool
    stage: str
    opened_on: date
    ended_on: date | None
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveView:
    """One archive with its index. `row` is None while nothing but papers is in it: then it is wholly derived.

    `states` tells where each paper stands, by kind and act. `tampered`: the frozen index no longer gives its hash.
    """

    row: ArchiveRow | None
    stage: str
    entries: tuple[Entry, ...]
    states: Mapping[tuple[str, UUID], str]
    events: tuple[ArchiveEventRow, ...]
    digest: str = ""
    tampered: bool = False

    def last(self, *what: str) -> ArchiveEventRow | None:
        """The latest event of one of these kinds."""
        return next((each for each in reversed(self.events) if each.what in what), None)

    @property
    def is_frozen(self) -> bool:
        """Whether it is closed: the index does not change any more."""
        return self.stage in filing.FROZEN

    @property
    def is_sealed(self) -> bool:
        """Whether it is a minor's and closed: shut to every query that the law does not know (Law art. 54)."""
        return self.row is not None and self.row.minors and self.is_frozen

    def is_open_to(self, persons: frozenset[int], *, on: date) -> bool:
        """Whether its contents may be shown: it is not sealed, or one of these persons opened it on this day."""
        return not self.is_sealed or any(
            each.what == filing.LOOKED and each.person in persons and each.happened_on == on for each in self.events
        )

    @property
    def pages(self) -> int:
        """How many pages were counted."""
        return filing.total_pages(self.entries)


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """One page of a list of archives."""

    rows: tuple[ArchiveRow, ...]
    next_cursor: str | None


def archive_of(*, subject_id: int, on: date) -> ArchiveView:
    """The archive of a person's term as it stood on a day: what is in it, what happened to it. At most five queries.

    Nothing has to be opened for it: whoever is registered has one, of the papers that were issued.
    """
    return archive_of_many(subject_ids=(subject_id,), on=on)[subject_id]


def archive_of_many(*, subject_ids: Collection[int], on: date) -> dict[int, ArchiveView]:
    """The same for many people, by id. Five queries at the most."""
    rows = {row.subject_id: row for row in Archive.objects.filter(among("subject_id", subject_ids)).order_by("-id")}
    archives = [row.pk for row in rows.values()]
    events, items = events_of(archives), items_of(archives)
    papers = papers_of_many(subject_ids)
    found = {}
    for subject in subject_ids:
        row = rows.get(subject)
        own = (events.get(row.pk, ()), items.get(row.pk, [])) if row else ((), [])
        found[subject] = _view(row, *own, papers[subject], on)
    return found


def _view(
    row: Archive | None, all_events: Sequence[ArchiveEvent], pieces: Sequence[ArchiveItem],
    all_papers: Sequence[tuple[Paper, str]], on: date,
) -> ArchiveView:  # fmt: skip
    events = tuple(_event_row(each) for each in all_events if local_day(each.at) <= on)
    stage = filing.stage(each.what for each in events)
    papers = [each for each in all_papers if each[0].day <= on]
    states = newest(papers)
    shut = next((each for each in reversed(events) if each.what == filing.SHUT), None)
    if row is None or shut is None or stage not in filing.FROZEN:
        struck = {each.act for each in all_events if each.what == filing.STRUCK}
        items = [each for each in pieces if each.uid not in struck]
        entries = filing.in_order([*(entry_of(*each) for each in papers), *map(item_entry, items)])
        told = row_of(row) if row else None
        return ArchiveView(row=told, stage=stage, entries=entries, states=states,
                           events=events)  # fmt: skip
    entries = filing.thawed(shut.detail["index"])
    again = filing.frozen(entries)[1].hex()
    return ArchiveView(row=row_of(row), stage=stage, entries=entries, states=states, events=events,
                       digest=shut.digest, tampered=again != shut.digest)  # fmt: skip


def events_of(archives: Collection[int]) -> dict[int, list[ArchiveEvent]]:
    """What happened to archives, in its order. One query."""
    found: dict[int, list[ArchiveEvent]] = {}
    for each in ArchiveEvent.objects.filter(among("archive", archives)).order_by("id"):
        found.setdefault(each.archive_id, []).append(each)
    return found


def items_of(archives: Collection[int]) -> dict[int, list[ArchiveItem]]:
    """The pieces registered by hand, those struck out too. One query."""
    found: dict[int, list[ArchiveItem]] = {}
    for each in ArchiveItem.objects.filter(among("archive", archives)).order_by("day", "id"):
        found.setdefault(each.archive_id, []).append(each)
    return found


def archives(
    *, area: str, stages: Sequence[str], before: date | None = None, after: str | None = None, size: int = 50
) -> ArchivePage:
    """Archives of a place at these stages, the most pressing first; `before`: those whose day is past.

    Raises: BadCursor.
    """
    found = Archive.objects.filter(starts_with("area", area), stage__in=list(stages))
    if before is not None:
        found = found.filter(due__lt=before)
    page = keyset.page(found, order=ORDER, after=after, size=size)
    return ArchivePage(tuple(row_of(each) for each in page.rows), page.next_cursor)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRow:
    """An archive that is lent. `borrower` and `unit` are empty for a sealed one: they stand behind its lock."""

    archive: ArchiveRow
    lent_on: date | None
    borrower: str
    unit: str


@dataclass(frozen=True, slots=True)
class LoanPage:
    """One page of what is lent."""

    rows: tuple[LoanRow, ...]
    next_cursor: str | None


def loans(*, area: str, before: date | None = None, after: str | None = None, size: int = 50) -> LoanPage:
    """What is lent of a place, by the day it is to be back, so the overdue first; `before`: that alone. Two queries.

    Raises: BadCursor, kit.crypto.SealBroken.
    """
    page = archives(area=area, stages=(filing.LENT,), before=before, after=after, size=size)
    happened = ArchiveEvent.objects.filter(archive__uid__in=[each.uid for each in page.rows], what=filing.LENT_OUT)
    newest_of = {event.archive.uid: event for event in happened.select_related("archive").order_by("id")}
    return LoanPage(tuple(_loan(each, newest_of.get(each.uid)) for each in page.rows), page.next_cursor)


def _loan(row: ArchiveRow, event: ArchiveEvent | None) -> LoanRow:
    told: Mapping[str, Any] = {}
    if event is not None and not row.minors:
        told = opened(event.detail_sealed, table="documents_archiveevent", row=event.uid)
    return LoanRow(
        archive=row, lent_on=event.happened_on if event else None, borrower=str(told.get("borrower", "")),
        unit=str(told.get("unit", "")),
    )  # fmt: skip


def counts_by_stage(*, area: str) -> Mapping[str, int]:
    """How many archives of a place stand at each stage; for townships and counties, it counts every row."""
    rows = Archive.objects.filter(starts_with("area", area)).order_by().values_list("stage").annotate(n=Count("pk"))
    return dict(rows)


def row_of(row: Archive) -> ArchiveRow:
    """The record of a row."""
    return ArchiveRow(
        uid=row.uid, subject_id=row.subject_id, area=row.area, minors=row.minors, stage=row.stage,
        opened_on=row.opened_on, ended_on=row.ended_on, due=row.due,
    )  # fmt: skip


def live_items(row: Archive | None) -> list[ArchiveItem]:
    """The pieces registered by hand that were not struck out."""
    if row is None:
        return []
    struck = ArchiveEvent.objects.filter(archive=row, what=filing.STRUCK).values_list("act", flat=True)
    return list(ArchiveItem.objects.filter(archive=row).exclude(uid__in=list(struck)).order_by("day", "id"))


def entry_of(paper: Paper, stands: str, counted: tuple[int, str] | None = None) -> Entry:
    """A paper issued here as a line of the index; `counted` is its pages and the hash of its file."""
    kind = kind_of(paper.kind)
    pages, digest = counted or (None, "")
    return Entry(
        part=filing.EXECUTION if paper.level == areas.Level.COUNTY else filing.WORK,
        section=filing.section_of(kind), day=paper.day, title=kind.title.zh, number=paper.number,
        author=areas.office_name(paper.issuer), pages=pages, digest=digest, kind=paper.kind, act=paper.act,
        note=_NOTES.get(stands, ""), paper=paper.uid,
    )  # fmt: skip


def item_entry(item: ArchiveItem) -> Entry:
    """A piece registered by hand as a line of the index."""
    told = opened(item.detail_sealed, table="documents_archiveitem", row=item.uid)
    return Entry(
        part=item.part, section=item.section, day=item.day, title=told["title"], number=told["number"],
        author=told["author"], pages=item.pages, digest=bytes(item.digest).hex() if item.digest else "",
        kind=item.for_kind, act=item.for_act, item=item.uid,
    )  # fmt: skip


def opened(sealed: Any, *, table: str, row: UUID) -> dict[str, Any]:
    """The sealed detail of a row."""
    if sealed is None:
        return {}
    found: dict[str, Any] = json.loads(crypto.open_sealed(bytes(sealed), table=table, column="detail", row=row))
    return found


def papers_of(subject_id: int) -> list[tuple[Paper, str]]:
    """The papers that belong into an archive, oldest first, each with where it stands. Two queries."""
    return papers_of_many((subject_id,))[subject_id]


def papers_of_many(subject_ids: Collection[int]) -> dict[int, list[tuple[Paper, str]]]:
    """The same for many people, by id. Two queries."""
    papers = list(
        Paper.objects.filter(among("subject_id", subject_ids)).exclude(kind__in=_OWN_SHEETS).order_by("day", "id")
    )
    happened: dict[int, list[str]] = {}
    for event in Event.objects.filter(among("paper", [each.pk for each in papers])).order_by("id"):
        happened.setdefault(event.paper_id, []).append(event.what)
    found: dict[int, list[tuple[Paper, str]]] = {subject: [] for subject in subject_ids}
    for each in papers:
        assert each.subject_id is not None
        stands = rules.state(happened.get(each.pk, []), sealing=kind_of(each.kind).seal)
        found[each.subject_id].append((each, stands))
    return found


def newest(papers: Sequence[tuple[Paper, str]]) -> dict[tuple[str, UUID], str]:
    """Where each paper stands by kind and act; of several versions the newest, of several papers the least done."""
    last = {(p.kind, p.act, p.item): stands for p, stands in sorted(papers, key=lambda each: each[0].pk)}
    found: dict[tuple[str, UUID], str] = {}
    for (kind, act, _item), stands in last.items():
        if found.get((kind, act)) not in (rules.ISSUED, rules.WITHDRAWN):
            found[kind, act] = stands
    return found


def _event_row(each: ArchiveEvent) -> ArchiveEventRow:
    return ArchiveEventRow(
        each.what, each.at, each.happened_on, each.until, each.name, each.person,
        bytes(each.digest).hex() if each.digest else "",
        opened(each.detail_sealed, table="documents_archiveevent", row=each.uid),
    )  # fmt: skip
