"""The frozen records that component macros draw. A room above builds them in its reads, from plain values.

`Words` is anything a page can print: a string, a lazy translation, or a value with `zh` and `en`, of which
the `text` filter takes the language in use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import date, datetime
from typing import Any, Literal, Protocol, runtime_checkable

from fengqiao.kit.records import record
from fengqiao.shell import rules


@runtime_checkable
class Bilingual(Protocol):
    """A text that carries both languages, such as the title of a procedure."""

    @property
    def zh(self) -> str: ...

    @property
    def en(self) -> str: ...


@record
class Text:
    """A text in both languages, for records that are not translated through a catalogue."""

    zh: str
    en: str


Words = Any
"""A string, a lazy translation or a `Bilingual`; kept wide because Django's lazy strings have no public type."""


class Citation(Protocol):
    """What the shell needs of a citation; the law room's has it."""

    @property
    def source(self) -> str: ...

    @property
    def articles(self) -> tuple[str, ...]: ...

    def articles_label(self, language: Literal["zh", "en"], /) -> str: ...

    def label(self, language: Literal["zh", "en"], /) -> str: ...

    def paraphrase(self, language: Literal["zh", "en"], /) -> str: ...


Tone = Literal["", "danger", "warn", "notice", "ok", "info", "mind"]


@record
class Basis:
    """A legal basis: what is cited, the address of the article, its paraphrase as a hint.

    `short` is the article without its source; several of one `source` in a row name the source once.
    """

    text: Words
    href: str = ""
    hint: Words = ""
    source: str = ""
    short: Words = ""

    @classmethod
    def of(cls, citation: Citation, *, href: str = "") -> Basis:
        """The basis for a citation of the law room, with its paraphrase as the hint."""
        label = Text(citation.label("zh"), citation.label("en"))
        hint = Text(citation.paraphrase("zh"), citation.paraphrase("en"))
        if not citation.articles:
            return cls(label, href, hint)
        alone = Text(citation.articles_label("zh"), citation.articles_label("en"))
        return cls(label, href, hint, citation.source, alone)


@record
class Due:
    """A deadline as a page shows it. Computed by the server; a deadline without a basis may not be shown.

    Unit: due_at is the first moment that is too late; 00:00 in Shanghai means the end of the day before.
    soon_days is the span of the three working days before it, in calendar days.
    """

    due_at: datetime
    now: datetime
    basis: tuple[Basis, ...]
    reasoning: tuple[Words, ...] = ()
    soon_days: int = 3
    label: Words = ""

    seen: rules.Seen = field(init=False, repr=False, compare=False)
    """How it stands, worked out once: a list asks for it several times a row."""

    def __post_init__(self) -> None:
        if not self.basis:
            raise ValueError("a deadline without a legal basis or an internal rule may not be shown")
        seen = rules.seen(due_at=self.due_at, now=self.now, soon_days=self.soon_days)
        object.__setattr__(self, "seen", seen)  # frozen for the type checker

    @property
    def state(self) -> rules.DueState:
        return self.seen.state

    @property
    def left(self) -> rules.Remaining:
        return self.seen.left

    @property
    def day(self) -> date:
        return self.seen.day

    @property
    def today(self) -> date:
        return self.seen.today

    @property
    def is_whole_day(self) -> bool:
        return self.seen.is_whole_day


@record
class Tag:
    """A small state: word and colour, with an icon where the shape carries the meaning."""

    text: Words
    tone: Tone = ""
    icon: str = ""
    solid: bool = False


@record
class Person:
    """A person in a list. When restricted, the caller already gives the surname and a mark instead of the name."""

    name: str
    href: str = ""
    number: Words = ""
    restricted: bool = False

    @property
    def initial(self) -> str:
        return self.name[:1]

    @property
    def tint(self) -> int:
        return rules.tint(self.name)


@record
class Figure:
    """One cell of a summary strip: a count with its explanation, linked to the list that it counts."""

    label: Words
    value: Words
    href: str
    note: Words = ""
    tone: Tone = ""
    icon: str = ""
    unit: Words = ""


@record
class Fact:
    """One cell of a ribbon, or one row of a definition list."""

    label: Words
    value: Words
    tone: Tone = ""
    note: Words = ""


@record
class Marker:
    """A dated event on a term bar."""

    on: date
    label: Words
    tone: Tone = ""


@record
class PlacedMarker:
    """A marker with its place. Unit: percent of the bar; row 0 or 1 of the labels."""

    marker: Marker
    percent: float
    row: int
    is_today: bool


@record
class Term:
    """A correction term with its markers; `today` is always among them while the term runs."""

    start: date
    end: date
    today: date
    length: Words = ""
    markers: tuple[Marker, ...] = ()
    today_label: Words = ""

    @property
    def percent(self) -> float:
        return round(rules.share(start=self.start, end=self.end, on=self.today) * 100, 1)

    @property
    def days_gone(self) -> int:
        return max(0, min((self.today - self.start).days, (self.end - self.start).days + 1))

    @property
    def days_left(self) -> int:
        return (
            max(0, (self.end - self.today).days + 1) if self.today >= self.start else (self.end - self.start).days + 1
        )

    @property
    def is_running(self) -> bool:
        return self.start <= self.today <= self.end

    def placed(self, today_label: Words) -> list[PlacedMarker]:
        """Markers within the term and today, in order, each with its place."""
        now = Marker(self.today, self.today_label or today_label)
        inside = [m for m in self.markers if self.start <= m.on <= self.end]
        chosen = sorted([*inside, *([now] if self.is_running else [])], key=lambda m: m.on)
        percents = [round(rules.share(start=self.start, end=self.end, on=m.on) * 100, 1) for m in chosen]
        rows = rules.rows_of(percents)
        return [PlacedMarker(m, p, r, m is now) for m, p, r in zip(chosen, percents, rows, strict=True)]


@record
class Entry:
    """One event of a timeline. Entries are never changed: a correction is a new entry.

    `all_day`: only the day is known, so no hour is shown. `more` is what a reader unfolds.
    """

    at: datetime
    title: Words
    tone: Literal["", "danger", "warn", "ok", "mind", "mute"] = ""
    tags: tuple[Tag, ...] = ()
    actor: Words = ""
    text: Words = ""
    box: Words = ""
    href: str = ""
    basis: tuple[Basis, ...] = ()
    all_day: bool = False
    more: Words = ""


@record
class Step:
    """One step of a procedure on its stepper."""

    title: Words
    state: Literal["done", "now", "next"]
    note: Words = ""
    basis: tuple[Basis, ...] = ()


@record
class Check:
    """One system check with its evidence. `later` is not checked here and never counts as passed."""

    title: Words
    result: Literal["pass", "warn", "block", "later"]
    evidence: Words = ""
    value: Words = ""
    basis: tuple[Basis, ...] = ()


@record
class Band:
    """One rung of the ladder of competence. The page shows all rungs and why one of them is in charge."""

    who: Words
    limit: Words
    is_this: bool = False
    why: Words = ""
    delegation: Words = ""
    copies: Words = ""
    basis: tuple[Basis, ...] = ()


@record
class Choice:
    """One way out in a decision panel; `refused` says why it cannot be chosen now."""

    value: str
    title: Words
    note: Words = ""
    refused: Words = ""
    chosen: bool = False
    basis: tuple[Basis, ...] = ()


FieldKind = Literal[
    "text", "textarea", "select", "radio", "checkbox", "checks", "date", "moment", "number", "file", "password", "code",
    "tel", "email", "search", "hidden", "static",
]  # fmt: skip


@record
class Field:
    """A form field as every page draws it: label above, hint and error below, both tied to the control."""

    name: str
    label: Words
    kind: FieldKind = "text"
    value: Any = ""
    error: Words = ""
    hint: Words = ""
    unit: Words = ""
    required: bool = False
    choices: Sequence[tuple[str, Words]] = ()
    span: Literal[2, 3, 4, 6] = 3
    placeholder: Words = ""
    attributes: dict[str, str] = field(default_factory=dict)
    id: str = ""

    @property
    def html_id(self) -> str:
        return self.id or f"f-{self.name}"

    @property
    def values(self) -> frozenset[str]:
        """The chosen values, as strings, for lists with several ticks."""
        chosen = self.value if isinstance(self.value, list | tuple | set | frozenset) else [self.value]
        return frozenset(str(item) for item in chosen)


@record
class View:
    """A saved or built-in view of a list, drawn as a tab with a count."""

    label: Words
    href: str
    count: int | None = None
    current: bool = False
    hot: bool = False


@record
class Chip:
    """An applied condition; `href` is the same list without it."""

    label: Words
    href: str


@record
class Column:
    """Head of a table column. `href` sorts by it; `sort` says how the list is sorted now."""

    label: Words
    href: str = ""
    sort: Literal["", "none", "ascending", "descending"] = ""
    classes: str = ""


@record
class Crumb:
    """One step of the way to this page; the last has no address."""

    label: Words
    href: str = ""
