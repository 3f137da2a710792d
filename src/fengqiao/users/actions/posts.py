"""Posts, delegations and covers: given with a document, ended, never altered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from fengqiao.areas.face import BadCode, is_running, level_of
from fengqiao.audit.face import Actor, act
from fengqiao.kit import bus, ids
from fengqiao.kit.clock import local_day
from fengqiao.users import rules
from fengqiao.users.access import Right, has_in, must_be_verified, must_have
from fengqiao.users.errors import NotAllowed, Unknown, UsersError
from fengqiao.users.facts import PowersChanged
from fengqiao.users.models import Account, Cover, Delegation, Post


def _document(text: str) -> str:
    text = text.strip()
    if not text:
        raise UsersError("document_missing", field="document")
    return text


def _must_fit(role: str, area: str) -> None:
    if not rules.is_role(role):
        raise UsersError("unknown_role", field="role")
    try:
        level_of(area)
    except BadCode as wrong:
        raise UsersError("unknown_place", field="area") from wrong
    if not is_running(area):
        raise UsersError("unknown_place", field="area")
    if not rules.fits(role, area):
        raise UsersError("role_place", field="area")


@act("users.give_post", about="result", record=("role", "area", "from_day"))
def give_post(
    *, account: UUID, role: str, area: str, from_day: date | None, document: str, by: Actor, at: datetime,
    to_day: date | None = None,
) -> Post:  # fmt: skip
    """Give an account a post from a day on (None: today).

    Raises: NotAllowed, FactorNeeded, Unknown, UsersError naming the field.
    """
    must_have(by, Right.MANAGE_POSTS, area=area)
    must_be_verified(by, at)
    _must_fit(role, area)
    today = local_day(at)
    begins = from_day or today
    if begins < today:
        raise UsersError("past_day", field="from_day")
    found = Account.objects.select_for_update(of=("self",)).filter(uid=account, is_active=True).first()
    if found is None:
        raise Unknown()
    if found.person_id in by.persons:
        raise UsersError("own_post", field="account")
    same = Post.objects.filter(account=found, role=role, area=area)
    if same.filter(Q(to_day__isnull=True) | Q(to_day__gt=begins)).exists():
        raise UsersError("post_exists", field="role")
    made = Post.objects.create(
        uid=ids.new_id(), account=found, role=role, area=area, from_day=begins, to_day=to_day,
        document=_document(document), given_by_id=by.person, created_at=at,
    )  # fmt: skip
    bus.announce(PowersChanged(area, by, at))
    return made


@act("users.end_post", about="post", record=("last_day",))
def end_post(*, post: UUID, by: Actor, at: datetime, last_day: date | None = None) -> None:
    """End a post after `last_day`; None ends it at once. Covers of it and by it end with it (T23, T24).

    Raises: NotAllowed, FactorNeeded, Unknown, UsersError.
    """
    found = Post.objects.select_for_update(of=("self",)).select_related("account").filter(uid=post).first()
    if found is None or not has_in(by, Right.MANAGE_POSTS, found.area):
        raise Unknown()
    must_be_verified(by, at)
    # Otherwise the last administrator could leave an installation that nobody can give posts in.
    if found.account.person_id in by.persons and found.role == rules.Role.ADMINISTRATOR:
        raise UsersError("own_end")
    found.to_day = _end(found.from_day, found.to_day, last_day, local_day(at))
    found.ended_by_id = by.person
    found.save(update_fields=["to_day", "ended_by"])
    bus.announce(PowersChanged(found.area, by, at))


def _end(from_day: date, to_day: date | None, last_day: date | None, today: date) -> date:
    """The first day that no longer counts: never later than it was, empty for what has not begun."""
    if to_day is not None and to_day <= today:
        raise UsersError("already_ended")
    if last_day is not None and last_day < today:
        raise UsersError("past_day", field="last_day")
    wanted = today if last_day is None else last_day + timedelta(days=1)
    return max(from_day, min(wanted, to_day or wanted))


@act("users.delegate", about="result", record=("office", "power", "from_day", "document"))
def delegate(
    *, office: str, power: str, document: str, by: Actor, at: datetime, from_day: date | None = None,
    to_day: date | None = None, institution: str | None = None,
) -> Delegation:  # fmt: skip
    """Let a justice office exercise a power of the county institution, by a document.

    A delegation of the same power to the same office is never given twice.
    Law: Community Corrections Law art. 9.
    Raises: NotAllowed, FactorNeeded, UsersError naming the field.
    """
    today = local_day(at)
    begins = from_day or today
    giver = institution or by.area
    must_have(by, Right.MANAGE_DELEGATIONS, area=giver)
    if by.person is None:
        raise NotAllowed("not_allowed")
    must_be_verified(by, at)
    if not is_running(office):
        raise UsersError("unknown_place", field="office")
    wrong = rules.delegation_refusal(giver, office, power, from_day=begins, today=today)
    if wrong:
        raise UsersError(wrong, field="power" if wrong == "unknown_power" else "office")
    if to_day is not None and to_day <= begins:
        raise UsersError("cover_order", field="to_day")
    # One order of delegations per institution, so that two leads at once give one delegation, not two.
    _lock_institution(giver)
    open_ones = Delegation.objects.filter(office=office, power=power)
    if open_ones.filter(Q(to_day__isnull=True) | Q(to_day__gt=begins)).exists():
        raise UsersError("delegation_exists", field="office")
    made = Delegation.objects.create(
        uid=ids.new_id(), institution=giver, office=office, power=power, from_day=begins, to_day=to_day,
        document=_document(document), given_by_id=by.person, created_at=at,
    )  # fmt: skip
    bus.announce(PowersChanged(office, by, at))
    return made


def _lock_institution(area: str) -> None:
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (f"users.delegation.{area}",))


@act("users.end_delegation", about="delegation", record=("last_day",))
def end_delegation(*, delegation: UUID, by: Actor, at: datetime, last_day: date | None = None) -> None:
    """Take a power back after `last_day`; None at once. What was decided under it stays decided.

    Raises: FactorNeeded, Unknown, UsersError.
    """
    found = Delegation.objects.select_for_update().filter(uid=delegation).first()
    if found is None or not has_in(by, Right.MANAGE_DELEGATIONS, found.institution):
        raise Unknown()
    must_be_verified(by, at)
    found.to_day = _end(found.from_day, found.to_day, last_day, local_day(at))
    found.ended_by_id = by.person
    found.save(update_fields=["to_day", "ended_by"])
    bus.announce(PowersChanged(found.office, by, at))


@act("users.set_cover", about="result", record=("from_day", "last_day"))
def set_cover(
    *, covered: UUID, deputy: UUID, from_day: date, last_day: date, reason: str, by: Actor, at: datetime
) -> Cover:
    """Let the holder of one post stand in for the holder of another, from a day to a last day.

    Given by the holder of the covered post, or by the head of the county institution above it. A cover of
    a cover does not exist: it always lends the covered post itself, and nothing that its holder covers.
    Raises: NotAllowed, FactorNeeded, Unknown, UsersError naming the field.
    """
    today = local_day(at)
    posts = {p.uid: p for p in _open_posts([covered, deputy], today)}
    if covered not in posts or deputy not in posts:
        raise Unknown()
    lent, taker = posts[covered], posts[deputy]
    if by.person is None:
        raise NotAllowed("not_allowed")
    _may_lend(lent, by)
    must_be_verified(by, at)
    if lent.account.person_id == taker.account.person_id:
        raise UsersError("cover_same_person", field="deputy")
    until = last_day + timedelta(days=1)
    wrong = rules.cover_refusal(
        rules.Station(taker.role, taker.area), rules.Station(lent.role, lent.area),
        from_day=from_day, to_day=until, today=today,
    )  # fmt: skip
    if wrong:
        raise UsersError(wrong, field="deputy" if wrong in {"cover_role", "cover_place"} else "last_day")
    if Cover.objects.filter(deputy=taker, from_day__lt=until, to_day__gt=from_day).exists():
        raise UsersError("cover_exists", field="deputy")
    return Cover.objects.create(
        uid=ids.new_id(), deputy=taker, covered=lent, from_day=from_day, to_day=until,
        reason=reason.strip(), given_by_id=by.person, created_at=at,
    )  # fmt: skip


def _open_posts(uids: list[UUID], today: date) -> list[Post]:
    """The posts, locked in one order, with their accounts."""
    rows = Post.objects.select_for_update(of=("self",)).select_related("account")
    alive = Q(to_day__isnull=True) | Q(to_day__gt=today)
    return list(rows.filter(alive, uid__in=uids, account__is_active=True).order_by("id"))


def _may_lend(lent: Post, by: Actor) -> None:
    is_holder = lent.account.person_id == by.person and by.post == lent.id
    is_lead = by.role == rules.Role.COUNTY_LEAD and lent.area.startswith(by.area)
    if not (is_holder or is_lead):
        raise NotAllowed("not_allowed")


@act("users.end_cover", about="cover")
def end_cover(*, cover: UUID, by: Actor, at: datetime) -> None:
    """The colleague is back: the cover ends at once.

    The holder, the deputy or the head of the county institution may end it.
    Raises: Unknown, UsersError.
    """
    rows = Cover.objects.select_for_update(of=("self",)).select_related("covered__account", "deputy__account")
    found = rows.filter(uid=cover).first()
    if found is None:
        raise Unknown()
    concerned = {found.covered.account.person_id, found.deputy.account.person_id}
    is_lead = by.role == rules.Role.COUNTY_LEAD and found.covered.area.startswith(by.area)
    if by.person not in concerned and not is_lead:
        raise Unknown()
    found.to_day = _end(found.from_day, found.to_day, None, local_day(at))
    found.ended_by_id = by.person
    found.save(update_fields=["to_day", "ended_by"])
