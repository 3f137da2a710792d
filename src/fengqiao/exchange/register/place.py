"""Where a row's person belongs: the office, the residence, and how to reach them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from fengqiao.exchange.register import text
from fengqiao.exchange.register.cells import RowReader
from fengqiao.exchange.register.offices import Office, OfficeNames

_mobile = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")

FindArea = Callable[[str], str | None]
"""From an area code of 6, 9 or 12 digits to its short form, None when there is no such place."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the person lives and which office is responsible."""

    office: Office
    residence_area: str
    residence_address: str
    household_address: str
    phone: str


def read(reader: RowReader, *, offices: OfficeNames, find_area: FindArea) -> Whereabouts | None:
    """The place of a row; None when the office cannot be told."""
    phone = _phone(reader)
    household_address, residence_address = reader.text("household_address"), reader.text("residence_address")
    office = _office(reader, offices)
    residence_area = _residence_area(reader, office, offices, find_area)
    if office is None:
        return None
    return Whereabouts(
        office=office,
        residence_area=residence_area,
        residence_address=residence_address,
        household_address=household_address,
        phone=phone,
    )


def _office(reader: RowReader, offices: OfficeNames) -> Office | None:
    given = reader.text("office")
    if not given:
        return None
    office = offices.find(given)
    if office is None:
        reader.note("unknown_office", "office", given=given[:40], county=offices.county_name, example=offices.example)
    return office


def _residence_area(reader: RowReader, office: Office | None, offices: OfficeNames, find_area: FindArea) -> str:
    given = text.digits_form(reader.text("residence_code"))
    if not given:
        return ""
    area = find_area(given)
    if area is None:
        example = (office or offices.offices[0]).area.ljust(12, "0") if offices.offices else offices.county
        reader.note("unknown_area", "residence_code", given=given[:20], example=example)
        return ""
    if not area.startswith(offices.county):
        reader.note("area_outside_county", "residence_code")
    elif office is not None and not (area.startswith(office.area) or office.area.startswith(area)):
        reader.note("area_not_of_office", "residence_code", office=office.name)
    return area


def _phone(reader: RowReader) -> str:
    given = reader.text("phone")
    if not given:
        return ""
    match = _mobile.fullmatch(text.digits_form(given).replace("-", ""))
    if match is None:
        reader.note("phone_unusual", "phone")
        return given
    return match[1]
