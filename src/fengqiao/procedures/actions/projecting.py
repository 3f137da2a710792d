"""Task and clock rows of one matter, brought in line with its progress, in the transaction of the act."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from fengqiao.procedures import projection
from fengqiao.procedures.models import Clock, Matter, Task
from fengqiao.procedures.projection import WantedClock, WantedTask
from fengqiao.procedures.reads.standing import Standing

Wanted = TypeVar("Wanted", WantedTask, WantedClock)


@dataclass(frozen=True, slots=True)
class Difference:
    """A projected row that is not what the acts say. `stored` or `computed` is None when it is missing there."""

    matter: UUID
    table: str
    row: str
    stored: Mapping[str, Any] | None
    computed: Mapping[str, Any] | None


def project(standing: Standing, *, at: datetime) -> tuple[Difference, ...]:
    """Write what differs from the acts, and say what it was."""
    matter = standing.matter
    found = (
        *_bring_in_line(Task, matter, projection.tasks(standing.progress)),
        *_bring_in_line(Clock, matter, projection.clocks(standing.progress)),
    )
    _close(standing, at)
    return found


def compare(standing: Standing) -> tuple[Difference, ...]:
    """What differs from the acts; writes nothing."""
    matter = standing.matter
    return (
        *_differences(Task, matter, projection.tasks(standing.progress)),
        *_differences(Clock, matter, projection.clocks(standing.progress)),
        *_head(standing),
    )


def _close(standing: Standing, at: datetime) -> None:
    held = standing.matter.period
    set_head(standing, at=at)
    given_back = ["period"] if standing.matter.period != held else []
    standing.matter.save(update_fields=["acts", "projected_at", "ended_at", "result", *given_back])


def set_head(standing: Standing, *, at: datetime) -> None:
    """The matter's own columns: the version its pages show, when it was projected, and its end. Writes nothing."""
    matter, ended = standing.matter, standing.progress.ended
    matter.acts = standing.progress.version
    matter.projected_at = at
    matter.ended_at = ended.at if ended else None
    matter.result = ended.result if ended else ""
    if ended and ended.frees_period:
        matter.period = ""


def task_rows(standing: Standing) -> list[Model]:
    """The tasks of a matter that has none yet, not written."""
    return [_row(Task, standing.matter, each) for each in projection.tasks(standing.progress)]


def clock_rows(standing: Standing) -> list[Model]:
    """The clocks of a matter that has none yet, not written."""
    return [_row(Clock, standing.matter, each) for each in projection.clocks(standing.progress)]


def _head(standing: Standing) -> Iterable[Difference]:
    matter, ended = standing.matter, standing.progress.ended
    stored = {"acts": matter.acts, "ended_at": matter.ended_at, "result": matter.result}
    computed = {
        "acts": standing.progress.version,
        "ended_at": ended.at if ended else None,
        "result": ended.result if ended else "",
    }
    if stored != computed:
        yield Difference(matter.uid, Matter._meta.db_table, "", stored, computed)


def _bring_in_line(table: type[Model], matter: Matter, wanted: tuple[Wanted, ...]) -> tuple[Difference, ...]:
    rows = _rows(table, matter)
    found = _differing(table, matter, rows, wanted)
    gone = {each.row for each in found if each.stored is not None}
    fresh = {each.row for each in found if each.computed is not None}
    if gone:
        dropped = [row.pk for name, row in rows.items() if name in gone]
        table._default_manager.filter(pk__in=dropped).delete()
    table._default_manager.bulk_create([_row(table, matter, each) for each in wanted if _name(each.key) in fresh])
    return found


def wanted_type(table: type[Model]) -> type[WantedTask] | type[WantedClock]:
    """The pure record that a projected table holds."""
    return WantedTask if table is Task else WantedClock


def _rows(table: type[Model], matter: Matter) -> dict[str, Model]:
    """What is stored of a matter, by the name of the row."""
    kind = wanted_type(table)
    return {_name(_key(kind, row)): row for row in table._default_manager.filter(matter_id=matter.id)}


def _differences(table: type[Model], matter: Matter, wanted: tuple[Wanted, ...]) -> tuple[Difference, ...]:
    return _differing(table, matter, _rows(table, matter), wanted)


def _differing(
    table: type[Model], matter: Matter, rows: Mapping[str, Model], wanted: tuple[Wanted, ...]
) -> tuple[Difference, ...]:
    kind = wanted_type(table)
    stored = {name: _values(kind, row) for name, row in rows.items()}
    computed = {_name(each.key): _values(kind, each) for each in wanted}
    return tuple(
        Difference(matter.uid, table._meta.db_table, name, stored.get(name), computed.get(name))
        for name in sorted(stored.keys() | computed.keys())
        if stored.get(name) != computed.get(name)
    )


def _values(kind: type[WantedTask] | type[WantedClock], row: object) -> dict[str, Any]:
    """The fields of the pure record, from the record itself or from the stored row."""
    values = {each.name: getattr(row, each.name) for each in dataclasses.fields(kind)}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def _key(kind: type[WantedTask] | type[WantedClock], row: object) -> tuple[object, ...]:
    return kind(**_values(kind, row)).key


def _name(key: tuple[object, ...]) -> str:
    return " ".join(str(part) for part in key)


def _row(table: type[Model], matter: Matter, wanted: WantedTask | WantedClock) -> Model:
    values = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in _values(type(wanted), wanted).items()
    }
    return table(
        matter_id=matter.id,
        subject_id=matter.subject_id,
        area=matter.area,
        procedure=matter.procedure,
        version=matter.version,
        **values,
    )
