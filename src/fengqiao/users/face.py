"""Who may work here, and on what.

    @users.right("see_cases")                     a view states what opens it; users.PUBLIC, users.ACCOUNT
    request.actor                                  the audit.Actor of the request, re-read in its transaction
    users.competent(actor, level=3, roles=…, area=…)   by which standing somebody is competent, or None
    users.delegated("leave", office=area, on=day)  the delegation an office holds, or None
    users.holders(area, on=day)                    persons per role at the offices above a place
    users.officers(area, on=day)                   who does case work there
    users.chargeable(area, on=day)                 who of them may be put in charge of a person
    users.away_spans(persons, since=day)           on which days somebody is away, by the covers
    users.verified_within(actor, at)               whether the second factor is fresh enough to decide

Separation of duties compares `actor.persons`: natural persons, with the covered one when a cover is active.
Law: Community Corrections Law arts. 9-11.
"""

from __future__ import annotations

from fengqiao.users.access import (
    ACCOUNT,
    FACTOR_MINUTES,
    PUBLIC,
    competent,
    has,
    has_in,
    is_setting_up,
    right,
    verified_within,
)
from fengqiao.users.actions.people import (
    NewAccount,
    create_account,
    create_demonstration_account,
    first_administrator,
    person_hash,
    switch_off,
)
from fengqiao.users.actions.posts import delegate, end_cover, end_delegation, end_post, give_post, set_cover
from fengqiao.users.actions.returning import close_all_but, end_passkeys
from fengqiao.users.actions.sign_in import TooManyTries
from fengqiao.users.door import StaffRequest, WorkRequest, network, verify_again
from fengqiao.users.errors import FactorNeeded, NotAllowed, Unknown, UsersError
from fengqiao.users.reads import (
    Delegation,
    Desk,
    EndedCover,
    Officer,
    actor,
    actor_of,
    away_spans,
    chargeable,
    cover_since,
    data_officers,
    delegated,
    delegations,
    delegations_at,
    desks_of,
    ended_cover,
    ended_covers,
    holders,
    holders_at,
    names,
    officers,
    posts_at,
    posts_in,
    posts_of,
    powers_of,
    role_title,
)
from fengqiao.users.rules import POWERS, ROLES, Power, Right, Role
from fengqiao.users.standing import SignedIn

__all__ = [
    "ACCOUNT",
    "FACTOR_MINUTES",
    "POWERS",
    "PUBLIC",
    "ROLES",
    "Delegation",
    "Desk",
    "EndedCover",
    "FactorNeeded",
    "NewAccount",
    "NotAllowed",
    "Officer",
    "Power",
    "Right",
    "Role",
    "SignedIn",
    "StaffRequest",
    "TooManyTries",
    "Unknown",
    "UsersError",
    "WorkRequest",
    "actor",
    "actor_of",
    "away_spans",
    "chargeable",
    "close_all_but",
    "competent",
    "cover_since",
    "create_account",
    "create_demonstration_account",
    "data_officers",
    "delegate",
    "delegated",
    "delegations",
    "delegations_at",
    "desks_of",
    "end_cover",
    "end_delegation",
    "end_passkeys",
    "end_post",
    "ended_cover",
    "ended_covers",
    "first_administrator",
    "give_post",
    "has",
    "has_in",
    "holders",
    "holders_at",
    "is_setting_up",
    "names",
    "network",
    "officers",
    "person_hash",
    "posts_at",
    "posts_in",
    "posts_of",
    "powers_of",
    "right",
    "role_title",
    "set_cover",
    "switch_off",
    "verified_within",
    "verify_again",
]
