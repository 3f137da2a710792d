"""Rows as they were known at a past moment, by the versions that the database keeps of them."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db.models import BinaryField, Model

Row = TypeVar("Row", bound=Model)


class Version(Protocol):
    """What a row said before it was changed, and when that was recorded."""

    row: UUID
    version: int
    before: Mapping[str, Any]
    recorded_at: datetime


def as_known(rows: Iterable[Row], versions: Iterable[Any], *, at: datetime) -> tuple[Row, ...]:
    """The rows that were there at a moment, with every later change undone. Nothing that is read is changed.

    A row is named by `uid` and stamped by `recorded_at`; `versions` are those of these rows, in any order.
    """
    later: dict[UUID, Version] = {}
    for version in versions:
        if version.recorded_at > at and (version.row not in later or version.version < later[version.row].version):
            later[version.row] = version
    known = (row for row in rows if row.recorded_at <= at)  # type: ignore[attr-defined]
    return tuple(_undone(row, later[row.uid].before) if row.uid in later else row for row in known)  # type: ignore[attr-defined]


def _undone(row: Row, before: Mapping[str, Any]) -> Row:
    former = copy.copy(row)
    for field in row._meta.concrete_fields:
        if field.attname in before and not field.generated:
            setattr(former, field.attname, _value(field, before[field.attname]))
    return former


def _value(field: Any, value: Any) -> Any:
    """A column as JSON has it, in the type of its field."""
    if value is None or isinstance(value, list):
        return value
    if isinstance(field, BinaryField):
        return bytes.fromhex(str(value).removeprefix("\\x"))
    return (field.target_field if field.is_relation else field).to_python(value)
