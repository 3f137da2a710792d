"""The people of the told county, read back row by row as the database writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.apps import apps
from django.db import models

from fengqiao.demo.scale.loading import Connection

#: Left out: what is heavy and can be drawn again, what belongs to one sitting, what is made anew for everybody,
#: and what came from another county.
LEFT_OUT: Final = frozenset(
    {"documents_file", "documents_printbatch", "procedures_draft", "subjects_namekey", "letters_arrived"}
)
#: Rows that hang on a person's rows by another column.
CHILDREN: Final = {"letters_event": ("sent_id", "letters_sent"), "notices_delivery": ("message_id", "notices_message")}
#: People whose matters touch another county cannot be told again without it.
ELSEWHERE: Final = ("letters_arrived", "subjects_countycheck", "subjects_correction")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, and the table whose keys it holds (its own for the key itself)."""

    name: str
    refers: str = ""
    is_uuid: bool = False
    is_sealed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table as COPY fills it."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns by name."""
        return tuple(each.name for each in self.columns)


Row = Mapping[str, str | None]
"""One row, every cell as the database writes it in text."""


@dataclass(slots=True)
class Person:
    """Everything that one told person left behind, by table."""

    id: int
    area: str
    rows: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def subject(self) -> Row:
        """The row of the person."""
        return self.rows["subjects_subject"][0]


def tables() -> tuple[Table, ...]:
    """The tables that tell of a person, found by their columns."""
    found = []
    for model in apps.get_models():
        name = model._meta.db_table
        columns = {field.column for field in model._meta.local_concrete_fields}
        is_about = name == "subjects_subject" or "subject_id" in columns or name in CHILDREN
        if model.__module__.startswith("fengqiao.") and is_about and name not in LEFT_OUT:
            found.append(Table(name, tuple(_column(each) for each in _written(model))))
    return tuple(found)


def _written(model: type[models.Model]) -> list[models.Field[object, object]]:
    """The columns that a row is made of; what the database computes is left to it."""
    computed = models.GeneratedField
    return [each for each in model._meta.local_concrete_fields if not isinstance(each, computed)]


def _column(field: models.Field[object, object]) -> Column:
    name = str(field.column)
    if field.primary_key:
        refers = field.model._meta.db_table
    elif field.is_relation and field.related_model is not None:
        refers = field.related_model._meta.db_table
    else:
        refers = _KEYS.get(name, "")
    return Column(name, refers, isinstance(field, models.UUIDField), name.endswith("_sealed"))


#: Columns that hold keys without a foreign key, so that a room does not depend on another's table.
_KEYS: Final = {
    "subject_id": "subjects_subject",
    "person": "users_person",
    "account": "users_account",
    "decided_by": "users_person",
    "user": "users_person",
    "barred": "users_person",
}


def read(connection: Connection, county: str) -> list[Person]:
    """All people of a county whose matters stay within it, with their rows in the order of their keys."""
    people = {
        row["id"]: Person(int(str(row["id"])), str(row["area"]))
        for row in _rows(connection, "subjects_subject", ("id", "area"), f"area LIKE '{county}%'")
    }
    for name in ELSEWHERE:
        for row in _rows(connection, name, ("subject_id",), "true"):
            people.pop(row["subject_id"], None)
    for table in sorted(tables(), key=lambda each: each.name in CHILDREN):
        _share(connection, table, people, county)
    return list(people.values())


def _share(connection: Connection, table: Table, people: dict[str | None, Person], county: str) -> None:
    through, parent = CHILDREN.get(table.name, ("", ""))
    owner = "id" if table.name == "subjects_subject" else "subject_id"
    parents = {row["id"]: key for key, person in people.items() for row in person.rows.get(parent, [])}
    for row in _rows(connection, table.name, table.names, f"area LIKE '{county}%' ORDER BY id"):
        person = people.get(parents.get(row[through]) if through else row[owner])
        if person is not None:
            person.rows.setdefault(table.name, []).append(row)


def _rows(connection: Connection, table: str, columns: tuple[str, ...], where: str) -> list[Row]:
    cells = ", ".join(f'"{column}"::text' for column in columns)
    found = connection.execute(f'SELECT {cells} FROM "{table}" WHERE {where}').fetchall()
    return [dict(zip(columns, row, strict=True)) for row in found]
