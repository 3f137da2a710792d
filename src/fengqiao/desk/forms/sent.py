"""What a procedure page sends: the form, the reasons, the answers, and what makes it safe to send twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import QueryDict

from fengqiao.desk import drawing
from fengqiao.procedures.grammar import Form

LONGEST_NUMBER = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAct:
    """One press of a button. `request` makes a second press the same act; `seen` is the version the page showed."""

    data: Mapping[str, Any]
    reasons: str
    answers: Mapping[str, str]
    seen: int
    request: UUID
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentNote:
    """What is noted about a paper or a copy that was made outside this system."""

    act: UUID
    kind: str
    id: str
    state: str
    number: str


def note(post: QueryDict) -> SentNote:
    """Read a note about a paper. Raises: BadRequest when it is not one of our forms."""
    try:
        about = UUID(post.get("act", ""))
    except ValueError:
        raise BadRequest("not one of our forms") from None
    kind = post.get("kind", "")
    if kind not in {"paper", "copy"}:
        raise BadRequest("not one of our forms")
    number = post.get("number", "").strip()[:LONGEST_NUMBER]
    return SentNote(act=about, kind=kind, id=post.get("id", ""), state=post.get("state", ""), number=number)


def act(post: QueryDict, form: Form, must_answer: Iterable[str] = ()) -> SentAct:
    """Read what was sent. Raises: BadRequest when the hidden parts of our own page are missing or changed."""
    try:
        seen, request = int(post.get("seen", "")), UUID(post.get("request", ""))
    except ValueError:
        raise BadRequest("not one of our forms") from None
    return SentAct(
        data={name: value for name, value in drawing.collect(form, post).items() if value not in (None, "", [])},
        reasons=post.get("reasons", "").strip(),
        answers={key: post.get(f"answer-{key}", "").strip() for key in must_answer},
        seen=seen,
        request=request,
        code=post.get("code", "").strip(),
    )
