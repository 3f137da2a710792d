"""What every view of this room does first: who asks, when, and what of the register that person may be told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NoReturn, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from fengqiao.audit import face as audit
from fengqiao.desk.refusals import REFUSALS
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

OnlyRequest = Callable[[HttpRequest], bool]


__all__ = ["REFUSALS", "OnlyRequest", "actor", "may", "moment", "must_know", "not_found", "refusal_status", "worker"]


def actor(request: HttpRequest) -> audit.Actor:
    """Whoever works on this page; the right of the view made sure that there is somebody."""
    return cast(users.WorkRequest, request).actor


def worker(request: HttpRequest) -> audit.Actor:
    """Whoever works on this page, when the post works on cases or decides them.

    Raises: PermissionDenied for a post that only reads; whether *this* step is theirs is the engine's answer.
    """
    found = actor(request)
    if not procedures.works(found):
        raise PermissionDenied
    return found


def moment(request: HttpRequest) -> datetime:
    """When the request came: the clock was read once, in front of every view."""
    return cast(users.WorkRequest, request).at


def may(right: users.Right) -> OnlyRequest:
    """A test of the request for a menu entry: whether the post holds a right. No query."""

    def holds(request: HttpRequest) -> bool:
        found = getattr(request, "actor", None)
        return found is not None and users.has(found, right)

    return holds


def refusal_status(error: Exception) -> int:
    """422 for what can be put right in the form; 403 for what is not an act of the post; 409 for a key that was used
    for something else (THREATS T21)."""
    if isinstance(error, subjects.NotYourAct | procedures.NotYourWork):
        return 403
    return 409 if isinstance(error, procedures.KeyUsedBefore) else 422


def must_know(subject_id: int, *, by: audit.Actor) -> None:
    """Not found for a person of whom the actor may not be told, before anything about the request is judged: an answer
    about its form would tell that the matter exists (THREATS T15, T20)."""
    if not subjects.known_ids(by=by, ids=(subject_id,)):
        not_found()


def not_found() -> NoReturn:
    """One answer for what does not exist, lies elsewhere, or may not be told (THREATS T15)."""
    raise Http404
