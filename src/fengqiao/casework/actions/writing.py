"""How a fact of the room is changed: the next version, an act and a reason."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from fengqiao.casework.models import CaseworkVersion
from fengqiao.law.face import Text
from fengqiao.subjects.face import VersionedRow


class CaseworkError(Exception):
    """Something the office asked for cannot be. `code` is stable, `text` is for people."""

    code: ClassVar[str] = "casework_error"
    text: ClassVar[Text] = Text("无法办理。", "This cannot be done.")

    def __str__(self) -> str:
        return self.text.en


def change(row: VersionedRow, *, act: UUID | None, reason: str, **values: Any) -> None:
    """Write the next version of a row; the database keeps the former one."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.act = act
    row.reason = reason
    row.save(update_fields=[*values, "version", "act", "reason"])


def is_done(row: VersionedRow, act: UUID) -> bool:
    """Whether this act has already made or changed this row, now or in a former version."""
    return row.act == act or CaseworkVersion.objects.filter(act=act, row=row.uid).exists()
