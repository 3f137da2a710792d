"""Whose name at another provider opens which account: entered by an administrator, in person, never guessed (T46)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from fengqiao.audit.face import Actor, act
from fengqiao.kit import bus, ids
from fengqiao.kit.clock import local_day
from fengqiao.users.access import Right, must_be_verified, must_have
from fengqiao.users.actions.people import end_sessions, within_reach
from fengqiao.users.errors import Unknown, UsersError
from fengqiao.users.facts import WayInChanged
from fengqiao.users.models import Account, Identity
from fengqiao.users.oidc import config, tokens
from fengqiao.users.reads import posts_of


@act("users.bind_identity", about="account")
def bind(*, account: UUID, subject: str, by: Actor, at: datetime) -> Identity:
    """Let whom the provider calls by this name sign in to the account, with its second factor as before.

    Raises: NotAllowed, FactorNeeded, Unknown, UsersError.
    """
    must_have(by, Right.MANAGE_POSTS, area=by.area)
    must_be_verified(by, at)
    provider, found = config.provider(), within_reach(account, by, at)
    if provider is None:
        raise Unknown()
    if found.person_id in by.persons:
        raise UsersError("identity_own")
    if not tokens.is_subject(subject):
        raise UsersError("identity_shape", field="subject")
    assert by.person is not None
    try:
        with transaction.atomic():
            made = Identity.objects.create(
                uid=ids.new_id(), account=found, issuer=provider.issuer, subject=subject, given_by_id=by.person,
                given_at=at,
            )  # fmt: skip
    except IntegrityError as taken:
        raise UsersError("identity_taken", field="subject") from taken
    _tell(made, found, "identity_added", at)
    return made


@act("users.unbind_identity", about="identity")
def unbind(*, identity: UUID, by: Actor, at: datetime) -> UUID:
    """End a binding; the account's uid. Sessions that it began end too.

    Raises: NotAllowed, FactorNeeded, Unknown.
    """
    must_have(by, Right.MANAGE_POSTS, area=by.area)
    must_be_verified(by, at)
    found = Identity.objects.select_for_update(of=("self",)).select_related("account").filter(
        uid=identity, ended_at=None
    ).first()  # fmt: skip
    if found is None:
        raise Unknown()
    account = within_reach(found.account.uid, by, at)
    if account.person_id in by.persons:
        raise UsersError("identity_own")
    found.ended_at, found.ended_by_id = at, by.person
    found.save(update_fields=["ended_at", "ended_by"])
    end_sessions(account)
    _tell(found, account, "identity_removed", at)
    return account.uid


def _tell(identity: Identity, account: Account, what: str, at: datetime) -> None:
    posts = tuple((held.post, held.area) for held in posts_of(account.id, on=local_day(at)))
    bus.announce(WayInChanged(identity.uid, what, posts, at))
