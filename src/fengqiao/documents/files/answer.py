"""What the child says of a file."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """The kinds that are taken."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"


class Fault(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_TAKEN = "not_taken"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    ACTIVE = "active"
    TOO_HEAVY = "too_heavy"
    TOO_MANY = "too_many"
    THERE_ALREADY = "there_already"


class Looked(msgspec.Struct, frozen=True, tag=True):
    """A file in order. A picture comes drawn anew, without whatever else the file carried; a PDF as it came."""

    kind: Kind
    pages: int
    content: bytes


class Refused(msgspec.Struct, frozen=True, tag=True):
    """A file that is not taken."""

    fault: Fault


class FileRefused(Exception):
    """Raised within the child."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault
