"""A restricted file broken open in an emergency: asked, let be, ended, reviewed by somebody else (THREATS T34)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import ids
from fengqiao.kit.clock import local_day
from fengqiao.notices import face as notices
from fengqiao.oversight import access, rules
from fengqiao.oversight.errors import (
    AlreadyOpen,
    DoneBefore,
    NothingHere,
    NotNeeded,
    NotYours,
    OwnOpening,
    StillOpen,
    TooFewWords,
    UnknownOpening,
)
from fengqiao.oversight.models import Opening
from fengqiao.oversight.reads import openings as reads
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users


def ask(*, number: str, reason: str, by: Actor, at: datetime) -> Opening:
    """Break the file open that is held under a number in the actor's own county.

    The search is counted and recorded whatever comes of it: it stands outside of the act that may be refused.
    Raises: NotYours, users.FactorNeeded, TooFewWords, NothingHere, NotNeeded, AlreadyOpen, subjects.TooManySearches.
    """
    county = access.county_of(by)
    if not access.may_open(by) or county is None:
        raise NotYours
    if not users.verified_within(by, at):
        raise users.FactorNeeded
    if len(reason.strip()) < rules.LEAST_WORDS:
        raise TooFewWords
    with reads.within(county):
        person = subjects.running_file(number=number, reason=reason, by=by, at=at)
    if person is None or subjects.keeps_away(person.pk, by=by):
        raise NothingHere
    if reads.is_known(person.uid, by=by):
        raise NotNeeded
    return open_file(subject=person, county=county, reason=reason.strip(), by=by, at=at)


@audit.act("oversight.open", about="result")
def open_file(*, subject: subjects.Subject, county: str, reason: str, by: Actor, at: datetime) -> Opening:
    """Let the file be read, or ask the lead first when this month has seen enough. Raises: AlreadyOpen."""
    assert by.person is not None
    assert by.post is not None
    numbers = reads.numbers(county, on=local_day(at))
    with reads.within(county):
        subjects.lock(subject.pk)
        before = Opening.objects.filter(subject=subject, person_id=by.person, reviewed_at=None)
        if any(reads.state_of(row, at=at) in (rules.OPEN, rules.ASKED) for row in before):
            raise AlreadyOpen
        count = reads.opened_this_month(person=by.person, at=at)
        made = Opening(
            uid=ids.new_id(), area=subject.area, subject=subject, person_id=by.person, post_id=by.post, reason=reason,
            asked_at=at,
        )  # fmt: skip
        waits = rules.needs_lead(count, monthly=numbers.monthly)
        if not waits:
            _let_be(made, numbers, at)
        made.save(force_insert=True)
        kind, told = ("opening_asked", count) if waits else ("opening", numbers.hours)
        _tell(made, county, kind=kind, count=told, at=at)
    return made


def _let_be(row: Opening, numbers: reads.Numbers, at: datetime) -> None:
    row.opened_at, row.until = at, at + timedelta(hours=numbers.hours)
    row.review_due_on = local_day(row.until) + timedelta(days=numbers.review_days)


def _tell(row: Opening, county: str, *, kind: str, count: int, at: datetime) -> None:
    """At once, whoever answers for the county; never whose file it is. `count`: hours that it is open, times asked."""
    values = {"colleague": users.names((row.person_id,))[row.person_id], "count": count}
    posts, by = reads.posts_told(county, on=local_day(at)), audit.system("emergency_access", ranges=(county,))
    notices.tell_staff(by=by, at=at, area=county, kind=kind, cause=row.uid, values=values, posts=posts, office=county)


def _found(uid: UUID, place: str) -> Opening:
    row = Opening.objects.select_for_update(of=("self",)).filter(uid=uid, area__startswith=place).first()
    if row is None:
        raise UnknownOpening(uid)
    return row


@audit.act("oversight.answer_opening", about="opening", record=("allow",))
def answer(*, opening: UUID, allow: bool, by: Actor, at: datetime) -> None:
    """The lead lets one more opening be in this month, or not.

    Raises: NotYours, users.FactorNeeded, UnknownOpening, OwnOpening, DoneBefore.
    """
    if by.role != access.LEAD:
        raise NotYours
    if not users.verified_within(by, at):
        raise users.FactorNeeded
    with reads.within(by.area):
        row = _found(opening, by.area)
        if row.person_id in by.persons:
            raise OwnOpening
        if reads.state_of(row, at=at) != rules.ASKED:
            raise DoneBefore
        row.allowed_at, row.allowed_by_id = at, by.person
        numbers = reads.numbers(by.area, on=local_day(at))
        if allow:
            _let_be(row, numbers, at)
        else:
            row.closed_at = at
        row.save(update_fields=["allowed_at", "allowed_by", "opened_at", "until", "review_due_on", "closed_at"])
        if allow:
            _tell(row, by.area, kind="opening", count=numbers.hours, at=at)


@audit.act("oversight.close_opening", about="opening")
def close(*, opening: UUID, by: Actor, at: datetime) -> None:
    """Whoever opened it needs it no longer. Raises: UnknownOpening, DoneBefore."""
    county = access.county_of(by)
    if county is None:
        raise UnknownOpening(opening)
    with reads.within(county):
        row = _found(opening, county)
        if row.person_id != by.person:
            raise UnknownOpening(opening)
        if reads.state_of(row, at=at) != rules.OPEN:
            raise DoneBefore
        row.closed_at = at
        row.save(update_fields=["closed_at"])


@audit.act("oversight.review_opening", about="opening", record=("is_justified",))
def review(*, opening: UUID, is_justified: bool, words: str, by: Actor, at: datetime) -> None:
    """Somebody else says in words whether it was needed, after it has ended.

    Raises: NotYours, UnknownOpening, OwnOpening, StillOpen, DoneBefore, TooFewWords.
    """
    if not users.has(by, users.Right.REVIEW_OPENINGS):
        raise NotYours
    if len(words.strip()) < rules.LEAST_WORDS:
        raise TooFewWords
    with reads.within(by.area):
        row = _found(opening, by.area)
        if row.person_id in by.persons:
            raise OwnOpening
        state = reads.state_of(row, at=at)
        if state == rules.OPEN:
            raise StillOpen
        if state not in (rules.TO_REVIEW, rules.OVERDUE):
            raise DoneBefore
        row.reviewed_at, row.reviewed_by_id = at, by.person
        row.is_justified, row.review = is_justified, words.strip()
        row.save(update_fields=["reviewed_at", "reviewed_by", "is_justified", "review"])


def escalate(*, over: tuple[str, ...], at: datetime) -> int:
    """Tell the head of the bureau and the data officer of what nobody reviewed in time, once; how many."""
    today, told = local_day(at), 0
    for county in over:
        by = audit.system("opening_reviews", ranges=(county,))
        with reads.within(county):
            late = Opening.objects.filter(reviewed_at=None, escalated_at=None, review_due_on__lt=today)
            for uid in list(late.order_by("review_due_on", "id").values_list("uid", flat=True)):
                told += _escalate(opening=uid, county=county, by=by, at=at)
    return told


@audit.act("oversight.escalate_opening", about="opening")
def _escalate(*, opening: UUID, county: str, by: Actor, at: datetime) -> int:
    row = _found(opening, county)
    roles = (access.HEAD_ABOVE, access.DATA_OFFICER, access.LEAD)
    posts = users.posts_in(county, roles=roles, on=local_day(at))
    assert row.review_due_on is not None
    values = {"colleague": users.names((row.person_id,))[row.person_id], "last": f"{row.review_due_on:%Y-%m-%d}"}
    notices.tell_staff(
        by=by, at=at, area=county, kind="opening_unreviewed", cause=row.uid, values=values, posts=posts, office=county
    )
    row.escalated_at = at
    row.save(update_fields=["escalated_at"])
    return 1
