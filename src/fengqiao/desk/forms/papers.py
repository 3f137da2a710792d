"""What the pages of papers send."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from fengqiao.desk.forms.intake import Line
from fengqiao.desk.forms.refusable import Refusable
from fengqiao.desk.reads import papers_print as printing
from fengqiao.documents import face as documents

LONGEST = 500
LONGEST_REASON = 200


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


def ticked(post: QueryDict) -> tuple[UUID, ...]:
    """The papers that were ticked, in the order of the page. Raises: BadRequest for what is no name of one."""
    try:
        return tuple(dict.fromkeys(UUID(each) for each in post.getlist("paper")))
    except ValueError:
        raise BadRequest("not one of our forms") from None


def chosen(post: QueryDict) -> tuple[UUID, ...]:
    """The papers that were ticked for the seal. Raises: BadRequest for none, for too many, for what names none."""
    found = ticked(post)
    if not 0 < len(found) <= documents.MOST_AT_ONCE:
        raise BadRequest("none, or too many at once")
    return found


class Print(Refusable):
    """In which order they are wanted, and why so many are."""

    order = forms.ChoiceField(label=_("Order in the file"), choices=printing.ORDERS.items())
    reason = Line(_("Reason for printing"), longest=LONGEST_REASON, hint=_("It is kept with the request"))
