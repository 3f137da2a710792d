"""The whole load: posts, recipes, COPY by as many processes as there are cores, and the walls put back."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from typing import Any, Final

from fengqiao.areas import face as areas
from fengqiao.audit.face import Actor
from fengqiao.demo.scale import clones, loading, posts, stock
from fengqiao.demo.scale import told as telling
from fengqiao.demo.scale.loading import Bare, Connect, Connection
from fengqiao.demo.scale.places import Place, place, spread
from fengqiao.kit.clock import local_day

_FURTHER: Final = ("subjects_namekey", "documents_token", "subjects_identity")
Say = Callable[[str], None]
Series = tuple[str, str, int, bool]


def fill(
    *, county: str, count: int, connect: Connect, ready: Callable[[], None] | None, by: Actor, at: datetime, say: Say
) -> int:
    """Bring the demonstration to `count` people. Answers how many were added.

    `connect` gives a superuser's connection; `ready` sets a fresh process up, without it all is done in this one.
    Nobody else may be at work. A load that was interrupted leaves tables without indexes: the installation is then
    built anew.
    """
    tables = stock.tables()
    with connect() as connection:
        loading.settle(connection)
        more = count - int(connection.execute("SELECT count(*) FROM subjects_subject").fetchone()[0])  # type: ignore[index]
        if more <= 0:
            return 0
        say("demonstration: posts of the province")
        places = [each for each in spread(more) if each[1]]
        held = posts.fill(connection, (place.office for place, _number in places), by=by, at=at, say=say)
        say("demonstration: reading what was told")
        told = _told(connection, county, held, tables)
        names = [*(each.name for each in tables), *_FURTHER]
        orders = _orders(connection, places, told, held, tables, at)
        say(f"demonstration: {more} people told again")
        bare = loading.strip(connection, names)
        columns = _columns(tables)
        write = partial(clones.write, connect, told=told, columns=columns)
        with _spread(ready) as each:
            counters = list(each(write, orders))
        _finish(connect, bare, names, orders, told, counters, ready=ready, say=say)
    return more


def _columns(tables: Sequence[stock.Table]) -> dict[str, Sequence[str]]:
    own = {each.name: each.names for each in (*tables, telling.TOKENS, telling.IDENTITY)}
    return {**own, "subjects_namekey": ("kind", "key", "subject_id", "area")}


def _told(
    connection: Connection, county: str, held: Mapping[posts.Slot, posts.Holder], tables: Sequence[stock.Table]
) -> list[telling.Told]:
    homes: dict[str, Place] = {each.area: place(each) for each in areas.offices_below(county)}
    tokens = {row[0]: row for row in connection.execute(_text_of(telling.TOKENS)).fetchall()}
    claims = {row[1]: row for row in connection.execute(_text_of(telling.IDENTITY)).fetchall()}
    near = {slot: who for slot, who in held.items() if _is_near(slot[0], county)}
    found = []
    for person in stock.read(connection, county):
        if person.subject["number_kind"] != "citizen" or str(person.subject["uid"]) not in claims:
            continue
        hashes = telling.token_hashes(person.rows.get("documents_paper", []))
        rows = [tokens[f"\\x{each}"] for each in hashes if f"\\x{each}" in tokens]
        further: dict[str, list[stock.Row]] = {
            "documents_token": [dict(zip(telling.TOKENS.names, row, strict=True)) for row in rows],
            "subjects_identity": [dict(zip(telling.IDENTITY.names, claims[str(person.subject["uid"])], strict=True))],
        }
        found.append(telling.told(person, home=homes[person.area], held=near, tables=tables, further=further))
    return found


def _is_near(area: str, county: str) -> bool:
    return area.startswith(county) or county.startswith(area)


def _text_of(table: stock.Table) -> str:
    cells = ", ".join(f'"{name}"::text' for name in table.names)
    return f'SELECT {cells} FROM "{table.name}"'


def _orders(
    connection: Connection, places: Sequence[tuple[Place, int]], told: Sequence[telling.Told],
    held: Mapping[posts.Slot, posts.Holder], tables: Sequence[stock.Table], at: datetime,
) -> list[clones.Order]:  # fmt: skip
    """One order per city: which keys it may use is known before anybody begins."""
    keys = Counter(loading.next_keys(connection, (each.name for each in tables)))
    known: dict[str, dict[Series, int]] = {}
    for area, char, year, minors, last in connection.execute(
        "SELECT area, char, year, minors, last FROM documents_counter"
    ):
        known.setdefault(area[:4], {})[area, char, year, minors] = last
    first, orders = 1, []
    for city, found in groupby(places, key=lambda each: each[0].city):
        own = list(found)
        count = sum(number for _place, number in own)
        line = {slot: who for slot, who in held.items() if slot[0].startswith(city) or city.startswith(slot[0])}
        orders.append(
            clones.Order(
                city=city, places=own, first=first, keys=dict(keys), counters=known.get(city, {}), holders=line,
                today=local_day(at),
            )
        )  # fmt: skip
        first += count
        for which, times in Counter(clones.draw(city, count, len(told))).items():
            for name, rows in told[which].recipe.rows.items():
                keys[name] += rows * times
    return orders


@contextmanager
def _spread(ready: Callable[[], None] | None) -> Iterator[Callable[..., Iterable[Any]]]:
    if ready is None:
        yield map
        return
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=get_context("spawn"), initializer=ready) as pool:
        yield pool.map


def _finish(
    connect: Connect, bare: Bare, names: Sequence[str], orders: Sequence[clones.Order], told: Sequence[telling.Told],
    counters: Sequence[Mapping[Series, int]], *, ready: Callable[[], None] | None, say: Say,
) -> None:  # fmt: skip
    """Keys, indexes, references: each statement fails when a row is wrong. Then the numbers behind them."""
    say("demonstration: keys and indexes")
    run = partial(_run, connect)
    with _spread(ready) as each:
        list(each(run, bare.keys))
        list(each(run, bare.indexes))
        say("demonstration: every reference is checked")
        for statement in bare.references:
            run(statement)
        list(each(run, [f'VACUUM (ANALYZE) "{name}"' for name in names]))
    with connect() as connection:
        loading.settle(connection)
        tables = [name for name in names if name not in _FURTHER]
        loading.go_on_from(connection, {name: key - 1 for name, key in loading.next_keys(connection, tables).items()})
        _keep_counters(connection, counters)


def _keep_counters(connection: Connection, counters: Sequence[Mapping[Series, int]]) -> None:
    rows = [(*series, last) for found in counters for series, last in found.items()]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO documents_counter (area, char, year, minors, last) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT (area, char, year, minors) DO UPDATE SET last = excluded.last", rows,
        )  # fmt: skip


def _run(connect: Connect, statement: str) -> None:
    with connect() as connection:
        loading.settle(connection)
        connection.execute(statement)
