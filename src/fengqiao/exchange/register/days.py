"""Dates as offices write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from fengqiao.exchange.files.table import Cell, Day

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
CHINESE_DIGITS: Final = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}

_parts = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[ T]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_compact = re.compile(r"(\d{4})(\d{2})(\d{2})")
_chinese = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]?"
)


def parse(cell: Cell) -> date | None:
    """The day that a cell names, or None when it names none for certain.

    Read are real dates, 2026-03-05, 2026.3.5, 2026/3/20, 2026年3月5日, 20260320, 二〇二六年三月五日, and full-width
    digits. Not read, because they could mean two things: years of two digits, months alone, bare day counts.
    """
    if isinstance(cell, Day):
        return _valid(cell.day.year, cell.day.month, cell.day.day)
    if isinstance(cell, float) and cell.is_integer():
        cell = str(int(cell))
    if not isinstance(cell, str):
        return None
    text = unicodedata.normalize("NFKC", cell).strip().lstrip("'").replace("．", ".").replace("。", ".")
    match = _parts.fullmatch(text) or _compact.fullmatch(text)
    if match:
        return _valid(int(match[1]), int(match[2]), int(match[3]))
    match = _chinese.fullmatch(text.replace(" ", ""))
    if match:
        year = int("".join(str(CHINESE_DIGITS[sign]) for sign in match[1]))
        return _valid(year, below_hundred(match[2]), below_hundred(match[3]))
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def below_hundred(text: str) -> int:
    """A Chinese number from 一 to 九十九; 0 for what is none."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return CHINESE_DIGITS.get(text, 0) if len(text) == 1 else 0
    return 10 * (CHINESE_DIGITS.get(tens, 0) if tens else 1) + (CHINESE_DIGITS.get(ones, 0) if ones else 0)
