"""A small cast for the tests of this room and of the rooms above.

lead = factories.someone("county_lead", "330681")
lead.actor()                       an Actor with a fresh factor
factories.sign_in(client, lead)    a signed-in browser (after the middleware)
"""

from __future__ import annotations

import itertools
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
    return models.Post.objects.create(
        uid=ids.new_id(),
        account=account,
        role=role,
        area=area,
        from_day=from_day or clock.today() - timedelta(days=365),
        document="诸司发〔2025〕1号",
        created_at=clock.now(),
    )


def also(who: Someone, role: str, area: str) -> int:
    """Another post of somebody who has one; its id."""
    return post(models.Account.objects.get(id=who.account), role, area).id


def someone(
    role: str, area: str, *, name: str = "张三丰", number_of: str | None = None, enrolled: bool = True
) -> Someone:
    """A person in a post. The same `number_of` twice gives one person two accounts."""
    n = next(_counter)
    number_hash = crypto.keyed_hash(number_of or number(n), purpose="users.person")
    index = names.index(name)
    person, _ = models.Person.objects.get_or_create(
        number_hash=number_hash,
        defaults={
            "uid": ids.new_id(),
            "name": name,
            "pinyin": index.pinyin,
            "initials": index.initials,
            "created_at": clock.now(),
        },
    )
    account = models.Account.objects.create(
        uid=ids.new_id(),
        username=f"{role.replace('_', '.')}{n}",
        person=person,
        password=_password_hash(),
        created_at=clock.now(),
    )
    if enrolled:
        account.seed, account.seed_confirmed_at = sealed_seed(account, SEED), clock.now()
        account.save(update_fields=["seed", "seed_confirmed_at"])
    held = post(account, role, area)
    return Someone(person.id, account.id, account.uid, account.username, person.name, held.id, held.uid)


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
