"""Citizen identity numbers (公民身份号码): shape, birth date, sex and check digit. Pure.

Standard: GB 11643-1999 (18 digits; check digit by ISO 7064 MOD 11-2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from operator import mul
from typing import Literal

_SHAPE = re.compile(r"\d{17}[\dX]")
_GAPS = re.compile(r"[\s　-]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"

Sex = Literal["1", "2"]


class CitizenNumberError(ValueError):
    """The text is no citizen number. `code` is one of shape, birth_date, check_digit."""

    def __init__(self, code: Literal["shape", "birth_date", "check_digit"]) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """A number whose check digit holds. `sex` as in GB/T 2261.1: "1" male, "2" female."""

    number: str
    birth_date: date
    sex: Sex

    @property
    def tail(self) -> str:
        """The last four characters, as people say them."""
        return self.number[-4:]


def normalise(text: str) -> str:
    """Full-width digits and letters to half-width, spaces dropped, x upper case."""
    if not text.isascii():
        text = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return _GAPS.sub("", text).upper()


def check_digit(first17: str) -> str:
    """The 18th character for 17 digits."""
    return _CHECKS[sum(map(mul, map(int, first17), _WEIGHTS)) % 11]


def parse(text: str) -> CitizenNumber:
    """Read a number as people write it.

    Raises: CitizenNumberError with the first thing that is wrong. Area prefixes are not checked: codes
    of districts merged long ago live on in numbers.
    """
    number = normalise(text)
    if not _SHAPE.fullmatch(number):
        raise CitizenNumberError("shape")
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise CitizenNumberError("birth_date") from None
    if check_digit(number[:17]) != number[17]:
        raise CitizenNumberError("check_digit")
    return CitizenNumber(number, birth, "1" if int(number[16]) % 2 else "2")
