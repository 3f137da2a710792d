"""Sessions ended: one's own one by one, a colleague's all at once. The browser learns of it at its next request."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fengqiao.audit.face import Actor, act
from fengqiao.users.access import Right, must_be_verified, must_have
from fengqiao.users.actions import sign_in
from fengqiao.users.actions.people import end_sessions, within_reach
from fengqiao.users.errors import Unknown, UsersError
from fengqiao.users.models import Session


def end_own(*, session: UUID, account: int, person: int) -> None:
    """End one of the account's own sessions. Raises: Unknown for one that is nobody's or somebody else's."""
    ended, _per_table = Session.objects.filter(uid=session, account_id=account).delete()
    if not ended:
        raise Unknown()
    sign_in.note(account=account, person=person, what="users.session_ended")


@act("users.end_sessions", about="account", record=("reason",))
def end_colleagues(*, account: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Sign a colleague out everywhere, with the reason. What was typed and not sent is lost; posts stay.

    Raises: NotAllowed, FactorNeeded, Unknown, UsersError.
    """
    must_have(by, Right.MANAGE_POSTS, area=by.area)
    must_be_verified(by, at)
    if not reason.strip():
        raise UsersError("reason_missing", field="reason")
    end_sessions(within_reach(account, by, at))
