"""A checked file held against the register: who is new, who is already there, what would happen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from fengqiao.audit.face import Actor
from fengqiao.exchange import people
from fengqiao.exchange.people import Candidate
from fengqiao.exchange.register.checking import CheckedFile, CheckedRow
from fengqiao.exchange.register.findings import Finding
from fengqiao.exchange.result import Fault, ImportResult
from fengqiao.kit import scope
from fengqiao.subjects import face as subjects

PLAN_SIZE = 500
UNCHANGED = "unchanged"
DIFFERS = "differs"
PENDING = "pending_county_check"
NEW = ("created", PENDING)


@dataclass(frozen=True, slots=True)
class Plan:
    """What loading would do, row by row. Nothing is written yet."""

    checked: CheckedFile
    """With the rows rejected that the register already knows differently."""
    new: tuple[Candidate, ...]
    unchanged: tuple[Candidate, ...]
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
            entered=sum(new.entry.entered_on is not None for new in self.new),
            to_register=sum(new.entry.entered_on is None for new in self.new),
            ended=sum(new.entry.term_end < self.today for new in self.new),
        )


def plan(checked: CheckedFile, *, by: Actor, today: date) -> Plan:
    """Hold the good rows of a file against the register. Reads only."""
    judged = [_judged(row) for row in checked.rows]
    candidates = [candidate for _, candidate in judged if candidate is not None]
    status: dict[int, str] = {}
    for batch in people.batches(candidates, PLAN_SIZE):
        # Small transactions, so that a large file holds none open for long.
        with transaction.atomic(), scope.of(by.ranges):
            found = subjects.plan_load([candidate.person for candidate in batch], by=by)
        status.update({candidate.row: result.status for candidate, result in zip(batch, found, strict=True)})
    return Plan(
        checked=replace(checked, rows=tuple(_with_status(row, status.get(row.number, "")) for row, _ in judged)),
        new=tuple(each for each in candidates if status[each.row] in NEW),
        unchanged=tuple(each for each in candidates if status[each.row] == UNCHANGED),
        pending=sum(found == PENDING for found in status.values()),
        today=today,
    )


def _judged(row: CheckedRow) -> tuple[CheckedRow, Candidate | None]:
    """What `subjects` would refuse is a finding of the row, never the end of the whole import."""
    if row.entry is None:
        return row, None
    try:
        return row, people.candidate(row.entry)
    except subjects.NotAcceptable as refusal:
        wrong = refusal.wrong
    findings = tuple(
        Finding(
            row=row.number,
            column="",
            code="not_accepted",
            values={"field": one.field, "reason_zh": one.text.zh, "reason_en": one.text.en},
        )
        for one in wrong
    )
    return replace(row, findings=(*row.findings, *findings), entry=None), None


def _with_status(row: CheckedRow, status: str) -> CheckedRow:
    if status != DIFFERS:
        return row
    finding = Finding(row=row.number, column="身份证号", code="already_registered")
    return replace(row, findings=(*row.findings, finding), entry=None)
