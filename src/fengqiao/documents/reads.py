"""Papers as pages show them: rows of lists, the register of numbers, and the sheets themselves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from fengqiao.documents import glyphs, joining, rendering, rules
from fengqiao.documents.errors import FileBroken, NotAllowedNow, UnknownPaper
from fengqiao.documents.models import Event, Paper, PaperFile, Token
from fengqiao.documents.papers import KINDS
from fengqiao.documents.papers import kind as kind_of
from fengqiao.documents.wording import day_text
from fengqiao.kit import crypto
from fengqiao.kit.records import record
from fengqiao.law.face import Text

_MARKS = {rules.WITHDRAWN: "已撤销", rules.REPLACED: "已更换"}
_SEALING = tuple(kind.id for kind in KINDS.values() if kind.seal)


@record
class EventRow:
    """What happened to a paper. The detail of a service or a withdrawal is for those who may see the paper."""

    what: str
    at: datetime
    happened_on: date | None
    name: str
    detail: Mapping[str, str] = field(repr=False)


@record
class PaperRow:
    """A paper in a list. `state`: issued (waits for the seal), sealed, delivered, withdrawn, replaced."""

    uid: UUID
    kind: str
    title: Text
    number: str
    seq: int
    day: date
    state: str
    sealing: bool
    is_served: bool
    matter: UUID | None
    act: UUID
    item: int
    subject_id: int | None
    area: str
    issuer: str
    level: int
    minors: bool
    valid_until: date | None
    replaces: UUID | None
    events: tuple[EventRow, ...]

    def event(self, *what: str) -> EventRow | None:
        """The first event of one of these kinds."""
        return next((each for each in self.events if each.what in what), None)


@record
class Told:
    """What strangers may be told of a paper. `state`: valid, withdrawn, replaced; `second` is compared by eye."""

    kind: str
    title: str
    office: str
    day: date
    valid_until: date | None
    second: str
    state: str


@record
class RegisterPage:
    """One page of a register of numbers, newest first."""

    rows: tuple[PaperRow, ...]
    next_after: UUID | None


@record
class Fingerprint:
    """The SHA-256 of a kept file; `is_drawn_so_today`: the templates of today would draw the very same file."""

    sha256: str
    is_drawn_so_today: bool


@record
class PersonsPapers:
    """One page of the papers of a person, newest first."""

    rows: tuple[PaperRow, ...]
    next_after: UUID | None


def paper_row(uid: UUID) -> Paper:
    """The stored paper. Raises: UnknownPaper."""
    try:
        return Paper.objects.get(uid=uid)
    except Paper.DoesNotExist:
        raise UnknownPaper(uid) from None


def paper(*, uid: UUID) -> PaperRow:
    """One paper. Raises: UnknownPaper."""
    return rows_of([paper_row(uid)])[0]


def of_matter(matter: UUID) -> tuple[PaperRow, ...]:
    """The papers of a matter, oldest first."""
    return rows_of(Paper.objects.filter(matter=matter).order_by("id"))


def of_person(subject_id: int, *, after: UUID | None = None, size: int = 500) -> PersonsPapers:
    """The papers of a person, newest first; `after` is the last one of the page before. Raises: UnknownPaper."""
    found = Paper.objects.filter(subject_id=subject_id)
    if after is not None:
        found = found.filter(id__lt=paper_row(after).pk)
    rows = list(found.order_by("-id")[: size + 1])
    return PersonsPapers(rows_of(rows[:size]), rows[size - 1].uid if len(rows) > size else None)


def register(
    *, issuer: str, year: int, minors: bool, char: str = "", first: date | None = None, last: date | None = None,
    after: UUID | None = None, size: int = 50,
) -> RegisterPage:  # fmt: skip
    """The register of numbers (文号登记簿) of an issuer and year, void numbers included, newest first.

    `after` is the last paper of the page before. Raises: UnknownPaper for one that is out of scope.
    """
    found = in_register(issuer=issuer, year=year, minors=minors, char=char, first=first, last=last)
    if after is not None:
        found = found.filter(id__lt=paper_row(after).pk)
    rows = list(found.order_by("-id")[: size + 1])
    more = rows[size - 1].uid if len(rows) > size else None
    return RegisterPage(rows_of(rows[:size]), more)


def waiting_for_seal(*, issuer: str, minors: bool, limit: int = 200) -> tuple[PaperRow, ...]:
    """Papers of an issuer that wait for signature and seal, oldest first."""
    return rows_of(without_seal(issuer=issuer, minors=minors).order_by("id")[:limit])


def in_register(
    *, issuer: str, year: int, minors: bool, char: str = "", first: date | None = None, last: date | None = None
) -> QuerySet[Paper]:
    """The papers of a register, in no order; `first` and `last` are days of issue."""
    found = Paper.objects.filter(issuer=issuer, year=year)
    if not minors:
        found = found.filter(minors=False)
    if char:
        found = found.filter(char=char)
    if first is not None:
        found = found.filter(day__gte=first)
    return found if last is None else found.filter(day__lte=last)


def without_seal(*, issuer: str, minors: bool) -> QuerySet[Paper]:
    """The papers of an issuer that wait for signature and seal, in no order."""
    happened = Event.objects.filter(paper=OuterRef("pk"))
    found = Paper.objects.filter(~Exists(happened), issuer=issuer, kind__in=_SEALING)
    return found if minors else found.filter(minors=False)


def rows_of(papers: Iterable[Paper] | QuerySet[Paper]) -> tuple[PaperRow, ...]:
    """Records with their events: one further query, whatever their number."""
    found = list(papers)
    events: dict[int, list[Event]] = {}
    for event in Event.objects.filter(paper__in=[p.pk for p in found]).order_by("id") if found else ():
        events.setdefault(event.paper_id, []).append(event)
    return tuple(_row(each, events.get(each.pk, [])) for each in found)


def _row(row: Paper, events: Sequence[Event]) -> PaperRow:
    kind = kind_of(row.kind)
    return PaperRow(
        uid=row.uid,
        kind=row.kind,
        title=kind.title,
        number=row.number,
        seq=row.seq,
        day=row.day,
        state=rules.state([e.what for e in events], sealing=kind.seal),
        sealing=kind.seal,
        is_served=kind.is_served,
        matter=row.matter,
        act=row.act,
        item=row.item,
        subject_id=row.subject_id,
        area=row.area,
        issuer=row.issuer,
        level=row.level,
        minors=row.minors,
        valid_until=row.valid_until,
        replaces=row.replaces,
        events=tuple(EventRow(e.what, e.at, e.happened_on, e.name, _detail(e)) for e in events),
    )


def _detail(event: Event) -> Mapping[str, str]:
    if event.detail_sealed is None:
        return {}
    text = crypto.open_sealed(bytes(event.detail_sealed), table="documents_event", column="detail", row=event.uid)
    found: dict[str, str] = json.loads(text)
    return found


def values(row: Paper) -> dict[str, Any]:
    """The frozen values of a paper. Raises: kit.crypto.SealBroken."""
    text = crypto.open_sealed(bytes(row.values_sealed), table="documents_paper", column="values", row=row.uid)
    found: dict[str, Any] = json.loads(text)
    return found


def content(uid: UUID) -> dict[str, Any]:
    """What a paper says, as it was frozen when it was issued. Raises: UnknownPaper."""
    return values(paper_row(uid))


def unprintable(uid: UUID) -> tuple[str, ...]:
    """The characters of a paper that our fonts lack: each would be an empty box. Raises: UnknownPaper."""
    return glyphs.missing(values(paper_row(uid)))


def versions(uid: UUID) -> tuple[PaperRow, ...]:
    """A paper with the versions before and after it, the first one first. Raises: UnknownPaper."""
    row = paper_row(uid)
    same = Paper.objects.filter(act=row.act, kind=row.kind, item=row.item, area=row.area)
    return rows_of(same.order_by("id"))


def told_of(token: str) -> Told | None:
    """What the public door says of a paper by the token in its code; None for an unknown one and for a paper that was
    never sealed or whose person's record is sealed. Reads the table of tokens alone."""
    row = Token.objects.filter(hash=token_hash(token)).first()
    if row is None or row.state in (rules.ISSUED, "hidden"):
        return None
    return Told(row.kind, row.title, row.office, row.day, row.valid_until, row.second, row.state)


def token_hash(token: str) -> bytes:
    """How a token is found: 128 random bits need no key to stay hidden."""
    return hashlib.sha256(token.encode()).digest()


def opened_token(row: Paper) -> str:
    """The random token that the code on the paper leads to; empty when it has none."""
    if row.token_sealed is None:
        return ""
    return crypto.open_sealed(bytes(row.token_sealed), table="documents_paper", column="token", row=row.uid)


def pdf_of(uids: Sequence[UUID]) -> bytes:
    """One PDF of these papers as they stand; of a single one that was sealed, the very bytes that were sealed.

    Raises: UnknownPaper, FileBroken, rendering.CannotRender.
    """
    files = [_file(paper_row(uid)) for uid in uids]
    return files[0] if len(files) == 1 else joining.join(files)


def pictures_of(uid: UUID) -> list[bytes]:
    """The pages of a paper as PNG: of the kept file where there is one. Raises: as `pdf_of`."""
    row = paper_row(uid)
    file = kept(row)
    if file is None:
        return rendering.pictures([sheet(row)])
    return rendering.pages_of(file, mark=_MARKS.get(rows_of([row])[0].state, ""))


def service_of(uid: UUID) -> bytes:
    """The record of service of a paper as a PDF. Raises: UnknownPaper, NotAllowedNow for one that was not served."""
    row = paper_row(uid)
    received = _received(rows_of([row])[0])
    if not received:
        raise NotAllowedNow
    return rendering.pdf([({**values(row), "template": "service"}, rendering.Look(received=received))])


def fingerprint(uid: UUID) -> Fingerprint | None:
    """The SHA-256 of the kept file, and whether the templates of today would draw the same. Raises: as `pdf_of`."""
    row = paper_row(uid)
    file = kept(row)
    if file is None:
        return None
    values_then, look = sheet(row)
    now = rendering.pdf([(values_then, replace(look, mark="", received=None))])
    return Fingerprint(hashlib.sha256(file).hexdigest(), now == file)


def kept(row: Paper) -> bytes | None:
    """The file that was kept when the paper was sealed; None for one that waits. Raises: FileBroken."""
    found = PaperFile.objects.filter(paper=row).first()
    return None if found is None else opened(found)


def opened(file: PaperFile) -> bytes:
    """The very bytes that were sealed. Raises: FileBroken."""
    try:
        pdf = crypto.open_bytes(bytes(file.pdf_sealed), table="documents_file", column="pdf", row=file.uid)
    except crypto.SealBroken:
        raise FileBroken(file.uid) from None
    if hashlib.sha256(pdf).digest() != bytes(file.digest):
        raise FileBroken(file.uid)
    return pdf


def _file(row: Paper) -> bytes:
    file = kept(row)
    if file is None:
        return rendering.pdf([sheet(row)])
    mark = _MARKS.get(rows_of([row])[0].state, "")
    return rendering.marked(file, mark) if mark else file


def sheet(row: Paper, shown: PaperRow | None = None) -> tuple[dict[str, Any], rendering.Look]:
    """Values and look of a paper as it stands now; `shown` saves asking where it stands."""
    shown = shown or rows_of([row])[0]
    content, code = values(row), opened_token(row)
    is_sealed = shown.event(rules.SEALED) is not None
    look = rendering.Look(
        seal=str(content["office"]) if is_sealed else "",
        demonstration=bool(settings.FENGQIAO_DEMONSTRATION),
        mark=_MARKS.get(shown.state, "" if is_sealed or not shown.sealing else "未用印"),
        code=verification_address(code) if code and is_sealed else "",
        second=row.second if code and is_sealed else "",
    )
    return content, look


def verification_address(token: str) -> str:
    """Where the public door answers for a paper."""
    return f"{settings.FENGQIAO_PUBLIC_ORIGIN}/v/{token}"


def address_of(uid: UUID) -> str:
    """Where the code on a paper leads; empty for a paper that carries none. Raises: UnknownPaper."""
    token = opened_token(paper_row(uid))
    return verification_address(token) if token else ""


def _received(shown: PaperRow) -> dict[str, str]:
    event = shown.event(rules.DELIVERED, rules.REFUSED)
    if event is None:
        return {}
    found = {
        "receiver": event.detail.get("receiver", ""),
        "relation": event.detail.get("relation", ""),
        "day": day_text(event.happened_on) if event.happened_on else "",
        "server": event.name,
    }
    if event.what == rules.REFUSED:
        found["refused"] = f"拒收。{event.detail.get('note', '')}（见证人：{event.detail.get('witness', '')}）"
    return found
