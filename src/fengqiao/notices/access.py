"""Which notices an actor gets: those of the own post, of the post that is covered, of the offices worked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from fengqiao.audit.face import Actor
from fengqiao.kit import scope
from fengqiao.kit.clock import local_day, start_of
from fengqiao.users import face as users


def addressed_to(by: Actor, at: datetime) -> Q:
    """The notices of an actor, within the scope that the database enforces.

    A deputy gets what is addressed to the covered post from the first day of the cover on (THREATS T23: never more).
    """
    mine = Q(post=by.post)
    offices = {by.area} if users.has_in(by, users.Right.WORK_CASES, by.area) else set()
    if by.cover is not None and by.post is not None:
        since = users.cover_since(deputy=by.post, covered=by.cover.post, on=local_day(at))
        if since is not None:
            mine |= Q(post=by.cover.post, at__gte=start_of(since))
            offices |= {by.cover.area} if users.has_in(by, users.Right.WORK_CASES, by.cover.area) else set()
    return mine | Q(post__isnull=True, office__in=offices) if offices else mine


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
