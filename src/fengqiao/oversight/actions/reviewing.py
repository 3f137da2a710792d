"""The access review: findings from a day's record, made by a job, and the answers that people give (THREATS T77)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.casework import face as casework
from fengqiao.kit import ids
from fengqiao.kit.clock import start_of
from fengqiao.law import face as law
from fengqiao.oversight import rules
from fengqiao.oversight.errors import DoneBefore, NotYours, OwnFinding, TooFewWords, UnknownFinding
from fengqiao.oversight.models import Finding
from fengqiao.oversight.reads.openings import within
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

# Reads whose object is a person: a file, its versions, a value shown in full, a search that found somebody.
_ABOUT_PEOPLE = ("read:subject", "read:reveal:", "read:versions:", "read:exact_search")
MARKS = 50


@dataclass(slots=True)
class Day:
    """What one account did on a day."""

    files: set[UUID] = field(default_factory=set)
    signed_in: list[tuple[datetime, str]] = field(default_factory=list)
    is_shared: bool = False
    post: int | None = None


def gathered(looks: Iterable[audit.Look]) -> dict[int, Day]:
    """The record of a day by account. What was read under an emergency access is reviewed by itself. Pure."""
    found: dict[int, Day] = defaultdict(Day)
    for look in looks:
        mine = found[look.account]
        if look.what == audit.SIGNED_IN:
            mine.signed_in.append((look.at, look.network))
            mine.is_shared = mine.is_shared or look.is_shared
        elif look.about and not look.is_opening and look.what.startswith(_ABOUT_PEOPLE):
            mine.files.add(UUID(look.about))
            mine.post = look.post or mine.post
    return found


def look_over(*, day: date, looks: Iterable[audit.Look], at: datetime) -> int:
    """Make the findings of a day; how many are new. May be run again."""
    days = gathered(looks)
    desks = users.desks_of(days, on=day)
    made = 0
    for account, mine in sorted(days.items()):
        held = [desk for desk in desks.get(account, ()) if mine.post in (None, desk.post)]
        if held:
            made += _review(held[0], mine, day=day, by=audit.system("access_review", ranges=(held[0].area,)), at=at)
    return made


def thresholds(area: str, *, on: date) -> rules.Thresholds:
    """From how many on a day is asked about. Source: parameters access.*."""
    files, minutes = (law.param(f"access.{name}", on=on, area=area).number
                      for name in ("files_without_need", "places_within_min"))  # fmt: skip
    return rules.Thresholds(files, minutes)


def _review(desk: users.Desk, mine: Day, *, day: date, by: Actor, at: datetime) -> int:
    numbers, made = thresholds(desk.area, on=day), 0
    with within(desk.area):
        people = list(subjects.Subject.objects.filter(uid__in=mine.files).only("id", "uid", "name").order_by("id"))
        needless = _without_need(people, desk, day=day)
        away = subjects.avoided(desk.person, [each.pk for each in people], on=day)
        related = [each.uid for each in people if each.pk in away]
        own = [each.uid for each in people if each.name == desk.name]
        told = (
            (rules.WITHOUT_NEED, needless if len(needless) > numbers.files_without_need else [], len(needless)),
            (rules.OWN_NAME, own, len(own)),
            (rules.RELATED, related, len(related)),
            (rules.TWO_PLACES, rules.in_two_places(mine.signed_in, minutes=numbers.places_within_minutes), 2),
            (rules.SHARED_BROWSER, mine.is_shared, 1),
        )
        for kind, found, count in told:
            if found:
                files = found if isinstance(found, list) else []
                made += _find(desk=desk, day=day, kind=kind, count=count, files=files, by=by, at=at)
    return made


def _without_need(people: list[subjects.Subject], desk: users.Desk, *, day: date) -> list[UUID]:
    """The files read of people with whom the reader is not charged and about whom nothing is to be done."""
    keys = [each.pk for each in people]
    charged = casework.officers_for(keys, on=day)
    pressing = procedures.due_summary(subject_ids=keys, now=start_of(day))
    return [
        each.uid for each in people
        if each.pk not in pressing and (each.pk not in charged or charged[each.pk].person != desk.person)
    ]  # fmt: skip


@audit.act("oversight.find", record=("kind", "count"))
def _find(*, desk: users.Desk, day: date, kind: str, count: int, files: list[UUID], by: Actor, at: datetime) -> int:
    if Finding.objects.filter(area=desk.area, day=day, kind=kind, post_id=desk.post).exists():
        return 0
    Finding(
        uid=ids.new_id(), area=desk.area, day=day, kind=kind, person_id=desk.person, post_id=desk.post, count=count,
        marks=[uid.hex[-8:].upper() for uid in files[:MARKS]],
    ).save(force_insert=True)  # fmt: skip
    return 1


@audit.act("oversight.answer_finding", about="finding", record=("is_in_order",))
def answer_finding(*, finding: UUID, is_in_order: bool, words: str, by: Actor, at: datetime) -> None:
    """Somebody else than the person concerned says in words what was found out and what follows.

    Raises: NotYours, TooFewWords, UnknownFinding, OwnFinding, DoneBefore.
    """
    if not users.has(by, users.Right.REVIEW_ACCESS):
        raise NotYours
    if len(words.strip()) < rules.LEAST_WORDS:
        raise TooFewWords
    with within(by.area):
        row = Finding.objects.select_for_update(of=("self",)).filter(uid=finding).first()
        if row is None:
            raise UnknownFinding(finding)
        if row.person_id in by.persons:
            raise OwnFinding
        if row.answered_at is not None:
            raise DoneBefore
        row.answered_at, row.answered_by_id = at, by.person
        row.is_in_order, row.answer = is_in_order, words.strip()
        row.save(update_fields=["answered_at", "answered_by", "is_in_order", "answer"])
