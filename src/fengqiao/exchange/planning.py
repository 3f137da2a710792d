"""A checked file held against the register: who is new, who is already there, what would happen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from fengqiao.audit.face import Actor
from fengqiao.exchange import people
from fengqiao.exchange.register.checking import CheckedFile, CheckedRow
from fengqiao.exchange.register.entry import Entry
from fengqiao.exchange.register.findings import Finding
from fengqiao.exchange.result import Fault, ImportResult
from fengqiao.kit import scope
from fengqiao.subjects import face as subjects

PLAN_SIZE = 500
UNCHANGED = "unchanged"
DIFFERS = "differs"
PENDING = "pending_county_check"


@dataclass(frozen=True, slots=True)
class Plan:
    """What loading would do, row by row. Nothing is written yet."""

    checked: CheckedFile
    """With the rows rejected that the register already knows differently."""
    new: tuple[Entry, ...]
    unchanged: tuple[Entry, ...]
    pending: int
    today: date

    def result(self) -> ImportResult:
        """The counts and faults to tell."""
        return ImportResult(
            rows=len(self.checked.rows),
            accepted=len(self.new),
            unchanged=len(self.unchanged),
            rejected=self.checked.rejected,
            pending_county_check=self.pending,
            faults=tuple(Fault.of(finding) for finding in self.checked.findings),
            entered=sum(entry.entered_on is not None for entry in self.new),
            to_register=sum(entry.entered_on is None for entry in self.new),
            ended=sum(entry.term_end < self.today for entry in self.new),
        )


def plan(checked: CheckedFile, *, by: Actor, today: date) -> Plan:
    """Hold the good rows of a file against the register. Reads only."""
    checked = replace(checked, rows=tuple(_acceptable(row) for row in checked.rows))
    status: dict[int, str] = {}
    for batch in people.batches(checked.entries, PLAN_SIZE):
        # Small transactions, so that a large file holds none open for long.
        with transaction.atomic(), scope.of(by.ranges):
            found = subjects.plan_load([people.new_subject(entry) for entry in batch], by=by)
        status.update({entry.row: result.status for entry, result in zip(batch, found, strict=True)})
    rows = tuple(_with_status(row, status.get(row.number, "")) for row in checked.rows)
    checked = replace(checked, rows=rows)
    return Plan(
        checked=checked,
        new=_having(checked.entries, status, unchanged=False),
        unchanged=_having(checked.entries, status, unchanged=True),
        pending=sum(status[entry.row] == PENDING for entry in checked.entries),
        today=today,
    )


def _acceptable(row: CheckedRow) -> CheckedRow:
    """What `subjects` would refuse is a finding of the row, never the end of the whole import."""
    if row.entry is None:
        return row
    wrong = subjects.problems(people.new_subject(row.entry))
    if not wrong:
        return row
    findings = tuple(
        Finding(
            row=row.number,
            column="",
            code="not_accepted",
            values={"field": one.field, "reason_zh": one.text.zh, "reason_en": one.text.en},
        )
        for one in wrong
    )
    return replace(row, findings=(*row.findings, *findings), entry=None)


def _with_status(row: CheckedRow, status: str) -> CheckedRow:
    if status != DIFFERS:
        return row
    finding = Finding(row=row.number, column="身份证号", code="already_registered")
    return replace(row, findings=(*row.findings, finding), entry=None)


def _having(entries: Sequence[Entry], status: dict[int, str], *, unchanged: bool) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if (status[entry.row] == UNCHANGED) is unchanged)
