"""A small cast for the tests of this room and of the rooms above.

lead = factories.someone("county_lead", "330681")
lead.actor()                       an Actor with a fresh factor
factories.sign_in(client, lead)    a signed-in browser (after the middleware)
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

import pyotp
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from fengqiao.audit.face import Actor
from fengqiao.kit import citizen_number, clock, crypto, ids, names
from fengqiao.users import models, reads
from fengqiao.users.actions.factors import sealed_seed
from fengqiao.users.sessions import SessionStore

COUNTY = "330681"
OFFICE = "330681109"
OTHER_OFFICE = "330681100"
OTHER_COUNTY = "330682"
PASSWORD = "correct horse battery 枫桥"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

_counter = itertools.count(1)


def number(n: int | None = None) -> str:
    """An identity number that nobody can have: no place begins with 99."""
    n = next(_counter) if n is None else n
    first = f"990000{1950 + n // 1000 % 50}0101{n % 1000:03d}"
    return first + citizen_number.check_digit(first)


@cache
def _password_hash() -> str:
    return make_password(PASSWORD)


@dataclass(frozen=True, slots=True)
class Someone:
    """A person with an account in one post."""

    person: int
    account: int
    account_uid: UUID
    username: str
    name: str
    post: int
    post_uid: UUID

    def actor(self, at: datetime | None = None, *, verified: bool = True) -> Actor:
        """The actor of this moment; fails when the post has ended."""
        at = at or clock.now()
        # Half a minute ago, so that a test may read its own moment before or after asking for the actor.
        factor = at - timedelta(seconds=30) if verified else None
        found = reads.actor(account=self.account, post=self.post, on=clock.local_day(at), verified_at=factor)
        assert found is not None
        return found


def post(account: models.Account, role: str, area: str, *, from_day: date | None = None) -> models.Post:
    """A post, held since a year ago unless told otherwise."""
    made = _post(account, role, area, from_day=from_day)
    made.save(force_insert=True)
    return made


def _post(account: models.Account, role: str, area: str, *, from_day: date | None = None) -> models.Post:
    return models.Post(
        uid=ids.new_id(), account=account, role=role, area=area, document="诸司发〔2025〕1号",
        from_day=from_day or clock.today() - timedelta(days=365), created_at=clock.now(),
    )  # fmt: skip


def also(who: Someone, role: str, area: str) -> int:
    """Another post of somebody who has one; its id."""
    return post(models.Account.objects.get(id=who.account), role, area).id


def someone(
    role: str, area: str, *, name: str = "张三丰", number_of: str | None = None, enrolled: bool = True
) -> Someone:
    """A person in a post. The same `number_of` twice gives one person two accounts."""
    return _everybody([(role, area, name)], number_of=number_of, enrolled=enrolled)[0]


def everybody(*posts: tuple[str, str, str]) -> tuple[Someone, ...]:
    """A person in each of these posts (role, area, name), all of them in three statements."""
    return _everybody(posts)


def _everybody(
    posts: Sequence[tuple[str, str, str]], *, number_of: str | None = None, enrolled: bool = True
) -> tuple[Someone, ...]:
    numbers = [next(_counter) for _ in posts]
    told = zip(numbers, posts, strict=True)
    people = [_person(number_of or number(n), name) for n, (_, _, name) in told]
    known = {row.number_hash: row for row in _known(people)} if number_of else {}
    models.Person.objects.bulk_create(each for each in people if each.number_hash not in known)
    people = [known.get(each.number_hash, each) for each in people]
    accounts = [
        _account(f"{role.replace('_', '.')}{n}", person, enrolled=enrolled)
        for n, person, (role, _, _) in zip(numbers, people, posts, strict=True)
    ]
    models.Account.objects.bulk_create(accounts)
    held = [_post(account, role, area) for account, (role, area, _) in zip(accounts, posts, strict=True)]
    models.Post.objects.bulk_create(held)
    return tuple(
        Someone(who.id, account.id, account.uid, account.username, who.name, post.id, post.uid)
        for who, account, post in zip(people, accounts, held, strict=True)
    )


def _person(number: str, name: str) -> models.Person:
    index = names.index(name)
    return models.Person(
        uid=ids.new_id(), name=name, pinyin=index.pinyin, initials=index.initials, created_at=clock.now(),
        number_hash=crypto.keyed_hash(number, purpose="users.person"),
    )  # fmt: skip


def _known(people: Sequence[models.Person]) -> Iterable[models.Person]:
    return models.Person.objects.filter(number_hash__in=[each.number_hash for each in people])


def _account(username: str, person: models.Person, *, enrolled: bool) -> models.Account:
    made = models.Account(
        uid=ids.new_id(), username=username, person=person, password=_password_hash(), created_at=clock.now()
    )
    if enrolled:
        made.seed, made.seed_confirmed_at = sealed_seed(made, SEED), clock.now()
    return made


def delegation(power: str, *, office: str, by: Someone, document: str, from_day: date) -> None:
    """A power that an office has held since a day, before anything waits for a decision there."""
    models.Delegation.objects.create(
        uid=ids.new_id(), institution=office[:6], office=office, power=power, from_day=from_day, to_day=None,
        document=document, given_by_id=by.person, created_at=clock.now(),
    )  # fmt: skip


def cover(
    *, deputy: Someone, covered: Someone, from_day: date | None = None, to_day: date | None = None
) -> models.Cover:
    """A running cover, two weeks around today."""
    today = clock.today()
    return models.Cover.objects.create(
        uid=ids.new_id(),
        deputy_id=deputy.post,
        covered_id=covered.post,
        from_day=from_day or today - timedelta(days=7),
        to_day=to_day or today + timedelta(days=7),
        reason="休假",
        given_by_id=covered.person,
        created_at=clock.now(),
    )


def code(at: datetime | None = None) -> str:
    """The authenticator's code of a moment."""
    return pyotp.TOTP(SEED).at(at or clock.now())


def sign_in(client: Client, who: Someone, *, verified: bool = True) -> Client:
    """Give a test browser a session as it is after sign-in, without the slow password."""
    at = clock.now()
    session = SessionStore()
    session.update({"account": who.account, "started": at.timestamp(), "post": who.post})
    if verified:
        session["verified"] = at.timestamp()
    session.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client
