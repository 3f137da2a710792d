"""Who asks, as the database has it: account, post, cover and the posts one may change to.

One piece of SQL, since every request asks it again inside its transaction (T24): a session is read together with it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from fengqiao.areas.face import level_of
from fengqiao.audit.face import Actor, Covering
from fengqiao.kit.records import record
from fengqiao.users.rules import ranges

Row = tuple[Any, ...]

_WHO: Final = """
SELECT a.id, p.id, a.username, p.name, a.must_change, (
         SELECT jsonb_agg(jsonb_build_array(e.id, e.role, e.area) ORDER BY e.from_day, e.id) FROM users_post e
          WHERE e.account_id = a.id AND e.from_day <= %(on)s AND (e.to_day IS NULL OR e.to_day > %(on)s)),
       o.id, o.role, o.area, c.id, c.role, c.area, c.person_id, c.name
  FROM users_account a
  JOIN users_person p ON p.id = a.person_id
  LEFT JOIN users_post o ON o.account_id = a.id AND o.id = {post}
       AND o.from_day <= %(on)s AND (o.to_day IS NULL OR o.to_day > %(on)s)
  LEFT JOIN LATERAL (
    SELECT t.id, t.role, t.area, h.person_id, hp.name
      FROM users_cover v
      JOIN users_post t ON t.id = v.covered_id
      JOIN users_account h ON h.id = t.account_id AND h.is_active
      JOIN users_person hp ON hp.id = h.person_id
     WHERE v.deputy_id = o.id AND v.from_day <= %(on)s AND v.to_day > %(on)s
       AND t.from_day <= %(on)s AND (t.to_day IS NULL OR t.to_day > %(on)s)
     ORDER BY v.id LIMIT 1) c ON true
 WHERE a.id = {account} AND a.is_active"""


@record
class HeldPost:
    """A post that one may work in."""

    post: int
    role: str
    area: str


@record
class SignedIn:
    """Who is signed in. `actor` is None until a working post is chosen, and again once that post has ended."""

    account: int
    person: int
    username: str
    name: str
    must_change: bool
    posts: tuple[HeldPost, ...]
    """All posts of the account on the day, oldest first."""
    actor: Actor | None


def statement(*, account: str, post: str) -> str:
    """The statement that reads a row for `signed_in` on the day `on`. `account` and `post` are SQL, never values."""
    return _WHO.format(account=account, post=post)


def signed_in(row: Row, *, verified_at: datetime | None) -> SignedIn:
    """Who the row tells of."""
    account, person, username, name, must_change, posts, *working = row
    held = tuple(HeldPost(*each) for each in json.loads(posts or "[]"))
    acting = _actor(account, person, name, working, verified_at)
    return SignedIn(account, person, username, name, must_change, held, acting)


def _actor(account: int, person: int, name: str, working: Sequence[Any], verified_at: datetime | None) -> Actor | None:
    post, role, area, *covered = working
    if post is None:
        return None
    cover = _covering(*covered)
    reach = ranges(role, area) + (ranges(cover.role, cover.area) if cover else ())
    return Actor(
        account=account,
        person=person,
        name=name,
        role=role,
        level=int(level_of(area)),
        area=area,
        ranges=tuple(dict.fromkeys(reach)),
        post=post,
        verified_at=verified_at,
        cover=cover,
    )


def _covering(post: int | None, role: str, area: str, person: int, name: str) -> Covering | None:
    return None if post is None else Covering(role, int(level_of(area)), area, person, name, post)
