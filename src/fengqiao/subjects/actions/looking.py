"""Looking for a person and looking at what is hidden: reads that are counted and recorded (THREATS T18, T77)."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from django.db import connection
from django.db.models import QuerySet

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import citizen_number, ids
from fengqiao.kit.clock import local_day
from fengqiao.law.face import Text
from fengqiao.notices import face as notices
from fengqiao.subjects.access import Duty, may_see_protected
from fengqiao.subjects.actions.writing import SubjectsError, must
from fengqiao.subjects.models import Contact, Subject
from fengqiao.subjects.reads import canaries
from fengqiao.subjects.reads import search as searching
from fengqiao.subjects.reads.file import contact_text, found
from fengqiao.subjects.reads.records import Found
from fengqiao.subjects.reads.rows import opened
from fengqiao.users import face as users

# Unit: exact searches per person and day (THREATS T18; a province may only tighten them).
WITHOUT_REASON: Final = 10
IN_A_DAY: Final = 30
REVEALED: Final = frozenset({"number", "phone", "household", "residence", "birth_date"})


class ReasonNeeded(SubjectsError):
    """This look needs a reason, which is kept."""

    code = "reason_needed"
    text = Text("请说明查询理由。", "Give a reason for looking.")
    field = "reason"


class TooManySearches(SubjectsError):
    """No more whole numbers today; the security officer is told."""

    code = "too_many_searches"
    text = Text(
        "今日完整证件号码查询次数已用完，已告知安全管理员。",
        "No more whole-number searches today; the security officer has been told.",
    )
    field = "text"


class NotRevealable(SubjectsError):
    """No such hidden value, or not for this viewer."""

    code = "not_revealable"
    text = Text("此项不能显示。", "This cannot be shown.")


def search(*, text: str, by: Actor, at: datetime, reason: str = "") -> Found:
    """Find people in scope by name, pinyin, initials, last four or the whole number.

    A whole number is counted per person and day, whether it is found or not. One that was planted and belongs to
    nobody is answered like any unknown one, and the data officer hears of it at once.
    Raises: ReasonNeeded from the eleventh of a day without a reason, TooManySearches from the thirty-first.
    """
    exact = searching.is_full_number(text)
    if exact:
        _count(by, at, reason)
    result = searching.find(text=text, by=by, today=local_day(at))
    if exact:
        about = str(result.rows[0].uid) if result.rows else ""
        audit.read(by=by, what="exact_search", about=about, area=by.area, purpose=reason)
        if not result.rows and canaries.is_planted(citizen_number.normalise(text)):
            _alarm("canary_search", count=1, by=by, at=at)
    return result


def running_file(*, number: str, reason: str, by: Actor, at: datetime) -> Subject | None:
    """The running file under a whole number in the scope entered, whoever may know of it: for an emergency access.

    Counted and recorded like any search for a whole number (T18). Raises: TooManySearches.
    """
    return _under(number, Subject.objects.filter(running=True), reason=reason, by=by, at=at)


def sealed_file(*, number: str, reason: str, by: Actor, at: datetime) -> Subject | None:
    """The newest file under a whole number in the scope entered, which is that of the sealed records of a place (T82).

    Counted and recorded like any search for a whole number (T18). Raises: TooManySearches.
    """
    return _under(number, Subject.objects.order_by("-ended_on"), reason=reason, by=by, at=at)


def _under(number: str, people: QuerySet[Subject], *, reason: str, by: Actor, at: datetime) -> Subject | None:
    plain = citizen_number.normalise(number)
    _count(by, at, reason)
    kinds = [searching.number_hash(kind, plain) for kind in ("citizen", "residence_permit")]
    person = people.filter(number_hash__in=kinds).order_by(*people.query.order_by, "id").first()
    about = str(person.uid) if person else ""
    audit.read(by=by, what="exact_search", about=about, area=by.area, purpose=reason)
    if person is None and canaries.is_planted(plain):
        _alarm("canary_search", count=1, by=by, at=at)
    return person


def _count(by: Actor, at: datetime, reason: str) -> None:
    searcher = f"person:{by.person}" if by.person is not None else f"system:{by.role}"
    day = local_day(at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT times FROM subjects_exactsearch WHERE searcher = %s AND day = %s", [searcher, day])
        row = cursor.fetchone()
        before = row[0] if row else 0
        if before >= IN_A_DAY:
            _alarm("exact_searches", count=before + 1, by=by, at=at)
            raise TooManySearches
        if before >= WITHOUT_REASON and not reason.strip():
            raise ReasonNeeded
        cursor.execute(
            "INSERT INTO subjects_exactsearch AS e (searcher, day, times) VALUES (%s, %s, 1) "
            "ON CONFLICT (searcher, day) DO UPDATE SET times = e.times + 1",
            [searcher, day],
        )


def planted_opened(*, by: Actor, uid: UUID, at: datetime) -> None:
    """The file of a planted person was opened: told once a day for each colleague, with the file's mark alone."""
    cause = uuid5(uid, f"{by.person} {local_day(at)}")
    _alarm("canary_opened", count=1, by=by, at=at, about=str(uid), cause=cause)


def _alarm(kind: str, *, count: int, by: Actor, at: datetime, about: str = "", cause: UUID | None = None) -> None:
    """The data officers of county, city and province hear of it; the record keeps it also where there is none."""
    audit.write(by=by, what=f"alert:{kind}", about=about, area=by.area, data={"times": count})
    posts = users.data_officers(by.area, on=local_day(at)) if by.area else ()
    if posts:
        values = {"colleague": by.name, "count": count}
        cause = cause or ids.new_id()
        notices.tell_staff(by=by, at=at, area=by.area, kind=kind, cause=cause, values=values, posts=posts)


def reveal(*, uid: UUID, key: str, reason: str, by: Actor, at: datetime) -> str:
    """The whole of a masked value, for a reason that is kept.

    `key`: number, phone, household, residence, birth_date, or contact:<uid>:name|phone.
    Raises: UnknownSubject, NotYourAct, ReasonNeeded, NotRevealable, kit.crypto.SealBroken.
    """
    person = found(uid, by)
    must(by, Duty.REVEAL, area=person.area)
    if not reason.strip():
        raise ReasonNeeded
    if key.startswith("contact:"):
        text = _of_contact(person.pk, key, by)
    elif key not in REVEALED:
        raise NotRevealable(key)
    else:
        text = person.birth_date.isoformat() if key == "birth_date" else opened(person, key)
    audit.read(by=by, what=f"reveal:{key.split(':')[0]}", about=str(uid), area=person.area, purpose=reason)
    return text


def _of_contact(subject_id: int, key: str, by: Actor) -> str:
    try:
        _, uid, column = key.split(":")
        contact = Contact.objects.get(subject=subject_id, uid=UUID(uid))
    except (ValueError, Contact.DoesNotExist):
        raise NotRevealable("contact") from None
    if column not in {"name", "phone"} or (contact.protected and not may_see_protected(by)):
        raise NotRevealable("contact")
    return contact_text(contact, column)
