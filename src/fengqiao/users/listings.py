"""What the staff pages list: posts and accounts of a place, delegations, covers, resets. Frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from fengqiao.areas.face import covers, office_name, parent
from fengqiao.audit.face import Actor
from fengqiao.kit import keyset
from fengqiao.users import models
from fengqiao.users.actions.people import RESET_HOURS
from fengqiao.users.errors import Unknown
from fengqiao.users.reads import house
from fengqiao.users.rules import POWERS, Power, Role, RoleInfo, info


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post with its holder. `until` is the last day, or None."""

    uid: UUID
    account: UUID
    name: str
    username: str
    role: RoleInfo
    office: str
    since: date
    until: date | None
    document: str
    has_begun: bool


@dataclass(frozen=True, slots=True)
class PostPage:
    """A page of posts."""

    rows: tuple[PostRow, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account with what a clerk of accounts may know of it."""

    uid: UUID
    username: str
    name: str
    is_active: bool
    is_enrolled: bool
    posts: tuple[PostRow, ...]


@dataclass(frozen=True, slots=True)
class ResetRow:
    """A reset that waits for its second person."""

    uid: UUID
    name: str
    username: str
    reason: str
    proposed_by: str
    proposed_at: datetime
    is_own: bool


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """A delegation with the words of its office and power. `until` is the last day, or None."""

    uid: UUID
    office: str
    power: Power
    since: date
    until: date | None
    document: str
    given_by: str
    has_begun: bool


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A cover with both names. `until` is the last day."""

    uid: UUID
    absent: str
    deputy: str
    office: str
    role: RoleInfo
    since: date
    until: date
    reason: str
    may_end: bool


def _open(on: date) -> Q:
    return Q(to_day__isnull=True) | Q(to_day__gt=on)


def _last_day(to_day: date | None) -> date | None:
    return None if to_day is None else to_day - timedelta(days=1)


def _post(row: models.Post, on: date) -> PostRow:
    return PostRow(
        row.uid, row.account.uid, row.account.person.name, row.account.username, info(row.role),
        house(row.role, row.area),
        row.from_day, _last_day(row.to_day), row.document, row.from_day <= on,
    )  # fmt: skip


def posts_in(area: str, *, on: date, after: str | None = None) -> PostPage:
    """Posts of a place that have not ended, by office. Raises: keyset.BadCursor."""
    rows = models.Post.objects.filter(_open(on), area__startswith=area, account__is_active=True)
    page = keyset.page(rows.select_related("account__person"), order=("area", "id"), after=after)
    return PostPage(tuple(_post(row, on) for row in page.rows), page.next_cursor)


def accounts_without_post(*, on: date) -> tuple[AccountRow, ...]:
    """Accounts that are open and can do nothing yet: newest first, at most fifty."""
    held = models.Post.objects.filter(_open(on), account=OuterRef("pk"))
    rows = models.Account.objects.filter(~Exists(held), is_active=True).select_related("person").order_by("-id")[:50]
    return tuple(_account(row, ()) for row in rows)


def _account(row: models.Account, posts: tuple[PostRow, ...]) -> AccountRow:
    return AccountRow(row.uid, row.username, row.person.name, row.is_active, row.seed_confirmed_at is not None, posts)


def account(uid: UUID, *, by: Actor, on: date) -> AccountRow:
    """One account whose present posts lie in the actor's place. Raises: Unknown."""
    row = models.Account.objects.filter(uid=uid).select_related("person").first()
    if row is None:
        raise Unknown()
    held = models.Post.objects.filter(_open(on), account=row).select_related("account__person").order_by("from_day")
    if not all(covers(by.area, post.area) for post in held):
        raise Unknown()
    return _account(row, tuple(_post(post, on) for post in held))


def open_resets(*, by: Actor, at: datetime) -> tuple[ResetRow, ...]:
    """Resets that still wait, of accounts in the actor's place."""
    since = at - timedelta(hours=RESET_HOURS)
    held = models.Post.objects.filter(account=OuterRef("account"), area__startswith=by.area)
    rows = models.Reset.objects.filter(Exists(held), confirmed_at__isnull=True, proposed_at__gt=since)
    return tuple(
        ResetRow(
            row.uid, row.account.person.name, row.account.username, row.reason, row.proposed_by.name, row.proposed_at,
            row.proposed_by_id in by.persons or row.account.person_id in by.persons,
        )
        for row in rows.select_related("account__person", "proposed_by").order_by("proposed_at")
    )  # fmt: skip


def delegations_in(area: str, *, on: date) -> tuple[DelegationRow, ...]:
    """Delegations within a place that have not ended, or to the office it is, by office."""
    place = Q(office__startswith=area) | Q(institution__startswith=area)
    rows = models.Delegation.objects.filter(place, _open(on)).select_related("given_by").order_by("office", "power")
    return tuple(
        DelegationRow(
            row.uid, office_name(row.office), POWERS[row.power], row.from_day, _last_day(row.to_day), row.document,
            row.given_by.name, row.from_day <= on,
        )
        for row in rows
    )  # fmt: skip


def covers_near(by: Actor, *, on: date) -> tuple[CoverRow, ...]:
    """Covers that have not ended, within the actor's place or of the actor."""
    mine = Q(deputy=by.post) | Q(covered=by.post)
    rows = models.Cover.objects.filter(Q(covered__area__startswith=by.area) | mine, to_day__gt=on)
    rows = rows.select_related("covered__account__person", "deputy__account__person").order_by("from_day", "id")
    leads = by.role == Role.COUNTY_LEAD
    return tuple(
        CoverRow(
            row.uid, row.covered.account.person.name, row.deputy.account.person.name, office_name(row.covered.area),
            info(row.covered.role), row.from_day, row.to_day - timedelta(days=1), row.reason,
            leads or by.person in (row.covered.account.person_id, row.deputy.account.person_id),
        )
        for row in rows
    )  # fmt: skip


def posts_to_cover(by: Actor, *, on: date) -> tuple[PostRow, ...]:
    """The posts whose cover the actor may set: the own one, and for the head of a county its whole county."""
    place = Q(id=by.post)
    if by.role == Role.COUNTY_LEAD:
        place |= Q(area__startswith=by.area)
    return _with_cases(place, on)


def possible_deputies(by: Actor, *, on: date) -> tuple[PostRow, ...]:
    """Posts that may stand in: in the same line of offices or beside it; the act checks each pair."""
    return _with_cases(Q(area__startswith=by.area if by.role == Role.COUNTY_LEAD else parent(by.area) or by.area), on)


def _with_cases(place: Q, on: date) -> tuple[PostRow, ...]:
    roles = [role for role in Role if info(role).sees_cases and role != Role.PROCURATOR]
    rows = models.Post.objects.filter(place, _open(on), role__in=roles, from_day__lte=on, account__is_active=True)
    return tuple(_post(row, on) for row in rows.select_related("account__person").order_by("area", "id")[:500])
