"""Files that may be of one human, inside one place: found for a county's eyes, joined by nobody here.

Two terms that follow one another are no duplicate: a human who comes back has a file for each. Numbers of two counties
are compared elsewhere, by hash alone (`identity.match_identities`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Count, QuerySet

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit.fields import starts_with
from fengqiao.kit.records import record
from fengqiao.subjects.access import visible
from fengqiao.subjects.models import Subject
from fengqiao.subjects.reads.records import SubjectRow
from fengqiao.subjects.reads.rows import rows_of
from fengqiao.subjects.rules.duplicates import NUMBER, PERSON, Side, alike

MOST = 100
"""Pairs that one list shows; a county that has more has another problem than pairs."""


@record
class Pair:
    """Two files, the older one first, and why they may be of one human."""

    older: SubjectRow
    newer: SubjectRow
    why: str


def duplicates(*, place: str, by: Actor, today: date) -> tuple[Pair, ...]:
    """Pairs of files below a place whose terms overlap: with one number, or with one name, sex and birth date.
    Of minors only those of whom the actor may know (T20). Five statements. A sensitive read.
    """
    audit.read(by=by, what="duplicates", about=place, area=by.area)
    people = visible(by).filter(starts_with("area", place))
    found: dict[tuple[int, int], str] = {}
    for why, key in ((PERSON, ("name", "birth_date", "sex")), (NUMBER, ("number_hash",))):
        for older, newer in _pairs(people, key):
            found[older.pk, newer.pk] = why
    wanted = list(found.items())[:MOST]
    ids = {pk for pair, _why in wanted for pk in pair}
    rows = {row.id: row for row in rows_of(list(Subject.objects.filter(pk__in=ids)), today=today)} if ids else {}
    return tuple(Pair(rows[older], rows[newer], why) for (older, newer), why in wanted)


def _pairs(people: QuerySet[Subject], key: tuple[str, ...]) -> Iterator[tuple[Subject, Subject]]:
    """Pairs of one key whose terms overlap, by the order in which the files were made."""
    several = people.order_by().values_list(*key).annotate(n=Count("pk")).filter(n__gt=1)[: MOST * 2]
    groups = {_plain(row[:-1]) for row in several}
    names = {row[0] for row in groups}
    listed: dict[tuple[object, ...], list[Subject]] = {}
    for each in people.filter(**{f"{key[0]}__in": names}).order_by("id"):
        listed.setdefault(_plain(getattr(each, name) for name in key), []).append(each)
    for group in groups:
        same = listed.get(group, [])
        for at, one in enumerate(same):
            yield from ((one, other) for other in same[at + 1 :] if alike(_side(one), _side(other)))


def _side(row: Subject) -> Side:
    return Side(row.term_start, row.ended_on or row.term_end, row.running)


def _plain(values: Iterable[object]) -> tuple[object, ...]:
    return tuple(bytes(each) if isinstance(each, memoryview | bytes) else each for each in values)
