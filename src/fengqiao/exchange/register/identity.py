"""Name and ID number of a row, and what follows from them.

Standard: GB 11643-1999. Findings: THREATS T69 (numbers that a spreadsheet turned into floats), T72 (names).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from fengqiao.exchange.register import text
from fengqiao.exchange.register.cells import RowReader
from fengqiao.exchange.register.tables import table
from fengqiao.kit import citizen_number
from fengqiao.kit.citizen_number import CitizenNumber

_characters = re.compile(r"\d{17}[\dX]|\d{15}")
# 3.30106E+17, as a CSV file shows what a spreadsheet took for a number; and 339900194912310000.0
_as_number = re.compile(r"\d(?:\.\d+)?E\+?\d{2}|\d{15,18}\.0+")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the row is about."""

    name: str
    number: str
    sex: str
    birth_date: date


def read(reader: RowReader, *, today: date) -> Identity | None:
    """Name, number, sex and birth date of a row; None when any of them cannot be relied on."""
    name = _name(reader)
    number = _number(reader, today=today)
    if number is None:
        # Sex and birth date are judged against the number only; without one there is nothing to say about them.
        return None
    _compare_sex(reader, number)
    _compare_birth_date(reader, number)
    return Identity(name=name, number=number.number, sex=number.sex, birth_date=number.birth_date) if name else None


def _name(reader: RowReader) -> str:
    name = text.person_name(reader.text("name"))
    if not name:
        return ""
    fault = text.name_fault(name)
    if fault:
        reader.note("bad_name", "name", character=fault)
        return ""
    if text.has_look_alike(name):
        reader.note("name_mixed_script", "name")
    if any(text.is_private(character) for character in name):
        reader.note("private_use_character", "name")
    return name


def _number(reader: RowReader, *, today: date) -> CitizenNumber | None:
    if isinstance(reader.cell("number"), float):
        reader.note("id_is_number", "number")
        return None
    given = text.digits_form(reader.text("number"))
    if not given:
        return None
    if _as_number.fullmatch(given):
        reader.note("id_is_number", "number")
        return None
    if not _characters.fullmatch(given):
        _note_shape(reader, given)
        return None
    if len(given) == 15:
        reader.note("id_old_form", "number")
        given = from_old_form(given)
    return _verified(reader, given, today=today)


def _note_shape(reader: RowReader, given: str) -> None:
    if len(given) in (15, 18):
        reader.note("id_character", "number")
    else:
        reader.note("id_length", "number", length=str(len(given)))


def _verified(reader: RowReader, given: str, *, today: date) -> CitizenNumber | None:
    if citizen_number.check_digit(given[:17]) != given[17]:
        reader.note("id_check_digit", "number")
        return None
    try:
        number = citizen_number.parse(given)
    except citizen_number.CitizenNumberError:
        reader.note("id_birth_invalid", "number")
        return None
    if number.birth_date > today:
        reader.note("id_birth_invalid", "number")
        return None
    return number


def from_old_form(number: str) -> str:
    """An old number of 15 digits as 18: the century 19 goes in, the check digit on the end."""
    first17 = f"{number[:6]}19{number[6:]}"
    return first17 + citizen_number.check_digit(first17)


def _compare_sex(reader: RowReader, number: CitizenNumber) -> None:
    given = reader.text("sex")
    if not given:
        return
    code = table("sex").find(given).code
    derived = table("sex").labels[number.sex][0]
    if not code:
        reader.note("unknown_sex", "sex", given=given, derived=derived)
    elif code != number.sex:
        reader.note("id_sex_mismatch", "sex", given=given, derived=derived)


def _compare_birth_date(reader: RowReader, number: CitizenNumber) -> None:
    given = reader.day("birth_date")
    if given is not None and given != number.birth_date:
        derived = number.birth_date.isoformat()
        reader.note("id_birth_mismatch", "birth_date", given=given.isoformat(), derived=derived)
