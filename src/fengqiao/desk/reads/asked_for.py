"""What was asked for in a matter, in one line: days, places, choices of the application, without its long texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, Final

from fengqiao.desk import drawing
from fengqiao.kit import clock
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import Field, FieldKind
from fengqiao.shell import face as shell

#: The kinds of field that fit a line; texts and evidence stay on the page of the matter.
_SHORT: Final = frozenset(
    {FieldKind.CHOICE, FieldKind.DAY, FieldKind.MOMENT, FieldKind.NUMBER, FieldKind.PLACE, FieldKind.PLACES}
)
#: How many of them.
MOST: Final = 4


def words(key: str, application: Mapping[str, Any] | None, now: datetime) -> shell.Words:
    """The line, empty where the application says nothing short or nobody made one."""
    if application is None:
        return ""
    fields = procedures.current(key, clock.local_day(now)).form.fields
    parts = list(islice(_parts(fields, application), MOST))
    return shell.Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts)) if parts else ""


def _parts(fields: tuple[Field, ...], data: Mapping[str, Any]) -> Iterator[shell.Text]:
    for field in fields:
        value = data.get(field.name)
        if field.kind in _SHORT and value not in (None, "", []):
            told = drawing.wording(field, _typed(field, value))
            yield told if isinstance(told, shell.Text) else shell.Text(str(told), str(told))


def _typed(field: Field, value: Any) -> Any:
    """A stored value as the wording wants it; one that no calendar has is shown as it was written."""
    if field.kind not in {FieldKind.DAY, FieldKind.MOMENT}:
        return value
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return value
    return found if field.kind is FieldKind.MOMENT else found.date()
