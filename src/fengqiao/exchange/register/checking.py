"""All rows of a file are checked before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from fengqiao.exchange.files.container import column_letters
from fengqiao.exchange.files.refusal import FileRefused, Reason
from fengqiao.exchange.files.table import Row, Table
from fengqiao.exchange.register import identity, place, sentence
from fengqiao.exchange.register.cells import RowReader
from fengqiao.exchange.register.columns import Header, find_header
from fengqiao.exchange.register.entry import Entry
from fengqiao.exchange.register.findings import Finding
from fengqiao.exchange.register.offices import OfficeNames
from fengqiao.exchange.register.tables import Coded, table

Progress = Callable[[int, int], None]
"""Called with rows done and rows in all."""

PROGRESS_STEP = 200
# Second sheets of our own workbooks, which come back filled in: passed over without a word.
REPORT_SUMMARY_SHEET = "汇总"
GUIDE_SHEET = "填写说明"
OWN_SHEETS = (REPORT_SUMMARY_SHEET, GUIDE_SHEET)
CODED_COLUMNS = ("ethnicity", "education", "marriage")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a register is checked against."""

    offices: OfficeNames
    find_area: place.FindArea
    today: date


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row with everything found in it; `entry` is None exactly when it is rejected."""

    source: Row
    findings: tuple[Finding, ...]
    entry: Entry | None
    person: str
    """ID number as far as it can be relied on, for finding people listed twice; empty otherwise."""

    @property
    def number(self) -> int:
        """The sheet's row number."""
        return self.source.number


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A whole register, checked."""

    table: Table
    header: Header
    rows: tuple[CheckedRow, ...]
    notes: tuple[Finding, ...]
    """What concerns the file: hidden or further sheets, columns left out. Their row is the header's."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The people of the rows that passed."""
        return tuple(row.entry for row in self.rows if row.entry is not None)

    @property
    def rejected(self) -> int:
        """How many rows do not pass."""
        return sum(row.entry is None for row in self.rows)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found, the file's own notes first, then by row."""
        return (*self.notes, *(finding for row in self.rows for finding in row.findings))


def check(table: Table, surroundings: Surroundings, *, progress: Progress | None = None) -> CheckedFile:
    """Check every row of a table.

    Raises: FileRefused when the table has no usable header or no rows.
    """
    header, rows = find_header(table)
    if not rows:
        raise FileRefused(Reason.NO_ROWS)
    checked = []
    for done, row in enumerate(rows):
        if progress is not None and done % PROGRESS_STEP == 0:
            progress(done, len(rows))
        checked.append(_check_row(row, header, surroundings))
    if progress is not None:
        progress(len(rows), len(rows))
    return CheckedFile(table=table, header=header, rows=_without_twins(checked), notes=_notes(table, header))


def _check_row(row: Row, header: Header, surroundings: Surroundings) -> CheckedRow:
    reader = RowReader(row=row, positions=header.positions)
    if row.hidden:
        reader.note("hidden_row")
    who = identity.read(reader, today=surroundings.today)
    what = sentence.read(reader, today=surroundings.today)
    where = place.read(reader, offices=surroundings.offices, find_area=surroundings.find_area)
    if who and what and who.birth_date > what.start:
        reader.note("born_after_start", "birth_date")
    coded = {key: _coded(reader, key) for key in CODED_COLUMNS}
    supervision_class = _class(reader)
    entry = None
    if who and what and where and not reader.is_rejected:
        entry = _entry(row, who, what, where, coded=coded, supervision_class=supervision_class)
    return CheckedRow(source=row, findings=tuple(reader.findings), entry=entry, person=who.number if who else "")


def _entry(
    row: Row,
    who: identity.Identity,
    what: sentence.SentenceTerm,
    where: place.Whereabouts,
    *,
    coded: Mapping[str, Coded | None],
    supervision_class: str,
) -> Entry:
    return Entry(
        row=row.number,
        name=who.name,
        number=who.number,
        sex=who.sex,
        birth_date=who.birth_date,
        ethnicity=coded["ethnicity"],
        education=coded["education"],
        marriage=coded["marriage"],
        phone=where.phone,
        household_address=where.household_address,
        residence_address=where.residence_address,
        residence_area=where.residence_area,
        category=what.category,
        offence=what.offence,
        penalty=what.penalty,
        span=what.span,
        court=what.court,
        document_number=what.document_number,
        judged_on=what.judged_on,
        effective_on=what.effective_on,
        term_start=what.start,
        term_end=what.end,
        injunction=what.injunction,
        office=where.office,
        entered_on=what.entered_on,
        supervision_class=supervision_class,
    )


def _coded(reader: RowReader, key: str) -> Coded | None:
    given = reader.text(key)
    if not given:
        return None
    found = table(key).find(given)
    if not found.code:
        reader.note("unknown_code", key, given=given[:40])
    return found


def _class(reader: RowReader) -> str:
    given = reader.text("supervision_class")
    if not given:
        return ""
    found = table("supervision_class").find(given)
    if not found.code:
        allowed = "、".join(table("supervision_class").first_labels())
        reader.note("unknown_class", "supervision_class", given=given[:40], allowed=allowed)
    return found.code


def _without_twins(rows: list[CheckedRow]) -> tuple[CheckedRow, ...]:
    """Reject every further row about a person; warn on the first where a later one says something else."""
    first: dict[str, int] = {}
    result = list(rows)
    for index, row in enumerate(rows):
        earlier = first.setdefault(row.person, index) if row.person else index
        if earlier == index:
            continue
        result[index] = _with(row, "duplicate_in_file", other=rows[earlier].number, entry=None)
        original = rows[earlier].entry
        if original is not None and (row.entry is None or replace(row.entry, row=original.row) != original):
            result[earlier] = _with(result[earlier], "listed_twice", other=row.number, entry=original)
    return tuple(result)


def _with(row: CheckedRow, code: str, *, other: int, entry: Entry | None) -> CheckedRow:
    finding = Finding(row=row.number, column="身份证号", code=code, values={"other": str(other)})
    return replace(row, findings=(*row.findings, finding), entry=entry)


def _notes(table: Table, header: Header) -> tuple[Finding, ...]:
    notes = [("hidden_sheet", "", {"sheet": sheet}) for sheet in table.hidden_sheets]
    others = [sheet for sheet in table.other_sheets if sheet not in OWN_SHEETS]
    notes += [("other_sheet", "", {"sheet": sheet, "read": table.sheet}) for sheet in others]
    notes += [("unknown_column", column, {}) for column in header.unknown]
    used = {index + 1 for index in header.positions.values()}
    for number in sorted(used.intersection(table.hidden_columns)):
        notes.append(("hidden_column", header.given[number - 1] or column_letters(number), {}))
    return tuple(Finding(row=header.row, column=column, code=code, values=values) for code, column, values in notes)
