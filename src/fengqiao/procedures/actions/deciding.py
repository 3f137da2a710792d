"""An officer opens a matter or acts on one: one function for every step of every procedure.

The person's row is locked first, so that there is one order of acts per person; the engine says whether the act
may be done; then the act, its effects and its projections are written together or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.procedures import admission
from fengqiao.procedures.access import must_work
from fengqiao.procedures.actions.drafting import throw_away
from fengqiao.procedures.actions.recording import begin, is_open_already, record
from fengqiao.procedures.definitions import current
from fengqiao.procedures.errors import AlreadyDecided, KeyUsedBefore, Refused, UnknownMatter
from fengqiao.procedures.grammar import APPLICATION, Act, By, Facts, Procedure, Text
from fengqiao.procedures.models import Act as ActRow
from fengqiao.procedures.models import Matter
from fengqiao.procedures.progress import progress, settle
from fengqiao.procedures.progress_fold import CONFIRM, PAPERS
from fengqiao.procedures.progress_records import OutcomeShown, Progress, Refusal
from fengqiao.procedures.reads.acts import hats_of, matter_row
from fengqiao.procedures.reads.standing import Standing, facts_for, standing_of
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

#: Why a second matter is refused where only one may run.
ONE_IS_OPEN = Refusal(
    code="already_open",
    reason=Text(
        "该对象已有同类事项在办，请在原事项中办理", "a matter of this kind is open already: go on with that one"
    ),
)


class Ask(Protocol):
    """An act asked of the engine in one of the actor's posts."""

    def __call__(self, *, by: By) -> Act | Refusal: ...


@dataclass(frozen=True, slots=True)
class Done:
    """What an action wrote: the matter, the act, the count of acts the next press must have seen, and the end."""

    matter: UUID
    act: UUID
    version: int
    ended: bool
    area: str

    @property
    def uid(self) -> UUID:
        """What the audit row points at."""
        return self.matter


@audit.act("procedures.start", about="result", record=("key",))
def start(
    *,
    key: str,
    subject_id: int,
    data: Mapping[str, Any],
    by: audit.Actor,
    at: datetime,
    request: UUID | None = None,
) -> Done:
    """Open a matter: the application is its first act. The same `request` twice opens one matter.

    Raises: UnknownProcedure, Refused (also while one runs of which only one may), KeyUsedBefore, subjects' own error
    for a person out of scope.
    """
    person = subjects.lock_known(subject_id, by)
    earlier = Matter.objects.filter(subject_id=subject_id, request=request).first() if request else None
    if earlier is not None:
        return _repeated(_first_act(earlier), earlier, ("submit", dict(data)), by=by)
    definition = current(key, local_day(at))
    if is_open_already(definition, subject_id):
        raise Refused(ONE_IS_OPEN)
    facts = facts_for(definition, subject_id=subject_id, area=person.area, on=local_day(at))
    first = admitted_application(definition, facts, data=data, by=by, at=at)
    standing = begin(
        definition, subject_id=subject_id, area=person.area, first=first, by=by, at=at, request=request, facts=facts
    )
    throw_away(subject_id=subject_id, key=key, matter=None, step=APPLICATION, by=by)
    return _done(standing, first)


def admitted_application(
    definition: Procedure, facts: Facts, *, data: Mapping[str, Any], by: audit.Actor, at: datetime
) -> Act:
    """The first act of a matter, admitted. Raises: Refused."""
    empty = progress(definition, (), facts, at)
    ask = partial(
        admission.admit, empty, uid=new_id(), step=APPLICATION, outcome="submit", data=data, now=at,
        version=empty.version,
    )  # fmt: skip
    return _admitted(ask, by)


@audit.act("procedures.submit", about="result", record=("step", "outcome"))
def submit(
    *,
    matter: UUID,
    step: str,
    outcome: str,
    data: Mapping[str, Any],
    seen: int,
    by: audit.Actor,
    at: datetime,
    reasons: str = "",
    answers: Mapping[str, str] | None = None,
    request: UUID | None = None,
) -> Done:
    """Choose an outcome of an open step. `seen` is the version of the page the actor looked at.

    Of two who decide at once the second gets AlreadyDecided with what came between. The same `request` twice
    gives the first answer. Raises: UnknownMatter, AlreadyDecided, Refused, KeyUsedBefore, users.FactorNeeded.
    """
    row = _locked(matter, by)
    earlier = _earlier(row, request)
    if earlier is not None:
        return _repeated(earlier, row, (outcome, dict(data)), by=by)
    standing = standing_of(row, at=at)
    _must_be_fresh(standing, seen)

    ask = partial(
        admission.admit, standing.progress, uid=new_id(), step=step, outcome=outcome, data=data, now=at, version=seen,
        reasons=reasons, answers=answers,
    )  # fmt: skip
    act = _admitted(ask, by)
    _must_be_verified(standing.progress, act, by=by, at=at)
    after = _written(standing, act, by=by, at=at, request=request)
    throw_away(subject_id=row.subject_id, key=row.procedure, matter=row.uid, step=step, by=by)
    return _done(after, act)


@audit.act("procedures.confirm", about="result", record=("act", "accept"))
def confirm(
    *,
    matter: UUID,
    act: UUID,
    accept: bool,
    seen: int,
    by: audit.Actor,
    at: datetime,
    reasons: str = "",
) -> Done:
    """A second person gives force to an act dated more than three days back, or strikes it out with reasons.

    Its effects run now. Law: none; THREATS T25. Raises: UnknownMatter, AlreadyDecided, Refused, FactorNeeded.
    """
    standing = standing_of(_locked(matter, by), at=at)
    _must_be_fresh(standing, seen)

    ask = partial(admission.confirm, standing.progress, uid=new_id(), act=act, now=at, accept=accept, reasons=reasons)
    answer = _admitted(ask, by)
    _must_be_verified(standing.progress, answer, by=by, at=at)
    return _done(_written(standing, answer, by=by, at=at), answer)


@audit.act("procedures.note_paper", about="result", record=("act", "state", "data"))
def note_paper(*, matter: UUID, act: UUID, state: str, data: Mapping[str, str], by: audit.Actor, at: datetime) -> Done:
    """Note that a paper or a copy was issued, delivered or acknowledged by hand. It takes nothing from anybody, so
    it needs no fresh page. Raises: UnknownMatter, NotYourWork, Refused."""
    must_work(by)
    standing = standing_of(_locked(matter, by), at=at)

    ask = partial(admission.note_paper, standing.progress, uid=new_id(), act=act, now=at, state=state, data=data)
    note = _admitted(ask, by)
    return _done(_written(standing, note, by=by, at=at), note)


def _locked(uid: UUID, by: audit.Actor) -> Matter:
    """The matter, read again once its person is locked. Raises: UnknownMatter, also for a minor not to be told of."""
    try:
        subjects.lock_known(matter_row(uid).subject_id, by)
    except subjects.UnknownSubject:
        raise UnknownMatter(uid) from None
    return matter_row(uid)


def _must_be_fresh(standing: Standing, seen: int) -> None:
    current_version = standing.progress.version
    if seen != current_version:
        raise AlreadyDecided(seen=seen, current=current_version, acts=standing.since(seen))


def _admitted(ask: Ask, by: audit.Actor) -> Act:
    """The act in the first of the actor's posts that is competent. Raises: Refused, with the own post's reason."""
    refusals = []
    for hat in hats_of(by):
        answer = ask(by=hat)
        if isinstance(answer, Act):
            return answer
        refusals.append(answer)
    told = next((each for each in refusals if each.code != "not_competent"), refusals[0])
    raise Refused(told)


def _must_be_verified(before: Progress, act: Act, *, by: audit.Actor, at: datetime) -> None:
    """A decision, and a second person's word, ask for a second factor at most five minutes old (THREATS 5)."""
    shown = _shown(before, act)
    if (act.step == CONFIRM or (shown is not None and shown.decides)) and not users.verified_within(by, at):
        raise users.FactorNeeded()


def _shown(before: Progress, act: Act) -> OutcomeShown | None:
    opened = before.open_step(act.step)
    return opened.outcome(act.outcome) if opened else None


def _written(standing: Standing, act: Act, *, by: audit.Actor, at: datetime, request: UUID | None = None) -> Standing:
    """First what the clock owes, as the clock's; then the act; then what had lapsed by the very act.

    An emergency leave granted after its return is overdue at once: nobody has to wait for the clock's next run.
    """
    after = record(standing, (*standing.owed, act), by=by, at=at, request=request)
    if not after.progress.lapses:
        return after
    return record(after, settle(after.definition, after.acts, after.facts, at, new_id), by=by, at=at)


def _earlier(row: Matter, request: UUID | None) -> ActRow | None:
    return ActRow.objects.filter(matter_id=row.id, request=request).first() if request else None


def _first_act(row: Matter) -> ActRow:
    return ActRow.objects.get(matter_id=row.id, no=1)


def _repeated(act: ActRow, row: Matter, asked: tuple[str, dict[str, Any]], *, by: audit.Actor) -> Done:
    """The first answer again. Raises: KeyUsedBefore when the key comes with something else (T21)."""
    if (act.person_id, act.outcome, act.data) != (by.person, *asked):
        raise KeyUsedBefore()
    version = ActRow.objects.filter(matter_id=row.id, no__lte=act.no).exclude(step=PAPERS).count()
    return Done(row.uid, act.uid, version, row.ended_at is not None, row.area)


def _done(standing: Standing, act: Act) -> Done:
    matter = standing.matter
    return Done(matter.uid, act.uid, standing.progress.version, standing.progress.ended is not None, matter.area)
