"""Persons and accounts: who exists, who may sign in, and the reset that needs two people."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from fengqiao.areas.face import covers
from fengqiao.audit.face import Actor, act, system
from fengqiao.kit import citizen_number, crypto, ids, names
from fengqiao.kit.clock import local_day
from fengqiao.users.access import Right, has, must_be_verified, must_have
from fengqiao.users.actions import passkeys
from fengqiao.users.actions.factors import sealed_seed
from fengqiao.users.errors import NotAllowed, Unknown, UsersError
from fengqiao.users.models import Account, Person, Post, Reset, Session
from fengqiao.users.reads import posts_of
from fengqiao.users.rules import Role

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
# Unit: hours. A password that somebody else knows is for one use, soon (THREATS 4.4).
ONE_TIME_HOURS = 72
# Unit: hours. Both people stand beside the one who lost the factor.
RESET_HOURS = 24


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account and the one-time password, which is shown once and kept nowhere."""

    id: int
    uid: UUID
    area: str
    username: str
    one_time_password: str


def person_hash(number: str) -> bytes:
    """The keyed hash by which one human is recognised in several accounts.

    Raises: UsersError for what is no identity number.
    """
    try:
        parsed = citizen_number.parse(number)
    except citizen_number.CitizenNumberError as wrong:
        raise UsersError("bad_number", field="number") from wrong
    return crypto.keyed_hash(parsed.number, purpose="users.person")


def one_time_password() -> str:
    """Twenty characters that can be read out: no letter that looks like a digit."""
    alphabet = "abcdefghijkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(5)) for _ in range(4))


def _person(name: str, number: str, at: datetime) -> Person:
    """The person with this number, made when new. Two clerks at once make one person."""
    name = name.strip()
    if not name:
        raise UsersError("name_missing", field="name")
    number_hash = person_hash(number)
    index = names.index(name)
    try:
        with transaction.atomic():
            return Person.objects.create(
                uid=ids.new_id(),
                name=name,
                pinyin=index.pinyin,
                initials=index.initials,
                number_hash=number_hash,
                created_at=at,
            )
    except IntegrityError:
        found = Person.objects.get(number_hash=number_hash)
    if found.name != name:
        raise UsersError("name_differs", field="name")
    return found


@cache
def _demonstration_hash(password: str) -> str:
    """One hash for a password that is printed anyway: sixty accounts would cost a quarter of a minute."""
    return make_password(password)


def _account(person: Person, username: str, encoded: str, at: datetime, **columns: object) -> Account:
    if not _USERNAME.fullmatch(username):
        raise UsersError("username_shape", field="username")
    try:
        with transaction.atomic():
            return Account.objects.create(
                uid=ids.new_id(),
                username=username,
                person=person,
                password=encoded,
                created_at=at,
                **columns,
            )
    except IntegrityError as taken:
        raise UsersError("username_taken", field="username") from taken


@act("users.create_account", about="result")
def create_account(*, name: str, number: str, username: str, by: Actor, at: datetime) -> NewAccount:
    """Give a person a name to sign in with, and a password for one use.

    The account can do nothing until it is given a post.
    Raises: NotAllowed, FactorNeeded, UsersError naming the field.
    """
    must_have(by, Right.MANAGE_POSTS, area=by.area)
    must_be_verified(by, at)
    password = one_time_password()
    account = _account(
        _person(name, number, at), username, make_password(password), at,
        must_change=True, password_until=at + timedelta(hours=ONE_TIME_HOURS),
    )  # fmt: skip
    return NewAccount(account.id, account.uid, by.area, account.username, password)


@act("users.create_demonstration_account", about="result")
def create_demonstration_account(
    *, name: str, number: str, username: str, password: str, seed: str, by: Actor, at: datetime
) -> Account:
    """An account of a demonstration: its password is printed and its codes are shown on the page (T88).

    Raises: UsersError in a real installation.
    """
    if not settings.FENGQIAO_DEMONSTRATION:
        raise UsersError("demonstration_only")
    must_have(by, Right.MANAGE_POSTS, area=by.area)
    person = _person(name, number, at)
    account = _account(person, username, _demonstration_hash(password), at, is_demonstration=True)
    account.seed, account.seed_confirmed_at = sealed_seed(account, seed), at
    account.save(update_fields=["seed", "seed_confirmed_at"])
    return account


def first_administrator(*, area: str, name: str, number: str, username: str, at: datetime) -> NewAccount:
    """The administrator that an installation begins with, made by hand on its own machine.

    Raises: UsersError("already_set_up") once any post of an administrator has been given.
    """
    from fengqiao.users.actions import posts

    by = system("installation", ranges=(area,))
    with transaction.atomic():
        if Post.objects.filter(role=Role.ADMINISTRATOR).exists():
            raise UsersError("already_set_up")
        made = create_account(name=name, number=number, username=username, by=by, at=at)
        posts.give_post(
            account=made.uid, role=Role.ADMINISTRATOR, area=area, from_day=None, document="系统初始化", by=by, at=at
        )
    return made


def within_reach(uid: UUID, by: Actor, at: datetime) -> Account:
    """An account, locked, whose present posts all lie in the actor's area. Raises: Unknown."""
    account = Account.objects.select_for_update(of=("self",)).filter(uid=uid).first()
    if account is None:
        raise Unknown()
    held = posts_of(account.id, on=local_day(at))
    if not all(covers(by.area, post.area) for post in held):
        raise Unknown()
    return account


def end_sessions(account: Account) -> None:
    """Sign the account out everywhere."""
    Session.objects.filter(account=account).delete()


@act("users.switch_off", about="account")
def switch_off(*, account: UUID, by: Actor, at: datetime) -> None:
    """Stop an account for good reason at once; its posts and acts stay as they were.

    Raises: NotAllowed, FactorNeeded, Unknown.
    """
    must_have(by, Right.MANAGE_POSTS, area=by.area)
    must_be_verified(by, at)
    found = within_reach(account, by, at)
    if found.person_id in by.persons:
        raise UsersError("own_end")
    found.is_active = False
    found.save(update_fields=["is_active"])
    end_sessions(found)


@act("users.propose_reset", about="result")
def propose_reset(*, account: UUID, reason: str, by: Actor, at: datetime) -> Reset:
    """Propose a new password and factor for somebody who stands here without theirs (T37).

    Raises: NotAllowed, FactorNeeded, Unknown, UsersError.
    """
    must_have(by, Right.MANAGE_POSTS, area=by.area)
    must_be_verified(by, at)
    found = within_reach(account, by, at)
    if found.person_id in by.persons:
        raise UsersError("reset_own")
    assert by.person is not None
    return Reset.objects.create(
        uid=ids.new_id(), account=found, reason=reason, proposed_by_id=by.person, proposed_at=at
    )


@act("users.confirm_reset", about="reset")
def confirm_reset(*, reset: UUID, by: Actor, at: datetime) -> NewAccount:
    """The second person confirms: old password, factor, passkeys and sessions end, a one-time password begins.

    Raises: NotAllowed, FactorNeeded, Unknown, UsersError.
    """
    if not has(by, Right.CONFIRM_RESETS):
        raise NotAllowed("not_allowed")
    must_be_verified(by, at)
    found = Reset.objects.select_for_update().filter(uid=reset).first()
    if found is None:
        raise Unknown()
    account = within_reach(found.account.uid, by, at)
    if found.confirmed_at is not None:
        raise UsersError("reset_done")
    if at - found.proposed_at > timedelta(hours=RESET_HOURS):
        raise UsersError("reset_old")
    if found.proposed_by_id in by.persons:
        raise UsersError("reset_same_person")
    if account.person_id in by.persons:
        raise UsersError("reset_own")
    found.confirmed_by_id, found.confirmed_at = by.person, at
    found.save(update_fields=["confirmed_by", "confirmed_at"])
    return renew(account, by.area, at)


def renew(account: Account, area: str, at: datetime) -> NewAccount:
    """A one-time password in place of password, factor, passkeys and sessions."""
    password = one_time_password()
    account.password = make_password(password)
    account.must_change, account.password_until = True, at + timedelta(hours=ONE_TIME_HOURS)
    account.seed, account.seed_confirmed_at = None, None
    account.save(update_fields=["password", "must_change", "password_until", "seed", "seed_confirmed_at"])
    passkeys.end_all(at, why=passkeys.RESET, account=account)
    end_sessions(account)
    return NewAccount(account.id, account.uid, area, account.username, password)
