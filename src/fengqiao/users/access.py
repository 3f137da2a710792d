"""Who may do what: the rights that pages state, and the checks that acts make."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from fengqiao.areas.face import covers
from fengqiao.audit.face import Actor, Standing
from fengqiao.users.errors import FactorNeeded, NotAllowed
from fengqiao.users.rules import NOT_BY_COVER, Right, Role, may

View = TypeVar("View", bound=Callable[..., Any])

# Anyone may open the page: sign-in, the law, error pages.
PUBLIC: Final = "public"
# Anyone who is signed in, with or without a working post: choosing a post, changing the password.
ACCOUNT: Final = "account"

# Purposes of the system that set up people; made by `site` and `demo` only.
_SETTING_UP = frozenset({"installation", "demonstration"})

# Unit: minutes. One factor covers a queue of decisions (THREATS 5).
FACTOR_MINUTES = 5


def right(needed: Right | str) -> Callable[[View], View]:
    """State on a view what opens it. The middleware enforces it and refuses a view that states nothing.

    Raises: ValueError at import for a right that does not exist.
    """
    stated = needed if needed in (PUBLIC, ACCOUNT) else Right(needed)

    def decorate(view: View) -> View:
        view.right = stated  # type: ignore[attr-defined]
        return view

    return decorate


def is_setting_up(by: Actor) -> bool:
    """Whether this is the program itself, making an installation or a demonstration."""
    return by.account is None and by.role in _SETTING_UP


def has(actor: Actor, needed: Right | str) -> bool:
    """Whether an actor has a right, by the own post or, where that may be lent, by a cover."""
    wanted = Right(needed)
    if actor.account is None:
        return is_setting_up(actor)
    if may(actor.role, wanted):
        return True
    return actor.cover is not None and wanted not in NOT_BY_COVER and may(actor.cover.role, wanted)


def has_in(actor: Actor, needed: Right | str, area: str) -> bool:
    """Whether an actor has a right in a place: roles and areas of post and cover never mix (T23)."""
    wanted = Right(needed)
    if actor.account is None:
        return is_setting_up(actor)
    if may(actor.role, wanted) and covers(actor.area, area):
        return True
    lent = actor.cover
    return lent is not None and wanted not in NOT_BY_COVER and may(lent.role, wanted) and covers(lent.area, area)


def must_have(by: Actor, needed: Right | str, *, area: str) -> None:
    """Raises: NotAllowed."""
    if not has_in(by, needed, area):
        raise NotAllowed("not_allowed")


def competent(actor: Actor, *, level: int, roles: frozenset[str], area: str) -> Standing | None:
    """The standing by which an actor is competent for a case in `area`, or None.

    Competence = level + organ + post (ARCHITECTURE 3).
    """
    for standing in actor.standings:
        if standing.level == level and standing.role in roles and covers(standing.area, area):
            return standing
    return None


def verified_within(actor: Actor, at: datetime, *, minutes: int = FACTOR_MINUTES) -> bool:
    """Whether the second factor was given in this session not longer than `minutes` ago.

    Unit: minutes.
    """
    if actor.verified_at is None:
        return False
    return timedelta(0) <= at - actor.verified_at <= timedelta(minutes=minutes)


def must_be_verified(by: Actor, at: datetime) -> None:
    """Raises: FactorNeeded for a person whose factor is too old. The program itself has none."""
    if by.account is not None and not verified_within(by, at):
        raise FactorNeeded()


__all__ = [
    "ACCOUNT",
    "FACTOR_MINUTES",
    "PUBLIC",
    "Right",
    "Role",
    "competent",
    "has",
    "has_in",
    "is_setting_up",
    "must_be_verified",
    "must_have",
    "right",
    "verified_within",
]
