"""Who may set up a list for the whole office."""

from __future__ import annotations

from fengqiao.audit.face import Actor
from fengqiao.users import face as users


def may_share(by: Actor) -> bool:
    """Whoever leads an office or an institution: a shared view is what colleagues work from."""
    return users.has_in(by, users.Right.DECIDE, by.area)
