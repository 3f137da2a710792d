"""What the pages of papers send."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import QueryDict

from fengqiao.documents import face as documents

LONGEST = 500


def service(post: QueryDict) -> documents.Service:
    """How a paper was handed over. Raises: documents.ServedTooEarly for a day that is none."""
    try:
        day = date.fromisoformat(post.get("day", ""))
    except ValueError:
        raise documents.ServedTooEarly from None
    return documents.Service(
        receiver=post.get("receiver", "").strip()[:LONGEST],
        relation=post.get("relation", "").strip()[:LONGEST],
        day=day,
        refused=post.get("refused") == "1",
        witness=post.get("witness", "").strip()[:LONGEST],
        note=post.get("note", "").strip()[:LONGEST],
    )


def reason(post: QueryDict) -> str:
    """Why a paper is made void."""
    return post.get("reason", "").strip()[:LONGEST]


def chosen(post: QueryDict) -> tuple[UUID, ...]:
    """The papers that were ticked. Raises: BadRequest for none, for too many and for what is no name of one."""
    try:
        found = tuple(dict.fromkeys(UUID(each) for each in post.getlist("paper")))
    except ValueError:
        raise BadRequest("not one of our forms") from None
    if not 0 < len(found) <= documents.MOST_AT_ONCE:
        raise BadRequest("none, or too many at once")
    return found
