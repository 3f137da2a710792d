"""Why a whole file is refused, by name, with what to do about it."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """A file is refused for one of these; the words for people are in `tables/refusals.toml`."""

    EMPTY = "empty_file"
    TOO_LARGE = "file_too_large"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    PACKED_TOO_TIGHT = "packed_too_tight"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_HEAVY = "too_heavy"
    BROKEN = "broken_file"
    NOT_A_TABLE = "not_a_table"
    OLD_FORMAT = "old_xls"
    ENCRYPTED = "encrypted_file"
    MACROS = "has_macros"
    EXTERNAL_LINKS = "has_external_links"
    DOCTYPE = "has_doctype"
    CONTROL_BYTES = "has_nul_bytes"
    UNKNOWN_ENCODING = "unknown_encoding"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    CELL_TOO_LONG = "cell_too_long"
    NO_HEADER = "no_header"
    DUPLICATE_HEADER = "duplicate_header"
    MISSING_COLUMN = "missing_column"
    NO_ROWS = "no_rows"


class FileRefused(Exception):
    """The file cannot be read as a register. `detail` names a place in the file, never a person."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason.value if not detail else f"{reason.value}: {detail}")
        self.reason = reason
        self.detail = detail
