"""Which notices an actor gets: those of the own post, of the post that is covered, of the offices worked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from fengqiao.audit.face import Actor
from fengqiao.kit import scope, sql
from fengqiao.kit.clock import local_day, start_of
from fengqiao.users import face as users


@dataclass(frozen=True, slots=True)
class Addressed:
    """Where an actor's notices are addressed to: posts, each from a moment on or always, and offices as such."""

    posts: tuple[tuple[int, datetime | None], ...]
    offices: frozenset[str]


def addressed(by: Actor, at: datetime) -> Addressed:
    """The addresses of an actor.

    A deputy gets what is addressed to the covered post from the first day of the cover on (THREATS T23: never more).
    """
    posts: list[tuple[int, datetime | None]] = [] if by.post is None else [(by.post, None)]
    offices = {by.area} if users.has_in(by, users.Right.WORK_CASES, by.area) else set()
    if by.cover is not None and by.post is not None:
        since = users.cover_since(deputy=by.post, covered=by.cover.post, on=local_day(at))
        if since is not None:
            posts.append((by.cover.post, start_of(since)))
            offices |= {by.cover.area} if users.has_in(by, users.Right.WORK_CASES, by.cover.area) else set()
    return Addressed(tuple(posts), frozenset(offices))


def addressed_to(by: Actor, at: datetime) -> Q:
    """The notices of an actor, within the scope that the database enforces."""
    to = addressed(by, at)
    found = Q(pk__in=())
    for post, since in to.posts:
        found |= Q(post=post) if since is None else Q(post=post, at__gte=since)
    return found | Q(post__isnull=True, office__in=to.offices) if to.offices else found


def addressed_apart(by: Actor, at: datetime) -> list[sql.Condition]:
    """The same for statements by hand over the table of notices, one for the offices and one for each post. No notice
    fits two of them; counted one by one, each is told by an index alone."""
    to = addressed(by, at)
    found = []
    if to.offices:
        # One mark for each office, not one list: of a list whose length it does not know the database keeps no plan.
        marks = ", ".join(["%s"] * len(to.offices))
        found.append(sql.Condition(f"post_id IS NULL AND office IN ({marks})", tuple(sorted(to.offices))))
    for post, since in to.posts:
        one = ("post_id = %s", (post,)) if since is None else ("post_id = %s AND at >= %s", (post, since))
        found.append(sql.Condition(*one))
    return found


@contextmanager
def reach(by: Actor) -> Iterator[None]:
    """Where the notices of an actor lie: in the scope, or for a post that sees no case rows (a data officer) in its
    place, of which `addressed_to` then gives what is addressed to that very post."""
    if by.ranges:
        yield
        return
    with transaction.atomic(), scope.of((by.area,)):
        yield


def may_answer(by: Actor, office: str) -> bool:
    """Whether an actor works on cases of an office and so may say what was done."""
    return users.has_in(by, users.Right.WORK_CASES, office)
