"""What an import came to: the same record for the command line, the browser and the report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import msgspec

from fengqiao.exchange.files.refusal import FileRefused
from fengqiao.exchange.register.findings import Finding, Severity, refusal_message

# The row number under which a file is refused as a whole.
WHOLE_FILE = 0


class Fault(msgspec.Struct, frozen=True):
    """A finding as it is told: `row` is the sheet's, `column` the header of the list, `code` stable."""

    row: int
    column: str
    code: str
    severity: str
    zh: str
    en: str

    @classmethod
    def of(cls, finding: Finding) -> Fault:
        """A finding with its words."""
        return cls(
            row=finding.row,
            column=finding.column,
            code=finding.code,
            severity=finding.severity.value,
            zh=finding.message("zh"),
            en=finding.message("en"),
        )

    @property
    def rejects(self) -> bool:
        """Whether it rejects its row."""
        return self.severity == Severity.ERROR


@dataclass(frozen=True, slots=True)
class ImportResult:
    """Counts and faults. rows = accepted + unchanged + rejected; `written` is 0 on a dry run and when stopped."""

    rows: int = 0
    accepted: int = 0
    unchanged: int = 0
    rejected: int = 0
    pending_county_check: int = 0
    written: int = 0
    faults: tuple[Fault, ...] = ()
    entered: int = 0
    """Of the accepted: registered before this system."""
    to_register: int = 0
    """Of the accepted: registration is opened for them."""
    ended: int = 0
    """Of the accepted: term already over."""

    @property
    def has_errors(self) -> bool:
        """Whether something was refused: the file or rows of it."""
        return any(fault.rejects for fault in self.faults)

    def with_written(self, written: int) -> ImportResult:
        """The same after writing."""
        return replace(self, written=written)

    def document(self) -> dict[str, Any]:
        """The document of `fengqiao import register --json`."""
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "pending_county_check": self.pending_county_check,
            "written": self.written,
            "errors": [
                {"row": fault.row, "column": fault.column, "code": fault.code, "severity": fault.severity,
                 "message": fault.zh}
                for fault in self.faults
            ],
        }  # fmt: skip

    def text(self) -> str:
        """The same for people at the command line."""
        lines = [
            f"{self.rows} 行：可载入 {self.accepted}，已在册 {self.unchanged}，退回 {self.rejected}，"
            f"待县级核对 {self.pending_county_check}，已写入 {self.written}"
        ]
        signs = {Severity.ERROR.value: "✗", Severity.WARNING.value: "!"}
        for fault in self.faults:
            place = f"第 {fault.row} 行 " if fault.row != WHOLE_FILE else ""
            lines.append(f"{signs[fault.severity]} {place}{fault.column} [{fault.code}] {fault.zh}")
        return "\n".join(lines)


def refused(refusal: FileRefused) -> ImportResult:
    """The result of a file that was refused as a whole."""
    fault = Fault(
        row=WHOLE_FILE,
        column="",
        code=refusal.reason.value,
        severity=Severity.ERROR.value,
        zh=refusal_message(refusal, "zh"),
        en=refusal_message(refusal, "en"),
    )
    return ImportResult(faults=(fault,))
