"""One city's people, told from recipes and copied into the tables."""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any, Final
from uuid import UUID

from fengqiao.demo.scale import newcomers, recipe
from fengqiao.demo.scale.loading import Connect, Connection, copying, settle
from fengqiao.demo.scale.places import Place
from fengqiao.demo.scale.posts import Holder, Slot
from fengqiao.demo.scale.recipe import Recipe
from fengqiao.demo.scale.told import Told
from fengqiao.documents import face as documents
from fengqiao.kit import crypto
from fengqiao.kit.ids import token
from fengqiao.subjects import face as subjects

#: People between two COPYs of every table.
BATCH: Final = 1_000
_LOW: Final = (1 << 60) - 1
"""The bits of an identifier that become others: the two that say its kind stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What one process writes: a city's offices with how many people each, from which position and keys on."""

    city: str
    places: Sequence[tuple[Place, int]]
    first: int
    keys: Mapping[str, int]
    counters: Mapping[tuple[str, str, int, bool], int]
    holders: Mapping[Slot, Holder]
    today: date


def draw(order_city: str, count: int, told: int) -> list[int]:
    """Which told person each of a city's people is told from."""
    dice = Random(f"scale/{order_city}")
    return dice.choices(range(told), k=count)


@dataclass(slots=True)
class Writer:
    """Tells one person after the other."""

    order: Order
    told: Sequence[Told]
    keys: Counter[str]
    counters: Counter[tuple[str, str, int, bool]]
    lines: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[tuple[str, str, int, bool], tuple[str, str]] = field(default_factory=dict)

    def tell(self, told: Told, place: Place, position: int) -> None:
        """All rows of one person."""
        who = newcomers.newcomer(position, sex=told.sex, birth=told.birth, today=self.order.today)
        values = self._values(told, place, who, position)
        for name, text in told.recipe.formats.items():
            self.lines.setdefault(name, []).append(text.fill(values))
        own = self.keys["subjects_subject"]
        self.lines.setdefault("subjects_namekey", []).extend(
            f"{kind}\t{key}\t{own}\t{place.office}\n" for kind, key in newcomers.keys(who.name)
        )
        for name, count in told.recipe.rows.items():
            self.keys[name] += count

    def _values(self, told: Told, place: Place, who: newcomers.Newcomer, position: int) -> list[Any]:
        words = told.words(who, place)
        mask = secrets.randbits(60) & _LOW
        papers = [self._number(told, place, paper) for paper in told.papers]
        secret = [token() for _paper in told.papers]
        values: list[Any] = []
        for kind, key in told.recipe.holes:
            if kind == recipe.UID:
                low = f"{key ^ mask:016x}"
                values.append(f"{low[:4]}-{low[4:]}")
            elif kind == recipe.WORD:
                values.append(words[key])
            elif kind == recipe.KEY:
                values.append(self.keys[key[0]] + key[1])
            elif kind == recipe.HOLDER:
                values.append(self._holder(key, place))
            elif kind == recipe.NUMBER:
                values.append(papers[key][0])
            elif kind == recipe.SEQUENCE:
                values.append(papers[key][1])
            elif kind == recipe.TOKEN:
                values.append(secret[key])
            elif kind == recipe.TOKEN_HASH:
                values.append(hashlib.sha256(secret[key].encode()).hexdigest())
            elif kind == recipe.HASH:
                values.append(_HASHES[key](who).hex())
            else:
                values.append("")
        self._seal(told.recipe, values)
        return values

    def _seal(self, made: Recipe, values: list[Any]) -> None:
        """Every sealed cell is sealed anew to its own row."""
        for at, cell in zip(made.sealed_at, made.sealed, strict=True):
            row = UUID(cell.high + values[cell.row])
            values[at] = crypto.seal_bytes(
                cell.content.fill(values).encode(), table=cell.table, column=cell.column, row=row
            ).hex()

    def _holder(self, key: tuple[Slot, str], place: Place) -> Any:
        slot, what = key
        return getattr(holder_at(slot, place, self.order.holders), what)

    def _number(self, told: Told, place: Place, paper: documents.Series) -> tuple[str, int]:
        issuer = told.moved(paper.issuer, place)
        series = (issuer, paper.char, paper.year, paper.minors)
        self.counters[series] += 1
        seq = self.counters[series]
        if series not in self.numbers:
            mark = 987_654_321
            text = documents.number_of(documents.Series(*series), mark, on=self.order.today)
            before, after = text.split(str(mark))
            self.numbers[series] = before, after
        before, after = self.numbers[series]
        return f"{before}{seq}{after}", seq


_HASHES: Final[Mapping[str, Callable[[newcomers.Newcomer], bytes]]] = {
    "number": lambda who: subjects.number_hash("citizen", who.number),
    "tail": lambda who: subjects.tail_hash(who.number),
    "claim": lambda who: subjects.claim_hash("citizen", who.number),
    "phone": lambda who: subjects.phone_hash(who.phone) or b"",
    "line": lambda who: crypto.keyed_hash(who.phone, purpose="notices.number"),
}


def holder_at(slot: Slot, place: Place, holders: Mapping[Slot, Holder]) -> Holder:
    """Who holds the like post for another place: at its office, its county, its city, or the same in the province."""
    area, role, which = slot
    target = {9: place.office, 6: place.county, 4: place.city}.get(len(area), area)
    for wanted in ((target, role, which), (target, role, 0), (place.county, "county_staff", 0)):
        if wanted in holders:
            return holders[wanted]
    raise KeyError(f"nobody holds {role} at {target}")


def write(connect: Connect, order: Order, told: Sequence[Told], columns: Mapping[str, Sequence[str]]) -> dict[Any, int]:
    """Everybody of one city; answers the counters of its papers."""
    writer = Writer(order, told, Counter(order.keys), Counter(order.counters))
    count = sum(number for _place, number in order.places)
    chosen = iter(draw(order.city, count, len(told)))
    with connect() as connection:
        settle(connection)
        for number, (place, position) in enumerate(_everybody(order), 1):
            writer.tell(told[next(chosen)], place, position)
            if number % BATCH == 0 or number == count:
                _flush(connection, writer, columns)
    return dict(writer.counters)


def _everybody(order: Order) -> Iterator[tuple[Place, int]]:
    position = order.first
    for place, number in order.places:
        for _each in range(number):
            yield place, position
            position += 1


def _flush(connection: Connection, writer: Writer, columns: Mapping[str, Sequence[str]]) -> None:
    with connection.transaction():
        for table, lines in writer.lines.items():
            with copying(connection, table, columns[table]) as copy:
                copy.write("".join(lines))
    writer.lines.clear()
