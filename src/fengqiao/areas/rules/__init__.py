"""Codes of places: pure arithmetic on their short prefix form.

Source: GB/T 2260 (six digits), extended by three digits for townships and three for villages.
"""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """The five levels, in the order of the law's organs."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWNSHIP = 4
    VILLAGE = 5


_LENGTH = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWNSHIP: 9, Level.VILLAGE: 12}
_LEVEL = {length: level for level, length in _LENGTH.items()}


class BadCode(ValueError):
    """The text is no code of a place."""


def level_of(code: str) -> Level:
    """The level of a short code. Raises: BadCode."""
    level = _LEVEL.get(len(code))
    if level is None or not code.isascii() or not code.isdigit():
        raise BadCode(code)
    return level


def shorten(code: str) -> str:
    """The short form of a code written with 6, 9 or 12 digits (330681109000 → 330681109).

    Raises: BadCode.
    """
    if not code.isascii() or not code.isdigit() or len(code) not in {2, 4, 6, 9, 12}:
        raise BadCode(code)
    if len(code) == 12 and code.endswith("000"):
        code = code[:9]
    if len(code) == 9 and code.endswith("000"):
        code = code[:6]
    while len(code) in {6, 4} and code.endswith("00"):
        code = code[:-2]
    return code


def at_level(code: str, level: Level) -> str:
    """The ancestor of `code` at `level`, or the code itself when it is not deeper."""
    return code[: _LENGTH[level]]


def parent(code: str) -> str:
    """The code one level up; empty for a province. Raises: BadCode."""
    level = level_of(code)
    return "" if level is Level.PROVINCE else code[: _LENGTH[Level(level - 1)]]


def covers(prefix: str, code: str) -> bool:
    """Whether the place `code` lies in the place `prefix` (or is it)."""
    return code.startswith(prefix)
