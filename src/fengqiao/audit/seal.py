"""Sealing the audit rows into a chain, and finding what was tampered with (DATABASE 9).

What is sealed is a range of transaction ids, not of row ids: everything below the oldest running transaction has
ended, so a row that commits late is sealed once, and none is missed. All functions take a connection as fq_seal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from fengqiao.audit import chain
from fengqiao.audit.chain import Row, Seal

_LOCK = 0x5EA1
_COLUMNS = """id, xid::text::bigint, life, (extract(epoch FROM at) * 1000000)::bigint,
              door, actor, area, what, object, data"""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of the chain on some day, kept outside: in a file, on paper, with another organ (T29)."""

    no: int
    mac: str
    sealed: int
    at: str


def seal(connection: psycopg.Connection[Any], *, ended: bool = False) -> int:
    """Seal every row whose transaction has ended and that no seal holds yet; how many.

    May be called by several at once: an advisory lock makes one line of them. `ended` is for what a restore brought:
    its transaction ids are another server's, so all of them have ended, whatever this server counts.
    """
    connection.prepare_threshold = None
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        before = _last(connection)
        present, life = _one(
            connection,
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, coalesce(max(life), 1) FROM audit_row",
        )
        horizon = _behind_the_last(connection, life) if ended else present
        lo = before.hi if before and before.life == life else 0
        if lo >= horizon:
            return 0
        made = chain.make(
            _key(), before=before, life=life, lo=lo, hi=horizon, rows=_rows(connection, life, lo, horizon)
        )
        if made.n == 0:
            return 0
        connection.execute(
            "INSERT INTO audit_seal (no, life, lo, hi, n, prev, mac, marks) "
            "VALUES (%s, %s, %s::text::xid8, %s::text::xid8, %s, %s, %s, %s)",
            (made.no, made.life, str(made.lo), str(made.hi), made.n, made.prev, made.mac, made.marks),
        )
        return made.n


def _behind_the_last(connection: psycopg.Connection[Any], life: int) -> int:
    (newest,) = _one(
        connection, "SELECT coalesce(max(xid::text::bigint), -1) FROM audit_row WHERE life = %s", (life,)
    )  # fmt: skip
    return int(newest) + 1


def verify(connection: psycopg.Connection[Any], anchors: Sequence[Anchor] | None = None) -> dict[str, Any]:
    """Compare every sealed row with its mark and every seal with the one before; `COMMANDS.md` audit verify.

    A seal that does not hold is named "seal:<no>". Without anchors a cut tail looks like an earlier day.
    """
    connection.prepare_threshold = None
    broken: list[dict[str, Any]] = []
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        before: Seal | None = None
        sealed = 0
        for seal_ in _seals(connection):
            broken += [_found(f"seal:{no}", "removed") for no in _gap(before, seal_)]
            if not chain.holds(_key(), seal_, _hung_on(before, seal_)):
                broken.append(_found(f"seal:{seal_.no}", "changed"))
            rows = _rows(connection, seal_.life, seal_.lo, seal_.hi)
            broken += [_found(row, kind) for row, kind in chain.differences(_key(), seal_, rows)]
            sealed += seal_.n
            before = seal_
        broken += _against(anchors or (), connection)
        (rows_now,) = _one(connection, "SELECT count(*) FROM audit_row")
        return {"rows": rows_now, "sealed": sealed, "unsealed": _unsealed(connection, before), "broken": broken}


def unsealed(connection: psycopg.Connection[Any]) -> tuple[int, float]:
    """How many rows no seal holds yet, and how old the oldest of them is.

    Unit: seconds. More than a minute means that the seal job, or somebody's transaction, hangs.
    """
    before = _last(connection)
    life, hi = (before.life, before.hi) if before else (0, 0)
    count, age = _one(
        connection,
        "SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0)::float8 FROM audit_row "
        "WHERE life > %s OR (life = %s AND xid >= %s::text::xid8)",
        (life, life, str(hi)),
    )
    return int(count), float(age)


def head(connection: psycopg.Connection[Any], at: datetime) -> Anchor | None:
    """The newest link, to be kept elsewhere; None before the first."""
    last = _last(connection)
    if last is None:
        return None
    (total,) = _one(connection, "SELECT sum(n)::bigint FROM audit_seal")
    return Anchor(last.no, last.mac.hex(), total, at.isoformat())


def add_anchor(path: Path, anchor: Anchor) -> None:
    """Append a head to a file of anchors, one JSON object per line."""
    line = {"no": anchor.no, "mac": anchor.mac, "sealed": anchor.sealed, "at": anchor.at}
    with path.open("a", encoding="utf-8") as out:
        out.write(json.dumps(line) + "\n")


def read_anchors(path: Path) -> tuple[Anchor, ...]:
    """The anchors of a file. Raises: ValueError for a line that is none."""
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return tuple(Anchor(int(x["no"]), str(x["mac"]), int(x["sealed"]), str(x["at"])) for x in lines)
    except (KeyError, TypeError, json.JSONDecodeError) as wrong:
        raise ValueError(f"{path} is no file of anchors") from wrong


def _key() -> bytes:
    return bytes(settings.FENGQIAO_SEAL_KEY)


def _one(connection: psycopg.Connection[Any], query: str, values: Sequence[Any] = ()) -> tuple[Any, ...]:
    row = connection.execute(query.encode(), values).fetchone()
    assert row is not None
    return tuple(row)


def _rows(connection: psycopg.Connection[Any], life: int, lo: int, hi: int) -> Iterator[Row]:
    """Rows of a range in the order of their transactions, a few thousand in memory at a time."""
    with connection.cursor(name="audit_rows") as cursor:
        cursor.itersize = 5000
        cursor.execute(
            f"SELECT {_COLUMNS} FROM audit_row WHERE life = %s AND xid >= %s::text::xid8 AND xid < %s::text::xid8 "
            "ORDER BY xid, id".encode(),
            (life, str(lo), str(hi)),
        )
        for values in cursor:
            yield Row(*values)


def _seal(row: Sequence[Any]) -> Seal:
    no, life, lo, hi, n, prev, mac, marks = row
    return Seal(no, life, lo, hi, n, bytes(prev), bytes(mac), bytes(marks))


_SEALS = b"SELECT no, life, lo::text::bigint, hi::text::bigint, n, prev, mac, marks FROM audit_seal "


def _last(connection: psycopg.Connection[Any]) -> Seal | None:
    row = connection.execute(_SEALS + b"ORDER BY no DESC LIMIT 1").fetchone()
    return _seal(row) if row else None


def _seals(connection: psycopg.Connection[Any]) -> Iterator[Seal]:
    with connection.cursor(name="audit_seals") as cursor:
        cursor.itersize = 20
        cursor.execute(_SEALS + b"ORDER BY no")
        for row in cursor:
            yield _seal(row)


def _gap(before: Seal | None, present: Seal) -> range:
    return range(before.no + 1 if before else 1, present.no)


def _hung_on(before: Seal | None, present: Seal) -> Seal | None:
    """What the seal should hang on; after a gap its own word for it, since the gap is reported by itself."""
    if present.no == (before.no + 1 if before else 1):
        return before
    return Seal(present.no - 1, present.life, 0, 0, 0, b"", present.prev, b"")


def _unsealed(connection: psycopg.Connection[Any], before: Seal | None) -> int:
    life, hi = (before.life, before.hi) if before else (0, 0)
    condition = "SELECT count(*) FROM audit_row WHERE life > %s OR (life = %s AND xid >= %s::text::xid8)"
    (count,) = _one(connection, condition, (life, life, str(hi)))
    return int(count)


def _against(anchors: Sequence[Anchor], connection: psycopg.Connection[Any]) -> list[dict[str, Any]]:
    codes = dict(connection.execute("SELECT no, encode(mac, 'hex') FROM audit_seal").fetchall()) if anchors else {}
    broken = []
    for anchor in anchors:
        if anchor.no not in codes:
            broken.append(_found(f"seal:{anchor.no}", "removed"))
        elif codes[anchor.no] != anchor.mac:
            broken.append(_found(f"seal:{anchor.no}", "changed"))
    return broken


def _found(row: int | str, kind: str) -> dict[str, Any]:
    return {"row": row, "kind": kind}
