"""Questions that a browser has to answer once and soon: what a passkey signs, what another provider sends back.

A question is kept in the session of the browser that asked. Taking it locks the session's row, so that of two answers
at once one finds it gone, whether the first was right or wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from fengqiao.users.models import Session
from fengqiao.users.sessions import SessionStore

if TYPE_CHECKING:
    from fengqiao.users.door import StaffRequest

ENTER: Final = "enter"
FACTOR: Final = "factor"
NEW_KEY: Final = "new_key"
PROVIDER: Final = "provider"
# Unit: minutes between a question and its answer.
MINUTES: Final = 5
_KEPT: Final = "challenge"


def ask(request: StaffRequest, purpose: str, state: Mapping[str, Any]) -> None:
    """Remember what an answer will be compared with; an older question is forgotten."""
    request.session[_KEPT] = {"for": purpose, "at": request.at.timestamp(), "state": dict(state)}


def take(request: StaffRequest, purpose: str) -> dict[str, Any] | None:
    """What was asked for this purpose at most five minutes ago, once; None when nothing was."""
    if _KEPT not in request.session:
        return None
    request.session.pop(_KEPT)
    key = SessionStore(request.session.session_key).key_hash()
    row = Session.objects.select_for_update().filter(key_hash=key).first()
    held = row.data.get(_KEPT) if row is not None else None
    if not held or held["for"] != purpose or request.at.timestamp() - held["at"] > MINUTES * 60:
        return None
    state: dict[str, Any] = held["state"]
    return state
