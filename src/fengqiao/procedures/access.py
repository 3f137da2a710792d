"""Who does anything at all in the procedures. Whose act one step is, the definition says and `admission` asks."""

from __future__ import annotations

from fengqiao.audit.face import Actor
from fengqiao.procedures.errors import NotYourWork
from fengqiao.users import face as users


def works(by: Actor) -> bool:
    """Whether the actor's post works on cases or decides them; a post that only reads keeps no drafts and notes
    nothing. A letter, a clock or a fact acts as the definition says."""
    return by.account is None or users.has(by, users.Right.WORK_CASES) or users.has(by, users.Right.DECIDE)


def must_work(by: Actor) -> None:
    """Raises: NotYourWork."""
    if not works(by):
        raise NotYourWork
