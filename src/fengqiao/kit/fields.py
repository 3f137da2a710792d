"""Column types shared by all rooms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.fields.related import ForeignObject
from django.db.models.functions import Now

# Django's classes are generic in the stubs only.
if TYPE_CHECKING:
    from datetime import datetime

    _Base = models.CharField[str, str]
    _Moment = models.DateTimeField[datetime, datetime]
    _Lookup = models.Lookup[Any]
else:
    _Base = models.CharField
    _Moment = models.DateTimeField
    _Lookup = models.Lookup


class AreaField(_Base):
    """The short code of a place (33, 3306, 330681, 330681109, 330681109201), compared bytewise.

    Prefix searches on it are ranges (`~>=~`, `~<~`): only these leakproof operators reach an index
    under policies (STACK 2).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 12)
        kwargs.setdefault("db_collation", "C")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class StampField(_Moment):
    """The moment that the database itself wrote the row (`fq_stamp`), read back and never sent.

    No door holds the right to insert into the column, so the ORM must not even name it.
    """

    generated = True
    db_returning = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("db_default", Now())
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs


class _PatternBound(_Lookup):
    operator = ""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} {self.operator} {right}", (*left_params, *right_params)


class PatternFrom(_PatternBound):
    """`~>=~`: bytewise not before. With `pattern_below` an explicit prefix range."""

    lookup_name = "pattern_from"
    operator = "~>=~"


class PatternBelow(_PatternBound):
    """`~<~`: bytewise before."""

    lookup_name = "pattern_below"
    operator = "~<~"


for _lookup in (PatternFrom, PatternBelow):
    models.CharField.register_lookup(_lookup)
    models.TextField.register_lookup(_lookup)


def starts_with(field: str, prefix: str) -> models.Q:
    """A prefix condition that an index under policies can serve.

    The upper bound is the prefix followed by the highest code point, right for any text.
    """
    if not prefix:
        return models.Q()
    return models.Q(**{f"{field}__pattern_from": prefix, f"{field}__pattern_below": prefix + "\U0010ffff"})


@dataclass(frozen=True, slots=True)
class _Keys:
    """A list of keys that the ORM passes on as it is."""

    values: list[int]


class Among(_Lookup):
    """`= ANY(…)` with one array of keys, written as one literal: `IN (…)`, or a list that is handed to the driver,
    prepares and escapes five hundred of them one by one."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s::bigint[])", (*params, "{" + ",".join(map(str, self.rhs.values)) + "}")


models.Field.register_lookup(Among)
ForeignObject.register_lookup(Among)


def among(field: str, keys: Iterable[int]) -> models.Q:
    """A condition that a key is one of many. Nothing is asked of the database when there are none."""
    values = list(keys)
    return models.Q(**{f"{field}__among": _Keys(values)}) if values else models.Q(pk__in=())
