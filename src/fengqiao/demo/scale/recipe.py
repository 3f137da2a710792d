"""A person's rows as a text with holes: what is the same for everybody, and what each one gets of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from uuid import UUID

from fengqiao.demo.scale.posts import Holder, Slot
from fengqiao.demo.scale.stock import Column, Person, Row, Table
from fengqiao.kit import crypto


class Hole(NamedTuple):
    """Something that differs from person to person; `key` says which of its kind."""

    kind: str
    key: Any


WORD, UID, KEY, HOLDER, NUMBER, SEQUENCE, TOKEN, TOKEN_HASH, HASH, SEALED = (
    *("word", "uid", "key", "holder", "number", "sequence", "token", "token_hash", "hash", "sealed"),
)
Part = str | Hole
#: Where a sealed cell is bound to another name than its table and column (see `crypto.seal`).
BOUND: Final = {
    ("letters_sent", "body_sealed"): ("letters", "body"),
    ("notices_message", "to_sealed"): ("notices_message", "to_sealed"),
    ("notices_notice", "answer_sealed"): ("notices_notice", "answer_sealed"),
}
_UUID: Final = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
#: In the JSON of a former version: the keys of the row and of the person, and its sealed cells.
_FORMER: Final = re.compile(r'"(?P<id>id|subject_id)": (?P<key>\d+)|"(?P<cell>\w+)_sealed": "\\\\x(?P<blob>[0-9a-f]+)"')


@dataclass(frozen=True, slots=True)
class Format:
    """A text with `%s` for every hole, and which holes they are, by their place in the recipe."""

    text: str
    holes: tuple[int, ...]

    def fill(self, values: Sequence[Any]) -> str:
        """The text with the values of the recipe's holes."""
        return self.text % tuple([values[at] for at in self.holes])


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is in a sealed cell and what it is bound to; `row` is the place of the row's own uid."""

    table: str
    column: str
    high: str
    row: int
    content: Format


@dataclass(frozen=True, slots=True)
class Recipe:
    """One told person. `rows`: how many of each table; what is `sealed` is filled last, each at its place."""

    area: str
    holes: tuple[Hole, ...]
    sealed: tuple[Sealed, ...]
    sealed_at: tuple[int, ...]
    rows: Mapping[str, int]
    formats: Mapping[str, Format]


@dataclass(slots=True)
class Known:
    """What can be recognised in the rows of one person: texts, whole cells, hashes and keys, each with its hole."""

    words: Mapping[str, Hole]
    cells: Mapping[str, Hole]
    hashes: Mapping[str, Hole]
    slots: Mapping[tuple[str, int], Slot]


@dataclass(slots=True)
class Kitchen:
    """Makes the recipe of one person."""

    person: Person
    known: Known
    tables: Sequence[Table]
    holes: dict[Hole, int] = field(default_factory=dict)
    sealed: dict[Hole, Sealed] = field(default_factory=dict)
    keys: dict[tuple[str, str], int] = field(default_factory=dict)
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        words = sorted(self.known.words, key=len, reverse=True)
        self.pattern = re.compile("|".join([f"({_UUID})", *map(re.escape, words)]))
        for table, rows in self.person.rows.items():
            for at, row in enumerate(rows):
                self.keys[table, str(row.get("id"))] = at

    def recipe(self) -> Recipe:
        """Everything of the person."""
        lines = {
            table.name: [self._line(table, row) for row in rows]
            for table in self.tables
            if (rows := self.person.rows.get(table.name))
        }
        formats = {name: self._format(part for line in rows for part in line) for name, rows in lines.items()}
        order = sorted(self.holes, key=self.holes.__getitem__)
        return Recipe(
            area=self.person.area,
            holes=tuple(order),
            sealed=tuple(self.sealed[hole] for hole in order if hole.kind == SEALED),
            sealed_at=tuple(at for at, hole in enumerate(order) if hole.kind == SEALED),
            rows={name: len(rows) for name, rows in lines.items()},
            formats=formats,
        )

    def _line(self, table: Table, row: Row) -> list[Part]:
        parts: list[Part] = []
        for column in table.columns:
            parts += [*self._cell(table, column, row), "\t"]
        return [*parts[:-1], "\n"]

    def _cell(self, table: Table, column: Column, row: Row) -> list[Part]:
        text = row[column.name]
        if text is None:
            return ["\\N"]
        if column.is_sealed:
            bound = BOUND.get((table.name, column.name), (table.name, column.name.removesuffix("_sealed")))
            return ["\\\\x", self._seal(text[2:], *bound, str(row["uid"]))]
        if text.startswith("\\x"):
            return ["\\\\x", self.known.hashes[text[2:]]] if text[2:] in self.known.hashes else [_escaped(text)]
        if column.refers:
            return self._key(column.refers, text)
        if text in self.known.cells:
            return [self.known.cells[text]]
        if column.name == "before":
            return _joined(self._former(table, row, text))
        if (table.name, column.name) == ("documents_paper", "seq"):
            return [Hole(SEQUENCE, self.keys[table.name, str(row["id"])])]
        return _joined(self._parts(text), _escaped)

    def _key(self, table: str, text: str) -> list[Part]:
        if not table.startswith("users_"):
            at = self.keys.get((table, text))
            return [text] if at is None else [Hole(KEY, (table, at))]
        parts: list[Part] = []
        for each in re.split(r"(\d+)", text):
            slot = self.known.slots.get((table, int(each))) if each.isdigit() else None
            parts.append(each if slot is None else Hole(HOLDER, (slot, table.removeprefix("users_"))))
        return parts

    def _parts(self, text: str) -> list[Part]:
        """A text cut at everything that is known."""
        parts: list[Part] = []
        at = 0
        for found in self.pattern.finditer(text):
            parts.append(text[at : found.start()])
            parts += self._uid(found[0]) if found[1] else [self.known.words[found[0]]]
            at = found.end()
        return [*parts, text[at:]]

    def _uid(self, text: str) -> list[Part]:
        """The first half of an identifier says when, and stays; the second half becomes another."""
        return [text[:19], Hole(UID, int(text[19:].replace("-", ""), 16))]

    def _former(self, table: Table, row: Row, text: str) -> list[Part]:
        of = str(row["of"])
        parts: list[Part] = []
        at = 0
        for found in _FORMER.finditer(text):
            parts += [*_joined(self._parts(text[at : found.start()]), _escaped)]
            if found["key"]:
                owner = of if found["id"] == "id" else "subjects_subject"
                parts += [f'"{found["id"]}": ', *self._key(owner, found["key"])]
            else:
                sealed = self._seal(found["blob"], of, found["cell"], str(row["row"]))
                parts += [f'"{found["cell"]}_sealed": "\\\\\\\\x', sealed, '"']
            at = found.end()
        return [*parts, *_joined(self._parts(text[at:]), _escaped)]

    def _seal(self, blob: str, table: str, column: str, uid: str) -> Hole:
        hole = Hole(SEALED, (table, column, uid, blob[:40]))
        if hole not in self.sealed:
            plain = crypto.open_sealed(bytes.fromhex(blob), table=table, column=column, row=UUID(uid))
            high, row = self._uid(uid)
            assert isinstance(row, Hole), "a row of ours has a uid of ours"
            content = self._format(self._parts(plain))
            self.sealed[hole] = Sealed(table, column, str(high), self._place(row), content)
        return hole

    def _format(self, parts: Iterable[Part]) -> Format:
        """One text of many parts."""
        texts, holes = list[str](), list[int]()
        for part in parts:
            if isinstance(part, Hole):
                texts.append("%s")
                holes.append(self._place(part))
            else:
                texts.append(part.replace("%", "%%"))
        return Format("".join(texts), tuple(holes))

    def _place(self, hole: Hole) -> int:
        return self.holes.setdefault(hole, len(self.holes))


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _joined(parts: list[Part], change: Callable[[str], str] = str) -> list[Part]:
    return [part if isinstance(part, Hole) else change(part) for part in parts]


def slots_of(held: Mapping[Slot, Holder]) -> dict[tuple[str, int], Slot]:
    """By table and key: which post somebody's key stands for."""
    found: dict[tuple[str, int], Slot] = {}
    for slot, holder in held.items():
        keys = {"users_person": holder.person, "users_account": holder.account, "users_post": holder.post}
        for table, key in keys.items():
            found.setdefault((table, key), slot)
    return found
