"""Who acts, and the two kinds of rows: acts and sensitive reads."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import connection, transaction

from fengqiao.kit import bulk, scope

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Covering:
    """The post that a deputy stands in for: its competence and its holder, never more than that."""

    role: str
    level: int
    area: str
    person: int
    name: str
    post: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One competence an actor has: by the own post, or by a cover."""

    role: str
    level: int
    area: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The emergency access under which an actor reads one person's file: both by their opaque uid."""

    uid: UUID
    subject: UUID


class ReadsOnly(Exception):
    """Somebody who reads under an emergency access does no act: a fault of the page that let it be tried."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A natural person working in one post, or a named purpose of the system.

    `person` is what separation of duties compares: one human with two accounts is one person. `ranges` are
    the code prefixes (at most two) that the post, and a cover, may see. `verified_at`: when the second
    factor was last given in this session. `opening`: set for reading one file in an emergency; it stands in every row.
    """

    account: int | None
    person: int | None
    name: str
    role: str
    level: int
    area: str
    ranges: tuple[str, ...]
    post: int | None = None
    verified_at: datetime | None = None
    cover: Covering | None = None
    opening: Opened | None = None

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The own post, then the covered one. Each counts for its own area only: roles and areas never mix."""
        own = Standing(self.role, self.level, self.area)
        return (own, Standing(self.cover.role, self.cover.level, self.cover.area)) if self.cover else (own,)

    @property
    def persons(self) -> frozenset[int]:
        """The natural persons this actor counts as when persons must differ.

        A deputy of the proposer is no second person (THREATS T22).
        """
        return frozenset(p for p in (self.person, self.cover.person if self.cover else None) if p is not None)

    @property
    def signature(self) -> str:
        """How audit rows name the actor: opaque ids, never a name."""
        if self.account is None:
            return f"system:{self.role}"
        cover = f" cover:{self.cover.post}" if self.cover else ""
        opening = f" opening:{self.opening.uid}" if self.opening else ""
        return f"account:{self.account} person:{self.person} post:{self.post} role:{self.role}{cover}{opening}"


def system(purpose: str, *, ranges: tuple[str, ...]) -> Actor:
    """The actor of a job that nobody asked for: a named purpose, one area after another."""
    return Actor(None, None, purpose, purpose, 0, ranges[0] if ranges else "", ranges)


def act(
    what: str, *, about: str | None = None, record: tuple[str, ...] = ()
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an act: one transaction, the actor's scope, one audit row.

    The function takes keyword arguments only, among them `by: Actor` and `at: datetime`. `about` names the
    argument (or "result") whose `uid` the row points at; `record` names arguments whose values, never
    personal ones, the row keeps. A refused act leaves neither change nor row.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            by = kwargs["by"]
            assert isinstance(by, Actor)
            if by.opening is not None:
                raise ReadsOnly(what)
            with transaction.atomic(), scope.of(by.ranges):
                result = function(*args, **kwargs)
                subject = result if about == "result" else kwargs.get(about or "")
                kept = {name: _plain(kwargs[name]) for name in record if kwargs.get(name) is not None}
                area = str(getattr(subject, "area", "") or by.area)
                write(by=by, what=what, about=_uid(subject), area=area, data=kept)
            return result

        wrapper.audited_as = what  # type: ignore[attr-defined]
        return wrapper

    return decorate


def write(*, by: Actor, what: str, about: str = "", area: str = "", data: Mapping[str, Any] | None = None) -> None:
    """One audit row in the present transaction. No RETURNING: the doors may not read the table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_row (actor, area, what, object, data) VALUES (%s, %s, %s, %s, %s::jsonb)",
            (by.signature, area, what, about, json.dumps(dict(data or {}), ensure_ascii=False, sort_keys=True)),
        )


def write_all(*, by: Actor, what: str, rows: Sequence[tuple[str, str, Mapping[str, Any]]]) -> None:
    """One audit row of the same kind for each (about, area, data), in one statement."""
    types = {"actor": "text", "area": "text", "what": "text", "object": "text", "data": "jsonb"}
    bulk.insert_values(
        "audit_row",
        types,
        [
            {"actor": by.signature, "area": area, "what": what, "object": about, "data": dict(data)}
            for about, area, data in rows
        ],
    )


def read(*, by: Actor, what: str, about: str, area: str, purpose: str = "") -> None:
    """The row of a sensitive read: who looked at what, and why when a reason was asked for."""
    write(by=by, what=f"read:{what}", about=about, area=area, data={"purpose": purpose} if purpose else None)


def _uid(thing: object) -> str:
    if thing is None:
        return ""
    return str(getattr(thing, "uid", thing))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(v) for v in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
