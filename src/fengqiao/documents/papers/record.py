"""What a paper kind declares."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fengqiao.law.face import Citation, Text


class UnknownKind(LookupError):
    """No paper of this id is built."""


class Layout(StrEnum):
    """How a paper is laid out, after GB/T 9704."""

    LETTER = "letter"
    NOTICE = "notice"
    FORM = "form"
    RECORD = "record"
    CERTIFICATE = "certificate"


class SlotKind(StrEnum):
    """What a special field holds; the renderer writes it accordingly."""

    TEXT = "text"
    LONG = "long"
    DAY = "day"
    MOMENT = "moment"
    DAYS = "days"
    YES_NO = "yes_no"
    LIST = "list"
    PLACES = "places"
    ORGANS = "organs"
    OPINIONS = "opinions"
    TABLE = "table"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Slot:
    """One special field. A place is given by its code, an organ by its kind; both are printed by their names.

    `columns`: of a table, the names of its values with what stands above them. `omit`: a form leaves the row out when
    there is nothing to say, instead of saying 无.
    """

    name: str
    label: Text
    kind: SlotKind = SlotKind.TEXT
    required: bool = True
    columns: tuple[tuple[str, Text], ...] = ()
    omit: bool = False


class PersonField(StrEnum):
    """What a paper may print of the person. A kind names what it needs and nothing else is frozen with it."""

    NAME = "name"
    SEX = "sex"
    BIRTH = "birth_date"
    NUMBER = "number"
    ETHNICITY = "ethnicity"
    EDUCATION = "education"
    MARRIAGE = "marriage"
    PHONE = "phone"
    HOUSEHOLD = "household"
    RESIDENCE = "residence"
    CATEGORY = "category"
    OFFENCES = "offences"
    SENTENCE = "sentence"
    ORGAN = "organ"
    DOCUMENT = "document_number"
    JUDGED = "judged_on"
    EFFECTIVE = "effective_on"
    TERM_START = "term_start"
    TERM_END = "term_end"
    RELATIONS = "relations"


WHO = (PersonField.NAME, PersonField.SEX, PersonField.BIRTH, PersonField.NUMBER)
THE_PERSON = ("本人签名（捺印）",)
CASE = (
    PersonField.CATEGORY, PersonField.OFFENCES, PersonField.SENTENCE, PersonField.ORGAN, PersonField.DOCUMENT,
    PersonField.TERM_START, PersonField.TERM_END,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind:
    """A paper that this system issues.

    levels      which levels may issue it (1 province … 4 justice office)
    char        the document character in its number
    seal        whether it bears the institution's seal; a form for the file does not
    signs       who signs it by hand, beside the institution
    receipt     whether it carries a slip on which the receiver signs
    goes_out    a form that is handed to another body all the same; other forms and records stay in the file
    proves      whether strangers may check it on the public door (a token and a second value)
    valid_by    the special field that holds the last day of its validity
    template    its name in `typst/main.typ`
    """

    id: str
    title: Text
    layout: Layout
    template: str
    char: str
    levels: frozenset[int]
    person: tuple[PersonField, ...]
    slots: tuple[Slot, ...]
    basis: tuple[Citation, ...]
    seal: bool = True
    signs: tuple[str, ...] = ()
    receipt: bool = False
    goes_out: bool = False
    proves: bool = False
    valid_by: str = ""

    @property
    def is_served(self) -> bool:
        """Whether it is served on somebody; a form or a record is made for the file."""
        return self.goes_out or self.layout not in {Layout.FORM, Layout.RECORD}

    def missing(self, facts: dict[str, object]) -> tuple[str, ...]:
        """The special fields that must be there and are not."""
        return tuple(slot.name for slot in self.slots if slot.required and facts.get(slot.name) in (None, "", [], ()))
