"""Sessions as pages list them: one's own, a colleague's, and those of a place that look unusual. Frozen records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from fengqiao.audit.face import Actor
from fengqiao.kit.clock import SHANGHAI, local_day
from fengqiao.law import face as law
from fengqiao.users import models, rules
from fengqiao.users.reads import PostShown, held, house
from fengqiao.users.rules import info
from fengqiao.users.sessions import IDLE_MINUTES, TOTAL_HOURS

# A place has some hundred officers with two sessions each; more than this on one page helps nobody.
MOST = 200


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A signed-in browser. `oddities` are codes of `rules.ODDITIES`; `post` is None before one is chosen."""

    uid: UUID
    account: UUID
    name: str
    post: PostShown | None
    network: str
    browser: str
    started_at: datetime
    seen_at: datetime
    is_this: bool = False
    oddities: tuple[str, ...] = ()


def _alive(at: datetime) -> QuerySet[models.Session]:
    idle, total = at - timedelta(minutes=IDLE_MINUTES), at - timedelta(hours=TOTAL_HOURS)
    rows = models.Session.objects.filter(seen_at__gt=idle, started_at__gt=total, account__isnull=False)
    return rows.select_related("account__person").order_by("-started_at")


def _posts(rows: Iterable[models.Session]) -> dict[int, PostShown]:
    wanted = {row.data.get("post") for row in rows} - {None}
    found = models.Post.objects.filter(id__in=wanted) if wanted else ()
    return {post.id: PostShown(post.id, info(post.role), house(post.role, post.area)) for post in found}


def _rows(found: Iterable[models.Session], *, this: bytes = b"") -> tuple[SessionRow, ...]:
    sessions = list(found)
    posts = _posts(sessions)
    return tuple(
        SessionRow(
            row.uid, row.account.uid, row.account.person.name, posts.get(row.data.get("post") or 0), row.network,
            row.browser, row.started_at, row.seen_at, is_this=bytes(row.key_hash) == this,
        )
        for row in sessions if row.account is not None
    )  # fmt: skip


def own(account: int, *, this: bytes, at: datetime) -> tuple[SessionRow, ...]:
    """Where an account is signed in now, newest first; `this` is the hash of the asking browser's key."""
    return _rows(_alive(at).filter(account_id=account), this=this)


def of_account(uid: UUID, *, at: datetime) -> tuple[SessionRow, ...]:
    """Where a colleague is signed in now. The caller has looked whether the account is within reach."""
    return _rows(_alive(at).filter(account__uid=uid))


def unusual(*, by: Actor, at: datetime) -> tuple[SessionRow, ...]:
    """The running sessions of the actor's place that look like a shared account or an odd hour, newest first."""
    here = models.Post.objects.filter(held(local_day(at)), account=OuterRef("account"), area__startswith=by.area)
    sessions = list(_alive(at).filter(Exists(here))[: MOST * 5])
    together: dict[int | None, list[models.Session]] = defaultdict(list)
    for each in sessions:
        together[each.account_id].append(each)
    hours = night(by.area, at=at)
    odd = {each.uid: codes for each in sessions if (codes := _oddities(each, together[each.account_id], hours))}
    rows = _rows([each for each in sessions if each.uid in odd][:MOST])
    return tuple(replace(row, oddities=odd[row.uid]) for row in rows)


def night(area: str, *, at: datetime) -> tuple[int, int]:
    """From which to which hour signing in is unusual. Source: parameters access.night_*."""
    day = local_day(at)
    first = law.param("access.night_from_h", on=day, area=area).number
    return first, law.param("access.night_to_h", on=day, area=area).number


def _oddities(session: models.Session, of_account: list[models.Session], hours: tuple[int, int]) -> tuple[str, ...]:
    return rules.oddities(
        networks={each.network for each in of_account if each.network},
        hour=session.started_at.astimezone(SHANGHAI).hour,
        night=hours,
        is_shared=bool(session.data.get("shared")),
    )
