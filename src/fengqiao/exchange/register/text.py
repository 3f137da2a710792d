"""Cells as text: what noise is taken away, and which characters are refused (THREATS T72)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from fengqiao.exchange.files.table import BrokenCell, Cell, Day

# What offices write into a cell to say "nothing".
PLACEHOLDERS: Final = frozenset(
    {"-", "--", "—", "——", "/", "\\", "无", "暂无", "空", "没有", "N/A", "n/a", "NULL", "null"}
)
# A spreadsheet keeps fifteen digits of a number; beyond that the last ones are already lost.
LARGEST_EXACT: Final = 10**15
MIDDLE_DOTS: Final = str.maketrans(dict.fromkeys("•‧∙⋅・･．｡", "·"))
NAME_MARKS: Final = frozenset(" ·-'’.〔〕?")

_spaces = re.compile(r"[\s\u3000\u00a0]+")
_brackets = re.compile(r"[(（\[【〔].*?[)）\]】〕]")
_header_marks = re.compile(r"[*＊#:：、,，.。/\\_\-]")


def text_of(cell: Cell) -> str:
    """What the cell says, as one line of text; a failed formula and an empty cell are empty."""
    if isinstance(cell, str):
        return squeeze(cell)
    if cell is None or isinstance(cell, BrokenCell):
        return ""
    if isinstance(cell, Day):
        return cell.day.isoformat()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return str(int(cell)) if cell.is_integer() else repr(cell)


def squeeze(value: str) -> str:
    """Canonical composition; any run of white space, full-width spaces included, is one space."""
    return " ".join(unicodedata.normalize("NFC", value).split())


def answer_of(cell: Cell) -> str:
    """As `text_of`, but a placeholder such as 无 or — is empty."""
    text = text_of(cell)
    return "" if text in PLACEHOLDERS else text


@lru_cache(maxsize=4096)
def code_form(value: str) -> str:
    """The form in which labels and codes are compared: half-width, without spaces."""
    return _spaces.sub("", unicodedata.normalize("NFKC", value)).lower()


def header_form(value: str) -> str:
    """The form in which headers are compared: also without marks and without what stands in brackets."""
    plain = _brackets.sub("", unicodedata.normalize("NFKC", value))
    return _header_marks.sub("", _spaces.sub("", plain)).lower()


def digits_form(value: str) -> str:
    """Numbers as people type them: full-width digits, spaces, an apostrophe or `="…"` put there to keep them text."""
    plain = _spaces.sub("", unicodedata.normalize("NFKC", value))
    if plain.startswith('="') and plain.endswith('"'):
        plain = plain[2:-1]
    return plain.lstrip("'`").upper()


def unsafe_character(value: str) -> str:
    """Name of the first character that may not stand in a text: control, direction, zero width. Empty when none."""
    if value.isprintable():  # nearly every cell; no control, format or surrogate character is printable
        return ""
    for character in value:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in "\t\r\n":
            return f"U+{ord(character):04X}"
    return ""


def person_name(value: str) -> str:
    """A name in its canonical form: one kind of middle dot, no spaces between Chinese characters."""
    name = squeeze(value).translate(MIDDLE_DOTS)
    without = name.replace(" ", "")
    return without if without and all(is_chinese(character) or character == "·" for character in without) else name


def is_chinese(character: str) -> bool:
    """Whether a character is a Chinese one, rare ones and those without a place in Unicode yet included."""
    # Planes 2 and 3 hold nothing else; the newest of them (GB 18030-2022) are still nameless to Python's tables.
    if 0x20000 <= ord(character) <= 0x3FFFD:
        return True
    return unicodedata.name(character, "").startswith("CJK ") or is_private(character) or character == "〇"


def is_private(character: str) -> bool:
    """Whether a character comes from a private area: a rare character that only its own font can draw."""
    return unicodedata.category(character) == "Co"


def name_fault(name: str) -> str:
    """The first character that no name contains; empty when all may stand."""
    for character in name:
        if not (_is_letter(character) or unicodedata.category(character)[0] == "M" or character in NAME_MARKS):
            return character
    return "" if any(_is_letter(character) for character in name) else name[:1]


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] == "L" or is_chinese(character)


def has_look_alike(name: str) -> bool:
    """Whether Latin, Greek or Cyrillic letters stand among Chinese characters."""
    chinese = any(is_chinese(character) for character in name)
    return chinese and any(
        unicodedata.name(character, "").startswith(("LATIN", "GREEK", "CYRILLIC", "FULLWIDTH LATIN"))
        for character in name
    )
