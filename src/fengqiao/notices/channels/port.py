"""What every way out can do. No Django, no configuration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message as it leaves. `reference` is the same at every try: the other side can drop the second one."""

    to: str = field(repr=False)
    title: str
    text: str
    reference: UUID


class Refused(Exception):
    """The other side took it and said no for good: this number, this text. `code` is for the log, never a number."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unreachable(Exception):
    """Nobody answered, or asked for patience: try again later. `code` is for the log."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Carrier(Protocol):
    """A way out."""

    def send(self, message: Outgoing) -> str:
        """Hand it over once; the other side's id, empty when it gives none. Raises: Refused, Unreachable."""
        ...

    def receipts(self, ids: Sequence[str]) -> Mapping[str, bool]:
        """Which of these arrived (True) or did not (False), as far as it is known. Raises: Unreachable."""
        ...
