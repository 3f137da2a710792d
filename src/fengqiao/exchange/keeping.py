"""What an upload keeps, sealed to its row: the cells of the file and what the check found."""

from __future__ import annotations

import base64
from uuid import UUID

import msgspec

from fengqiao.exchange.files.table import Table
from fengqiao.exchange.result import ImportResult
from fengqiao.kit import crypto

TABLE = "exchange_upload"

_tables: msgspec.msgpack.Decoder[Table] = msgspec.msgpack.Decoder(Table)
_results: msgspec.json.Decoder[ImportResult] = msgspec.json.Decoder(ImportResult)


def seal_table(table: Table, *, row: UUID) -> bytes:
    """The cells of a file as one sealed value."""
    text = base64.b85encode(msgspec.msgpack.encode(table)).decode()
    return crypto.seal(text, table=TABLE, column="table_sealed", row=row)


def open_table(sealed: bytes | memoryview, *, row: UUID) -> Table:
    """The inverse of `seal_table`."""
    text = crypto.open_sealed(bytes(sealed), table=TABLE, column="table_sealed", row=row)
    return _tables.decode(base64.b85decode(text))


def seal_result(result: ImportResult, *, row: UUID) -> bytes:
    """What a check or a load came to as one sealed value: its messages quote the file."""
    return crypto.seal(msgspec.json.encode(result).decode(), table=TABLE, column="outcome_sealed", row=row)


def open_result(sealed: bytes | memoryview, *, row: UUID) -> ImportResult:
    """The inverse of `seal_result`."""
    return _results.decode(crypto.open_sealed(bytes(sealed), table=TABLE, column="outcome_sealed", row=row))
