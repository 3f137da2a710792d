"""A row that passed: one person as the register gives him or her, in values of the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fengqiao.exchange.register.offices import Office
from fengqiao.exchange.register.penalty import Span
from fengqiao.exchange.register.tables import Coded


@dataclass(frozen=True, slots=True)
class Entry:
    """One person to be loaded. Dates are as given in the register; nothing is computed but sex and birth date,
    which the ID number holds."""

    row: int
    name: str
    number: str
    """Citizen ID number, 18 characters, check digit right."""
    sex: str
    """GB/T 2261.1: `1` male, `2` female."""
    birth_date: date
    ethnicity: Coded | None
    education: Coded | None
    marriage: Coded | None
    phone: str
    household_address: str
    residence_address: str
    residence_area: str
    """Short code of the residence; empty when not given."""
    category: str
    offence: str
    penalty: str
    """The sentence as the judgment words it."""
    span: Span | None
    """The length of the term as far as the sentence tells it."""
    court: str
    document_number: str
    judged_on: date | None
    effective_on: date | None
    term_start: date
    term_end: date
    injunction: str
    office: Office
    entered_on: date | None
    """The day of registration before this system; None opens the registration procedure."""
    supervision_class: str
    """`strict`, `normal`, `lenient`; empty when not given."""
