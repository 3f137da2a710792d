"""One number held in two places: claimed by hash, matched by the worker, answered by the county."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import masks
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.law.face import Text
from fengqiao.letters import face as letters
from fengqiao.subjects.access import Duty, visible
from fengqiao.subjects.actions.writing import SubjectsError, change, lock, must
from fengqiao.subjects.models import CountyCheck, Subject
from fengqiao.subjects.reads.rows import opened
from fengqiao.subjects.rules.codes import label
from fengqiao.subjects.rules.states import ENDED

ANSWERS: Final = {
    "same_person": Text("同一人", "one person"),
    "two_people": Text("两个人", "two people"),
    "mistyped": Text("号码录入有误", "a mistyped number"),
}
_QUOTA = "53400"  # configuration_limit_exceeded, raised by claim_identity
_BATCH = 5_000


class TooManyClaims(SubjectsError):
    """More numbers entered in an hour than one person enters by hand (THREATS T08)."""

    code = "too_many_claims"
    text = Text("一小时内录入的证件号码过多，请稍后再试。", "Too many numbers entered within an hour; try again later.")


class UnknownCheck(SubjectsError):
    """No such county check in scope, or an answer that nobody can give."""

    code = "unknown_check"
    text = Text("没有此项县级核查或答复。", "No such county check or answer.")


def claim(*, claims: Sequence[tuple[bytes, UUID, str]], by: Actor, by_file: bool) -> None:
    """Say that these (hash, person, area) are held here. Answers nothing, whatever is held elsewhere.

    Raises: TooManyClaims.
    """
    if not claims:
        return
    # The quota is one person's, whatever post he or she works in.
    claimant = f"person:{by.person}" if by.person is not None else by.signature
    hashes, uids, areas = (list(column) for column in zip(*claims, strict=True))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT claim_identity(%s::bytea[], %s::uuid[], %s::text[], %s, %s)",
                [hashes, uids, areas, claimant, by_file],
            )
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", None) == _QUOTA:
            raise TooManyClaims from None
        raise


def pair_of(one: UUID, other: UUID) -> UUID:
    """The same id for a pair from either side; `match_identity` makes it the same way."""
    first, second = sorted((str(one), str(other)))
    return UUID(hashlib.md5((first + second).encode(), usedforsecurity=False).hexdigest())


def open_checks(found: Sequence[tuple[Subject, str, UUID]]) -> None:
    """Pending county checks for (person, other county, pair); one that is there already stays as it is."""
    CountyCheck.objects.bulk_create(
        [
            CountyCheck(uid=new_id(), area=person.area, subject=person, other_county=county, pair=pair)
            for person, county, pair in found
        ],
        ignore_conflicts=True,
    )


def match_identities(*, at: datetime, limit: int = _BATCH) -> int:
    """The worker's job: look at new claims, and tell both counties of every match. Returns the sides told.

    Each side is written under the scope of its own area alone.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT subject_uid, area, other_county, pair FROM match_identity(%s)", [limit])
            sides = cursor.fetchall()
        for uid, area, other_county, pair in sides:
            by = audit.system("match_identities", ranges=(area,))
            _tell(by=by, at=at, uid=uid, other_county=other_county, pair=pair)
    return len(sides)


@audit.act("subjects.open_county_check", about="result", record=("other_county",))
def _tell(*, by: Actor, at: datetime, uid: UUID, other_county: str, pair: UUID) -> Subject | None:
    """One side: whoever has moved on or whose file has ended meanwhile is no question any more."""
    person = Subject.objects.select_for_update(no_key=True).filter(uid=uid).exclude(state__in=ENDED).first()
    if person is not None:
        open_checks([(person, other_county, pair)])
    return person


@audit.act("subjects.answer_county_check", about="result", record=("answer",))
def answer_county_check(*, by: Actor, at: datetime, check: UUID, answer: str, reason: str) -> CountyCheck:
    """The county says what it found: same_person, two_people or mistyped. Repeatable.

    Raises: UnknownCheck, NotYourAct.
    """
    row = CountyCheck.objects.filter(uid=check, subject__in=visible(by)).first()
    if row is None or answer not in ANSWERS:
        raise UnknownCheck
    must(by, Duty.ANSWER_CHECK, area=row.area)
    lock(row.subject_id)
    row.refresh_from_db()
    if row.answer != answer:
        change(row, act=None, reason=reason, answer=answer, answered_on=local_day(at))
    return row


@audit.act("subjects.ask_other_county", about="result", record=("check",))
def ask_other_county(*, by: Actor, at: datetime, check: UUID) -> letters.Sent:
    """Write to the other county about a number that both hold: one letter for each question, an officer's choice.

    Raises: UnknownCheck, NotYourAct.
    """
    row = CountyCheck.objects.select_related("subject").filter(uid=check, subject__in=visible(by)).first()
    if row is None:
        raise UnknownCheck
    must(by, Duty.ANSWER_CHECK, area=row.area)
    lock(row.subject_id)
    person = row.subject
    number = masks.mask_number(opened(person, "number"))
    lines = (
        ("姓名", person.name),
        ("性别", label("sex", person.sex).zh),
        ("证件号码", number),
        ("核实事项", "该对象的证件号码与你处在册人员相同，请核对是否为同一人、号码录入是否有误，并函复。"),
    )
    order = letters.Order(
        kind=letters.NUMBER_CHECK,
        title={"zh": "身份信息核实函", "en": "letter asking to check an identity number"},
        area=row.area,
        sender=areas.at_level(row.area, areas.Level.COUNTY),
        to_kind=letters.OTHER_INSTITUTION,
        to_area=row.other_county,
        subject_id=person.pk,
        act=row.uid,
        minor=person.minor,
        body={"lines": [list(each) for each in lines]},
    )
    return letters.send(order=order, by=by, at=at)
