"""What goes into an archive, in which order, where the archive stands, and what is missing from it. Pure.

Law: Community Corrections Law art. 22; Implementation Measures art. 18 (execution archive and work archive). The four
sections are those of the notes on the law (P42): documents of decision; reception, approvals, rewards, recommitment,
discharge, termination; work record; other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from fengqiao.documents.papers.record import Layout, PaperKind
from fengqiao.law.face import Text

EXECUTION, WORK = "execution", "work"
PARTS: Final[Mapping[str, Text]] = {
    EXECUTION: Text("执行档案", "execution archive"),
    WORK: Text("工作档案", "work archive"),
}
SECTIONS: Final[Mapping[str, Text]] = {
    "1": Text("决定机关法律文书", "documents of decision"),
    "2": Text("接收、审批、奖惩、收监、解除、终止文书", "reception, approvals, rewards, recommitment, end"),
    "3": Text("工作记录", "work record"),
    "4": Text("其他材料", "other"),
}
# What a record of work is among the papers issued here; every other one is of the second section.
_WORK_RECORDS: Final = frozenset({"D15", "D19", "D20", "D22", "D23", "D25", "D26", "D27"})

OPEN, COLLECTING, CHECKING, CLOSED, STORED, LENT = "open", "collecting", "checking", "closed", "stored", "lent"
STAGES: Final[Mapping[str, Text]] = {
    OPEN: Text("在建", "being kept"),
    COLLECTING: Text("待司法所移交", "waits for the office"),
    CHECKING: Text("待归档", "to be closed"),
    CLOSED: Text("已归档、待入库", "closed"),
    STORED: Text("已入库", "in the archive room"),
    LENT: Text("借出", "lent"),
}
ENDED, HANDED_OVER, SENT_BACK, SHUT, SHELVED = "ended", "handed_over", "sent_back", "closed", "stored"
LENT_OUT, EXTENDED, RETURNED, LOOKED, STRUCK = "lent", "extended", "returned", "looked", "struck"
#: Where an archive stands after what happened to it last; a look inside and a struck item move it nowhere.
_AFTER: Final[Mapping[str, str]] = {
    ENDED: COLLECTING, HANDED_OVER: CHECKING, SENT_BACK: COLLECTING, SHUT: CLOSED, SHELVED: STORED, LENT_OUT: LENT,
    EXTENDED: LENT, RETURNED: STORED,
}  # fmt: skip
_MAY: Final[Mapping[str, frozenset[str]]] = {
    ENDED: frozenset({OPEN}),
    HANDED_OVER: frozenset({OPEN, COLLECTING}),
    SENT_BACK: frozenset({CHECKING}),
    SHUT: frozenset({CHECKING}),
    SHELVED: frozenset({CLOSED}),
    LENT_OUT: frozenset({STORED}),
    EXTENDED: frozenset({LENT}),
    RETURNED: frozenset({LENT}),
}
#: Filing goes on until the archive is closed.
FILING: Final = frozenset({OPEN, COLLECTING, CHECKING})
FROZEN: Final = frozenset({CLOSED, STORED, LENT})
# Unit: entries of one archive that its printed index holds.
MOST_ENTRIES: Final = 400


def stage(events: Iterable[str]) -> str:
    """Where an archive stands after its events, in the order in which they were written."""
    found = OPEN
    for event in events:
        found = _AFTER.get(event, found)
    return found


def may_happen(event: str, now: str) -> bool:
    """Whether this may happen to an archive that stands there."""
    return now in _MAY[event]


def section_of(kind: PaperKind) -> str:
    """The section of a paper that was issued here."""
    return "3" if kind.layout is Layout.RECORD or kind.id in _WORK_RECORDS else "2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the index. `pages` is empty until somebody counted them; `digest` is the SHA-256 of an electronic
    piece; `note` says what has become of it. Either `paper` or `item` is there: issued here, or registered by hand."""

    part: str
    section: str
    day: date
    title: str = field(repr=False)
    number: str = ""
    author: str = ""
    pages: int | None = None
    first: int | None = None
    digest: str = ""
    note: str = ""
    kind: str = ""
    act: UUID | None = None
    paper: UUID | None = None
    item: UUID | None = None
    no: int = 0


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """By part and section, then by day, numbered from one in each part, with the page on which each begins.

    Pages are counted on as long as every piece before has been counted.
    """
    ordered: list[Entry] = []
    counted: dict[str, tuple[int, int | None]] = dict.fromkeys(PARTS, (0, 1))
    places = {part: at for at, part in enumerate(PARTS)}
    for each in sorted(entries, key=lambda one: (places[one.part], one.section, one.day)):
        no, first = counted[each.part]
        ordered.append(replace(each, no=no + 1, first=first if each.pages is not None else None))
        counted[each.part] = (no + 1, first + each.pages if first is not None and each.pages is not None else None)
    return tuple(ordered)


def total_pages(entries: Iterable[Entry]) -> int:
    """How many pages were counted."""
    return sum(each.pages or 0 for each in entries)


def frozen(entries: Sequence[Entry]) -> tuple[list[dict[str, Any]], bytes]:
    """The index as plain values, and the SHA-256 over them in one fixed writing."""
    rows = [{key: _flat(value) for key, value in asdict(each).items()} for each in entries]
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return rows, hashlib.sha256(text.encode()).digest()


def thawed(rows: Iterable[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """The entries of a frozen index."""
    return tuple(
        Entry(**{
            **row,
            "day": date.fromisoformat(row["day"]),
            **{key: UUID(row[key]) if row[key] else None for key in ("act", "paper", "item")},
        })
        for row in rows
    )  # fmt: skip


def _flat(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A paper that an act of a procedure called for. `built`: this system issues it; else somebody noted it by hand
    under `number`, or nobody did."""

    kind: str
    title: Text
    act: UUID
    procedure: Text
    since: datetime
    built: bool
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A paper that ought to be in the archive and is not."""

    expected: Expected
    why: Text


_NOT_ISSUED = Text("应当制发，未制发", "should have been issued and was not")
_NOT_SEALED = Text("已制发，未用印", "issued, not sealed")
_NOT_FILED = Text("线下办理，未入卷", "done by hand, not filed")
_VOID = Text("已撤销，未重新制发", "withdrawn, not issued anew")


def missing(
    expected: Iterable[Expected], entries: Iterable[Entry], states: Mapping[tuple[str, UUID], str]
) -> tuple[Gap, ...]:
    """What procedures called for and the archive lacks. `states` is where each paper issued here stands, by kind and
    act; a piece registered by hand answers for the paper that it names."""
    by_hand = {(each.kind, each.act) for each in entries if each.item is not None and each.kind}
    gaps = []
    for each in expected:
        key = (each.kind, each.act)
        why = None if key in by_hand else _why(each, states.get(key))
        if why is not None:
            gaps.append(Gap(expected=each, why=why))
    return tuple(gaps)


def _why(expected: Expected, stands: str | None) -> Text | None:
    if stands is None:
        return _NOT_ISSUED if expected.built and not expected.number else _NOT_FILED
    return {"issued": _NOT_SEALED, "withdrawn": _VOID}.get(stands)
