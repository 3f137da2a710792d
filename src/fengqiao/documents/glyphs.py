"""Which characters our fonts can print. A character that they lack would be printed as an empty box, so it is found
before a paper is sealed.

Source: OpenType, table `cmap`, formats 4 and 12.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from fengqiao.documents.vendor import FOLDER as FONTS

#: Set by the renderer and never drawn.
_UNDRAWN: Final = frozenset("\n\t ")


def missing(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The characters of a paper's values that a font of ours lacks, in the order of their first place."""
    found = printable()
    return tuple(dict.fromkeys(char for text in _texts(values) for char in text if char not in found))


@cache
def printable() -> frozenset[str]:
    """Every character that all our faces hold: titles are bold, the body is not."""
    faces = [_characters(path) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset.intersection(*faces) | _UNDRAWN if faces else _UNDRAWN


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _characters(path: Path) -> frozenset[str]:
    """The characters that a TrueType file maps to a glyph."""
    with path.open("rb") as file:
        head = file.read(12)
        (count,) = struct.unpack(">H", head[4:6])
        tables = {row[:4]: struct.unpack(">II", row[8:16]) for row in (file.read(16) for _ in range(count))}
        offset, length = tables[b"cmap"]
        file.seek(offset)
        table = file.read(length)
    found: set[int] = set()
    (parts,) = struct.unpack(">H", table[2:4])
    for n in range(parts):
        _platform, _encoding, at = struct.unpack(">HHI", table[4 + 8 * n : 12 + 8 * n])
        (form,) = struct.unpack(">H", table[at : at + 2])
        found |= {4: _four, 12: _twelve}.get(form, _none)(table[at:])
    return frozenset(map(chr, found))


def _none(table: bytes) -> set[int]:
    return set()


def _twelve(table: bytes) -> set[int]:
    (groups,) = struct.unpack(">I", table[12:16])
    found: set[int] = set()
    for n in range(groups):
        first, last, glyph = struct.unpack(">III", table[16 + 12 * n : 28 + 12 * n])
        found.update(range(first if glyph else first + 1, last + 1))
    return found


def _four(table: bytes) -> set[int]:
    (doubled,) = struct.unpack(">H", table[6:8])
    count = doubled // 2
    ends, starts, deltas, ranges = (
        struct.unpack(f">{count}H", table[at : at + doubled])
        for at in (14, 16 + doubled, 16 + 2 * doubled, 16 + 3 * doubled)
    )
    found: set[int] = set()
    for n in range(count):
        for code in range(starts[n], min(ends[n], 0xFFFE) + 1):
            if ranges[n] == 0:
                glyph = (code + deltas[n]) & 0xFFFF
            else:
                at = 16 + 3 * doubled + 2 * n + ranges[n] + 2 * (code - starts[n])
                (glyph,) = struct.unpack(">H", table[at : at + 2])
            if glyph:
                found.add(code)
    return found
