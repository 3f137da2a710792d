"""What a seal is: marks of rows, and a code over them and the seal before. Pure.

The key lies outside the database, so whoever may change every table still cannot make the chain fit (THREATS T29).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_MARK = struct.Struct(">q16s")
GENESIS = b"\x00" * 32


@dataclass(frozen=True, slots=True)
class Row:
    """An audit row as it is sealed. Unit: `at` in microseconds since 1970 UTC."""

    id: int
    xid: int
    life: int
    at: int
    door: str
    actor: str
    area: str
    what: str
    object: str
    data: Any


@dataclass(frozen=True, slots=True)
class Seal:
    """One link: the rows of one life whose transaction ids lie in [lo, hi)."""

    no: int
    life: int
    lo: int
    hi: int
    n: int
    prev: bytes
    mac: bytes
    marks: bytes


def canonical(row: Row) -> bytes:
    """The bytes of a row that a mark is made of: a fixed list of columns, the same on every server version."""
    values = [row.id, row.xid, row.life, row.at, row.door, row.actor, row.area, row.what, row.object, row.data]
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _key(key: bytes, purpose: bytes) -> bytes:
    return hmac.new(key, b"fengqiao/audit/" + purpose, hashlib.sha256).digest()


def mark(key: bytes, row: Row) -> bytes:
    """The row's id and the first half of its keyed digest."""
    digest = hmac.new(_key(key, b"row"), canonical(row), hashlib.sha256).digest()
    return _MARK.pack(row.id, digest[:16])


def marks_by_row(marks: bytes) -> dict[int, bytes]:
    """The marks of a seal by row id."""
    return dict(_MARK.iter_unpack(marks)) if len(marks) % _MARK.size == 0 else {}


def code(key: bytes, *, no: int, life: int, lo: int, hi: int, n: int, prev: bytes, marks: bytes) -> bytes:
    """The seal's code over everything it says and the code before it."""
    head = struct.pack(">qhQQq", no, life, lo, hi, n)
    return hmac.new(_key(key, b"seal"), prev + head + hashlib.sha256(marks).digest(), hashlib.sha256).digest()


def make(key: bytes, *, before: Seal | None, life: int, lo: int, hi: int, rows: Iterable[Row]) -> Seal:
    """The next link after `before`."""
    found = [mark(key, row) for row in rows]
    marks = b"".join(found)
    no, prev = (before.no + 1, before.mac) if before else (1, GENESIS)
    mac = code(key, no=no, life=life, lo=lo, hi=hi, n=len(found), prev=prev, marks=marks)
    return Seal(no, life, lo, hi, len(found), prev, mac, marks)


def holds(key: bytes, seal: Seal, before: Seal | None) -> bool:
    """Whether a link is as it was made and hangs on the one before."""
    if len(seal.marks) != seal.n * _MARK.size or seal.no != (before.no + 1 if before else 1):
        return False
    if seal.prev != (before.mac if before else GENESIS):
        return False
    made = code(
        key, no=seal.no, life=seal.life, lo=seal.lo, hi=seal.hi, n=seal.n, prev=seal.prev, marks=seal.marks
    )  # fmt: skip
    return hmac.compare_digest(made, seal.mac)


def differences(key: bytes, seal: Seal, rows: Iterable[Row]) -> Iterator[tuple[int, str]]:
    """Rows that are not as sealed: (id, changed | removed | inserted)."""
    expected = marks_by_row(seal.marks)
    for row in rows:
        kept = expected.pop(row.id, None)
        if kept is None:
            yield row.id, "inserted"
        elif not hmac.compare_digest(mark(key, row)[8:], kept):
            yield row.id, "changed"
    for missing in expected:
        yield missing, "removed"
