"""Correcting the decision under which somebody serves: at once, or when a second person has confirmed it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import bus
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.law.face import Text
from fengqiao.subjects import facts
from fengqiao.subjects.access import Duty, UnknownSubject, visible
from fengqiao.subjects.actions import building
from fengqiao.subjects.actions.corrections import for_correction
from fengqiao.subjects.actions.enrolment import NotAcceptable
from fengqiao.subjects.actions.writing import SubjectsError, change, lock, must
from fengqiao.subjects.models import Correction, Sentence, Subject
from fengqiao.subjects.reads.rows import decision
from fengqiao.subjects.rules import corrections as rules
from fengqiao.subjects.rules import flags
from fengqiao.subjects.rules.intake import NewSentence, NewSubject, problems
from fengqiao.users import face as users

_KEYS: Final = frozenset({"id", "uid", "area", "subject", "recorded_at", "version", "act", "reason"})
_ABOUT: Final = frozenset({"category", "offences", "end", "birth_date"})


class NothingChanged(SubjectsError):
    """The decision reads so already."""

    code = "nothing_changed"
    text = Text("与现有记录一致，没有需要更正的内容。", "The file says so already: there is nothing to correct.")


class ChangedMeanwhile(SubjectsError):
    """Somebody has corrected the decision since the page was opened or the correction proposed."""

    code = "changed_meanwhile"
    text = Text(
        "判决信息已被他人更正，请按现有内容重新办理。",
        "The decision was corrected meanwhile: start from it as it stands.",
    )


class StillWaiting(SubjectsError):
    """A correction of this decision waits already."""

    code = "still_waiting"
    text = Text(
        "已有一项更正待第二人确认，请先办结。",
        "A correction waits for its second person already: settle that one first.",
    )


class NotWaiting(SubjectsError):
    """There is no such correction that waits."""

    code = "not_waiting"
    text = Text("没有待确认的更正，可能已由他人办结。", "No such correction waits; somebody may have settled it.")


class SamePerson(SubjectsError):
    """Whoever proposed a correction, or stands in for that person, is no second person (THREATS T22)."""

    code = "same_person"
    text = Text(
        "提出更正的人（及其代理人）不能自行确认。",
        "Whoever proposed it, or stands in for that person, cannot confirm it.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The paper a correction rests on, and its day."""

    title: str
    dated: date | None


@audit.act("subjects.correct_sentence", about="result", record=("reason",))
def correct_sentence(
    *, uid: UUID, sentence: NewSentence, paper: Paper, reason: str, by: Actor, at: datetime, seen: int | None = None,
    request: UUID | None = None,
) -> Correction:  # fmt: skip
    """Correct the decision. What is dated more than three days back has no force until a second person confirms it.

    The same `request` twice is one correction. `seen` is the version of the decision that the corrector saw.

    Law: the printed dates bind; a slip is put right by the organ that decided, not by us (SPC Interpretation art. 202).
    Raises: UnknownSubject, NotYourAct, ReasonMissing, NotAcceptable, NothingChanged, ChangedMeanwhile, StillWaiting.
    """
    person = for_correction(uid, by, reason)
    act = uuid5(uid, str(request)) if request else new_id()
    done = Correction.objects.filter(uid=act).first()
    if done is not None:
        return done
    row = _decision_of(person)
    if seen not in (None, row.version):
        raise ChangedMeanwhile
    if Correction.objects.filter(subject=person, state=rules.WAITING).exists():
        raise StillWaiting
    _must_be_acceptable(person, sentence)
    if not rules.changed(decision(row), sentence):
        raise NothingChanged
    waits = rules.waits(decision(row), sentence, paper_on=paper.dated, today=local_day(at))
    made = Correction.objects.create(
        uid=act, area=person.area, subject=person, kind=rules.SENTENCE, person=by.person, name=by.name, cause=reason,
        state=rules.WAITING if waits else rules.IN_FORCE, paper=paper.title, paper_on=paper.dated,
        based_on=row.version, content=rules.packed(sentence),
    )  # fmt: skip
    if not waits:
        _put_in_force(person, row, sentence, act=act, reason=reason, at=at)
    return made


@audit.act("subjects.decide_correction", about="result", record=("accept",))
def decide_correction(*, correction: UUID, accept: bool, reason: str, by: Actor, at: datetime) -> Correction:
    """A second person gives force to a correction that waits, or strikes it out with reasons.

    Law: none; ARCHITECTURE 3 and 5, THREATS T22, T25.
    Raises: NotWaiting, NotYourAct, SamePerson, ReasonMissing, ChangedMeanwhile, users.FactorNeeded.
    """
    found = Correction.objects.filter(uid=correction, subject__in=visible(by)).first()
    if found is None:
        raise NotWaiting
    person = lock(found.subject_id)
    found.refresh_from_db()
    if found.state != rules.WAITING:
        raise NotWaiting
    must(by, Duty.CONFIRM, area=person.area)
    if found.person in by.persons:
        raise SamePerson
    if not users.verified_within(by, at):
        raise users.FactorNeeded()
    if not accept:
        for_correction(person.uid, by, reason)
    row = _decision_of(person)
    if accept and row.version != found.based_on:
        raise ChangedMeanwhile
    state = rules.IN_FORCE if accept else rules.REJECTED
    change(found, act=None, reason=reason, state=state, decided_by=by.person, decided_name=by.name, decided_at=at)
    if accept:
        _put_in_force(person, row, rules.unpacked(found.content), act=found.uid, reason=found.cause, at=at)
    return found


@contextmanager
def supposed(*, uid: UUID, sentence: NewSentence, by: Actor) -> Iterator[None]:
    """The file as it would read after this correction, as long as the block lasts. Nothing of it stays, and nobody is
    told: it is how a page asks what would move.

    Raises: UnknownSubject, NotAcceptable.
    """
    with transaction.atomic():
        person = for_correction(uid, by, "supposed")
        _must_be_acceptable(person, sentence)
        _write(person, _decision_of(person), sentence, act=None, reason="supposed")
        yield
        transaction.set_rollback(True)


def _decision_of(person: Subject) -> Sentence:
    row = Sentence.objects.filter(subject=person).order_by("-id").first()
    if row is None:
        raise UnknownSubject(person.uid)
    return row


def _must_be_acceptable(person: Subject, sentence: NewSentence) -> None:
    wrong = tuple(each for each in problems(_as_new(person, sentence)) if each.field in _ABOUT)
    if wrong:
        raise NotAcceptable(wrong)


def _put_in_force(
    person: Subject, row: Sentence, sentence: NewSentence, *, act: UUID, reason: str, at: datetime
) -> None:
    before = person.term_end
    changed = _write(person, row, sentence, act=act, reason=reason)
    bus.announce(facts.SubjectFactsChanged(person.pk, person.uid, person.area, changed))
    if person.term_end != before:
        bus.announce(facts.TermMoved(person.pk, person.uid, person.area, person.state, before, person.term_end, at))


def _write(person: Subject, row: Sentence, sentence: NewSentence, *, act: UUID | None, reason: str) -> tuple[str, ...]:
    """The next versions of the decision and, where the term in force moves, of the person; the parts that changed."""
    changed = rules.changed(decision(row), sentence)
    fresh = building.sentence(person, _as_new(person, sentence))
    names = [f.name for f in Sentence._meta.local_concrete_fields if f.name not in _KEYS]
    change(row, act=act, reason=reason, **{name: getattr(fresh, name) for name in names})
    own: dict[str, Any] = {
        "category": sentence.category, "term_start": sentence.start, "term_end": sentence.end,
        "effective_on": sentence.effective_on,
        "minor": flags.is_minor_regime(person.birth_date, sentence.start),
    }  # fmt: skip
    moved = {name: value for name, value in own.items() if value != getattr(person, name)}
    if moved:
        change(person, act=act, reason=reason, **moved)
    return changed


def _as_new(person: Subject, sentence: NewSentence) -> NewSubject:
    return NewSubject(
        area=person.area, name=person.name, sex=person.sex, birth_date=person.birth_date, number_kind="none",
        sentence=sentence,
    )  # fmt: skip
