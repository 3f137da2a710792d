"""Named queries on people, posts, delegations and covers. They answer with frozen records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet

from fengqiao.areas.face import Level, at_level, level_of, office, office_name
from fengqiao.audit.face import Actor
from fengqiao.kit import sql
from fengqiao.kit.clock import local_day
from fengqiao.kit.records import record
from fengqiao.users import models, standing
from fengqiao.users.errors import Unknown
from fengqiao.users.rules import IN_CHARGE, Right, Role, RoleInfo, info, is_role, may
from fengqiao.users.standing import HeldPost, SignedIn


@record
class Officer:
    """A person in a post."""

    person: int
    name: str
    post: int
    post_uid: UUID
    role: str
    area: str


@record
class Delegation:
    """A power an office holds by delegation, half-open: `until` no longer counts."""

    uid: UUID
    institution: str
    office: str
    power: str
    since: date
    until: date | None
    document: str


_WHO: Final = standing.statement(account="%(account)s", post="%(post)s")


def signed_in(*, account: int, post: int | None, on: date, verified_at: datetime | None = None) -> SignedIn | None:
    """Who an account is on a day, working in a post. None when the account is gone or switched off."""
    found = sql.rows(_WHO, {"account": account, "post": post, "on": on})
    return standing.signed_in(found[0], verified_at=verified_at) if found else None


def actor(*, account: int, post: int, on: date, verified_at: datetime | None = None) -> Actor | None:
    """The actor of a stored pair of account and post, as of a day; None when either has ended.

    A queued job calls this when it runs, so that a revoked post stops it (T24).
    """
    found = signed_in(account=account, post=post, on=on, verified_at=verified_at)
    return found.actor if found else None


def actor_of(*, username: str, at: datetime, role: str | None = None, area: str | None = None) -> Actor:
    """The actor for work at the machine itself (command line, demonstration): a user in the one fitting post.

    Who stands at the machine has its secrets anyway, so the factor counts as given now.
    Raises: Unknown when no post or several fit.
    """
    day = local_day(at)
    account = models.Account.objects.filter(username=username, is_active=True).first()
    held = posts_of(account.id, on=day) if account else ()
    fitting = [p for p in held if role in (None, p.role) and area in (None, p.area)]
    if account is None or len(fitting) != 1:
        raise Unknown()
    found = actor(account=account.id, post=fitting[0].post, on=day, verified_at=at)
    assert found is not None
    return found


def held(on: date, prefix: str = "") -> Q:
    """The condition of posts, covers and delegations that run on a day."""
    begun = Q(**{f"{prefix}from_day__lte": on})
    return begun & (Q(**{f"{prefix}to_day__isnull": True}) | Q(**{f"{prefix}to_day__gt": on}))


_OFFICER: Final = ("account__person_id", "account__person__name", "id", "uid", "role", "area")


_AT_WORK: Final = """
SELECT p.id, p.name, o.id, o.uid, o.role, o.area
FROM users_post AS o JOIN users_account AS a ON a.id = o.account_id JOIN users_person AS p ON p.id = a.person_id
WHERE a.is_active AND o.from_day <= %(on)s AND (o.to_day IS NULL OR o.to_day > %(on)s)"""
_POSTS_OF: Final = f"{_AT_WORK} AND o.account_id = %(account)s ORDER BY o.from_day, o.id"
_AT_ONE: Final = f"{_AT_WORK} AND o.area = %(area)s AND o.role = ANY(%(roles)s) ORDER BY o.area, p.pinyin, o.id"


def _officers(found: QuerySet[models.Post]) -> tuple[Officer, ...]:
    return tuple(Officer(*row) for row in found.values_list(*_OFFICER))


def posts_of(account: int, *, on: date) -> tuple[Officer, ...]:
    """The posts an account may work in on a day, oldest first."""
    return tuple(Officer(*row) for row in sql.rows(_POSTS_OF, {"account": account, "on": on}))


@record
class PostShown:
    """A post as pages name it."""

    post: int
    role: RoleInfo
    office: str


# Whoever is not of the corrections institution or the justice office sits in another house of the same place.
_HOUSES = {Role.PROCURATOR: "procuratorate", Role.BUREAU_HEAD: "justice_bureau"}


def house(role: str, area: str) -> str:
    """What the house of a post is called (诸暨市人民检察院, 诸暨市司法局, 枫桥司法所)."""
    kind = next((kind for each, kind in _HOUSES.items() if each.value == role), None)
    found = office(area, kind) if kind else None
    return found.short_name if found else office_name(area)


def posts_shown(held: Iterable[HeldPost]) -> tuple[PostShown, ...]:
    """Posts with the words of the office."""
    return tuple(PostShown(p.post, info(p.role), house(p.role, p.area)) for p in held)


def officers(area: str, *, on: date, below: bool = False) -> tuple[Officer, ...]:
    """Who does case work at an office, or (`below`) in all of a place, by area and name."""
    roles = [role.value for role in Role if may(role, Right.WORK_CASES) or may(role, Right.DECIDE)]
    if not below:
        return tuple(Officer(*row) for row in sql.rows(_AT_ONE, {"area": area, "roles": roles, "on": on}))
    rows = models.Post.objects.filter(held(on), area__startswith=area, role__in=roles, account__is_active=True)
    return _officers(rows.order_by("area", "account__person__pinyin", "id"))


def chargeable(area: str, *, on: date, below: bool = False) -> tuple[Officer, ...]:
    """Who may be put in charge of a person at an office, or (`below`) in all of a place: those of `officers` whose
    post works with the person. A lead who decides is none of them."""
    return tuple(each for each in officers(area, on=on, below=below) if each.role in IN_CHARGE)


def holders(area: str, *, on: date) -> Mapping[str, frozenset[int]]:
    """The persons in each role at the offices above a place: its office, county, city and province."""
    return holders_at((area,), on=on)[area]


def _line(area: str) -> tuple[str, ...]:
    """The places above a place that have a say in it: its office, county, city and province."""
    return tuple(at_level(area, level) for level in Level if level <= min(level_of(area), Level.TOWNSHIP))


def holders_at(areas: Collection[str], *, on: date) -> dict[str, dict[str, frozenset[int]]]:
    """The same for many places. One query."""
    lines = {area: _line(area) for area in areas}
    asked = sorted({place for line in lines.values() for place in line})
    rows = models.Post.objects.filter(held(on), area__in=asked, account__is_active=True)
    at: dict[str, dict[str, set[int]]] = {}
    for place, role, person in rows.values_list("area", "role", "account__person_id"):
        at.setdefault(place, {}).setdefault(role, set()).add(person)
    found: dict[str, dict[str, frozenset[int]]] = {}
    for area, line in lines.items():
        roles = {role for place in line for role in at.get(place, ())}
        found[area] = {role: frozenset().union(*(at.get(place, {}).get(role, ()) for place in line)) for role in roles}
    return found


def data_officers(area: str, *, on: date) -> tuple[int, ...]:
    """The posts that hear of unusual looking at an office: data officers of its county, city and province."""
    line = [at_level(area, level) for level in Level if level <= min(level_of(area), Level.COUNTY)]
    rows = models.Post.objects.filter(held(on), area__in=line, role=Role.DATA_OFFICER, account__is_active=True)
    return tuple(rows.order_by("id").values_list("id", flat=True))


def posts_at(areas: Collection[str], *, on: date) -> tuple[Officer, ...]:
    """Every post at exactly these places on a day, whatever its role."""
    rows = models.Post.objects.filter(held(on), area__in=areas)
    columns = ("account__person_id", "account__person__name", "id", "uid", "role", "area")
    return tuple(Officer(*row) for row in rows.order_by("area", "role", "id").values_list(*columns))


def powers_of(areas: Collection[str], *, on: date) -> tuple[Delegation, ...]:
    """The powers that these offices hold by delegation, or these institutions have given, on a day."""
    rows = models.Delegation.objects.filter(Q(office__in=areas) | Q(institution__in=areas), held(on))
    return tuple(_delegation(row) for row in rows.order_by("office", "power", "id"))


def posts_in(area: str, *, roles: Collection[str], on: date) -> tuple[int, ...]:
    """The posts of some roles at exactly one place, held on a day."""
    rows = models.Post.objects.filter(held(on), area=area, role__in=roles, account__is_active=True)
    return tuple(rows.order_by("id").values_list("id", flat=True))


@record
class Desk:
    """A post that an account holds, with the person: for jobs, which may not read an account's secrets."""

    account: int
    post: int
    area: str
    person: int
    name: str


def desks_of(accounts: Iterable[int], *, on: date) -> dict[int, tuple[Desk, ...]]:
    """The posts of accounts on a day, the oldest first. One query."""
    rows = models.Post.objects.filter(held(on), account__in=set(accounts)).order_by("from_day", "id")
    found: dict[int, tuple[Desk, ...]] = {}
    for row in rows.values_list("account_id", "id", "area", "account__person_id", "account__person__name"):
        found[row[0]] = (*found.get(row[0], ()), Desk(*row))
    return found


def names(persons: Iterable[int]) -> dict[int, str]:
    """The names of persons by id."""
    return dict(models.Person.objects.filter(id__in=set(persons)).values_list("id", "name"))


def _delegation(row: models.Delegation) -> Delegation:
    return Delegation(row.uid, row.institution, row.office, row.power, row.from_day, row.to_day, row.document)


def delegated(power: str, *, office: str, on: date) -> Delegation | None:
    """The delegation by which an office holds a power on a day, or None.

    Law: Community Corrections Law art. 9.
    """
    row = models.Delegation.objects.filter(held(on), office=office, power=power).order_by("from_day", "id").first()
    return _delegation(row) if row else None


def delegations(area: str, *, on: date) -> tuple[Delegation, ...]:
    """The powers delegated on a day to the office of a place; for a county, those of all its offices."""
    return delegations_at((area,), on=on)[area]


def delegations_at(areas: Collection[str], *, on: date) -> dict[str, tuple[Delegation, ...]]:
    """The same for many places. One query."""
    offices = {area: at_level(area, Level.TOWNSHIP) for area in areas if level_of(area) >= Level.TOWNSHIP}
    places = Q(office__in=sorted(set(offices.values())))
    for area in areas:
        if area not in offices:
            places |= Q(institution__startswith=area)
    rows = models.Delegation.objects.filter(places, held(on)).order_by("office", "power", "from_day")
    given = [_delegation(row) for row in rows]
    return {
        area: tuple(
            each for each in given
            if (each.office == offices[area] if area in offices else each.institution.startswith(area))
        )
        for area in areas
    }  # fmt: skip


@record
class EndedCover:
    """A cover that is over: who stood in for whose post, from a day to the last day."""

    uid: UUID
    deputy: int
    deputy_person: int
    covered: int
    covered_person: int
    area: str
    first_day: date
    last_day: date

    @property
    def next_day(self) -> date:
        """The first day on which it no longer counts."""
        return self.last_day + timedelta(days=1)


def cover_since(*, deputy: int, covered: int, on: date) -> date | None:
    """The first day of the cover by which one post stands in for another on a day, or None."""
    rows = models.Cover.objects.filter(deputy=deputy, covered=covered, from_day__lte=on, to_day__gt=on)
    return rows.order_by("id").values_list("from_day", flat=True).first()


def away_spans(persons: Iterable[int], *, since: date) -> dict[int, tuple[tuple[date, date], ...]]:
    """The days from a day on for which a cover was named for somebody: then he or she is away. Both ends inside."""
    found: dict[int, tuple[tuple[date, date], ...]] = {}
    rows = models.Cover.objects.filter(covered__account__person__in=set(persons), to_day__gt=since)
    for person, first, until in rows.order_by("from_day", "id").values_list(
        "covered__account__person_id", "from_day", "to_day"
    ):
        if first < until:
            found[person] = (*found.get(person, ()), (first, until - timedelta(days=1)))
    return found


_ENDED = (
    "uid", "deputy_id", "deputy__account__person_id", "covered_id", "covered__account__person_id", "covered__area",
    "from_day", "to_day",
)  # fmt: skip
"""Only these columns: the worker, who asks, may not read an account's secrets."""


def ended_covers(*, since: date, on: date) -> tuple[EndedCover, ...]:
    """The covers that ended from a day on up to another, with at least one day of work in them."""
    rows = models.Cover.objects.filter(to_day__gt=since, to_day__lte=on, from_day__lt=F("to_day"))
    return tuple(_ended(*row) for row in rows.order_by("id").values_list(*_ENDED))


def ended_cover(uid: UUID) -> EndedCover | None:
    """One cover by its name, or None."""
    row = models.Cover.objects.filter(uid=uid).values_list(*_ENDED).first()
    return None if row is None else _ended(*row)


def _ended(
    uid: UUID,
    deputy: int,
    deputy_person: int,
    covered: int,
    covered_person: int,
    area: str,
    from_day: date,
    to_day: date,
) -> EndedCover:
    last_day = to_day - timedelta(days=1)
    return EndedCover(uid, deputy, deputy_person, covered, covered_person, area, from_day, last_day)


def role_title(role: str, language: str) -> str:
    """What a role is called. Unknown roles (system purposes) keep their code."""
    if not is_role(role):
        return role
    found = info(role)
    return found.zh if language.startswith("zh") else found.en
