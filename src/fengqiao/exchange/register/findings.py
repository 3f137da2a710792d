"""Findings: what is wrong or odd in a row, with a stable code and what to do, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from fengqiao.exchange.files.refusal import FileRefused
from fengqiao.exchange.register.tables import load


class Severity(StrEnum):
    """An error rejects the row; a warning never does."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in one row. `column` is our name of the column; empty when the row as a whole is meant."""

    row: int
    column: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Error or warning, by the code's entry in `tables/findings.toml`."""
        return Severity(_wordings()[self.code]["severity"])

    @property
    def rejects(self) -> bool:
        """Whether the row cannot be loaded."""
        return self.severity is Severity.ERROR

    def message(self, language: str) -> str:
        """What to do, in `zh` or `en`."""
        wording: str = _wordings()[self.code][language]
        return wording.format(**{"column": self.column, **self.values})


@cache
def _wordings() -> Mapping[str, Mapping[str, str]]:
    return load("findings.toml")


@cache
def _refusals() -> Mapping[str, Any]:
    return load("refusals.toml")


def codes() -> Mapping[str, Severity]:
    """All codes with their severity."""
    return {code: Severity(wording["severity"]) for code, wording in _wordings().items()}


def refusal_message(refusal: FileRefused, language: str) -> str:
    """Why a whole file is refused and what to do, in `zh` or `en`."""
    wording: str = _refusals()[refusal.reason.value][language]
    return wording.format(detail=refusal.detail)
