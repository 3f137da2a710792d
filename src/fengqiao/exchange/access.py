"""Who may load a register, and from where."""

from __future__ import annotations

from fengqiao.audit.face import Actor
from fengqiao.exchange.errors import NotAllowed
from fengqiao.users import face as users


def must_load(by: Actor, county: str) -> None:
    """The initial load is an act of the county lead of exactly that county (ARCHITECTURE 3, 5).

    Raises: NotAllowed.
    """
    if not users.has_in(by, users.Right.LOAD_REGISTER, county):
        raise NotAllowed()
