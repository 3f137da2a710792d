"""New files: one by one from a notice, or an existing register at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import connection

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import bulk, bus, scope
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.law.face import Text
from fengqiao.subjects import facts
from fengqiao.subjects.access import Duty, answers_for_minors
from fengqiao.subjects.actions import building, identity, keys
from fengqiao.subjects.actions.building import Hidden, Prepared
from fengqiao.subjects.actions.writing import SubjectsError, must
from fengqiao.subjects.models import NamedStaff, Subject
from fengqiao.subjects.rules import states
from fengqiao.subjects.rules.intake import NewSubject, Wrong, problems

CREATED = "created"
UNCHANGED = "unchanged"
DIFFERS = "differs"
PENDING = "pending_county_check"

_BATCH = 500


class NotAcceptable(SubjectsError):
    """A new file with mistakes. `wrong` says which fields and why."""

    code = "not_acceptable"
    text = Text("有内容不符合要求。", "Some fields cannot be accepted.")

    def __init__(self, wrong: tuple[Wrong, ...]) -> None:
        super().__init__(", ".join(f"{w.field}: {w.code}" for w in wrong))
        self.wrong = wrong


class AlreadyHere(SubjectsError):
    """The same office already has a running file of this person."""

    code = "already_here"
    text = Text("本所已有此人的在矫档案。", "This office already has a running file of this person.")
    field = "number"

    def __init__(self, uid: UUID) -> None:
        super().__init__(str(uid))
        self.uid = uid


class OutOfScope(SubjectsError):
    """A file for an office that the actor does not see."""

    code = "out_of_scope"
    text = Text("该单位不在您的管辖范围内。", "This office is outside your area.")
    field = "area"


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What became of one person of a load, in the order given.

    `status`: created; unchanged (the same content is here); differs (a running file of this office says something
    else: nothing was written); pending_county_check (created, and another office in scope has a running file).
    `subject_id` is None in a plan for somebody who is not here yet.
    """

    status: str
    area: str
    subject_id: int | None = None
    uid: UUID | None = None

    @property
    def is_new(self) -> bool:
        """Whether a file is made."""
        return self.status in {CREATED, PENDING}


@dataclass(frozen=True, slots=True)
class _Known:
    id: int
    uid: UUID
    area: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class _New:
    """Somebody whose file is about to be written."""

    row: Subject
    person: NewSubject
    hidden: Hidden


def prepare(person: NewSubject) -> Prepared:
    """Judge a person and make out by what the register knows him or her again: once for `plan_load` and `load`.

    Raises: NotAcceptable.
    """
    wrong = problems(person)
    if wrong:
        raise NotAcceptable(wrong)
    return building.prepared(person)


def _in_scope(people: Iterable[NewSubject | Prepared], by: Actor) -> list[Prepared]:
    """Raises: NotAcceptable, OutOfScope."""
    found = [given if isinstance(given, Prepared) else prepare(given) for given in people]
    for area in {each.person.area for each in found}:
        if not _is_office(area) or not scope.covers(by.ranges, area):
            raise OutOfScope(area)
    return found


def _is_office(area: str) -> bool:
    """A file lies with a justice office, or with the county institution itself."""
    try:
        level = areas.level_of(area)
    except areas.BadCode:
        return False
    return level in {areas.Level.COUNTY, areas.Level.TOWNSHIP} and not areas.has_ended(area)


def _known(hashes: Sequence[bytes]) -> dict[bytes, list[_Known]]:
    """Running files in scope by the hash of their number."""
    known: dict[bytes, list[_Known]] = {}
    rows = Subject.objects.filter(number_hash__in=set(hashes), running=True)
    for pk, uid, area, hashed, digest in rows.values_list("id", "uid", "area", "number_hash", "digest"):
        known.setdefault(bytes(hashed), []).append(_Known(pk, uid, area, bytes(digest)))
    return known


def _planned(person: Prepared, known: Sequence[_Known]) -> LoadResult:
    here = next((k for k in known if k.area == person.area), None)
    if here is not None:
        same = here.digest == person.digest
        return LoadResult(UNCHANGED if same else DIFFERS, here.area, here.id or None, here.uid)
    return LoadResult(PENDING if known else CREATED, person.area)


def plan_load(people: Sequence[NewSubject | Prepared], *, by: Actor) -> tuple[LoadResult, ...]:
    """What `load` would do, without writing anything. Raises: NotAcceptable, OutOfScope."""
    return tuple(result for result, _ in _plan(_in_scope(people, by)))


def _plan(people: Sequence[Prepared]) -> list[tuple[LoadResult, UUID | None]]:
    """What becomes of each, with the id of the file that has to be made."""
    known = _known([person.number_hash for person in people])
    plan: list[tuple[LoadResult, UUID | None]] = []
    for person in people:
        of_number = known.setdefault(person.number_hash, [])
        result = _planned(person, of_number)
        uid = (person.hidden.uid if person.hidden else new_id()) if result.is_new else None
        if uid is not None:
            # The same person twice in one load: the second finds the first.
            of_number.append(_Known(0, uid, person.area, person.digest))
        plan.append((result, uid))
    return plan


@audit.act("subjects.load", record=("source",))
def load(*, people: Sequence[NewSubject | Prepared], source: str, by: Actor, at: datetime) -> tuple[LoadResult, ...]:
    """Enter people of an existing register, all of them or none; call it with at most a thousand at a time.

    The same content a second time changes nothing. `source` names the file by an opaque id. One audit row counts
    what was done; the rows themselves say that they were loaded.

    Raises: NotAcceptable, OutOfScope, NotYourAct, identity.TooManyClaims.
    """
    prepared = _in_scope(people, by)
    for area in {person.area for person in prepared}:
        must(by, Duty.LOAD, area=area)
    _one_at_a_time(prepared)
    plan = _plan(prepared)
    new = [_loaded(person, uid) for (_, uid), person in zip(plan, prepared, strict=True) if uid is not None]
    _write(new, by=by, at=at, by_file=True)
    rows: dict[UUID | None, Subject] = {each.row.uid: each.row for each in new}
    results = tuple(_settled(result, rows.get(uid or result.uid)) for result, uid in plan)
    _check_in_scope([rows[uid] for result, uid in plan if uid is not None and result.status == PENDING])
    counts = {status: sum(r.status == status for r in results) for status in (CREATED, UNCHANGED, DIFFERS, PENDING)}
    audit.write(by=by, what="subjects.loaded", about=source, area=by.area, data=counts)
    return results


def _loaded(given: Prepared, uid: UUID) -> _New:
    state = states.state_of_loaded(registered_on=given.person.registered_on)
    return _made(given, uid, state=state, source="initial_load")


def _made(given: Prepared, uid: UUID, *, state: str, source: str) -> _New:
    hidden = building.hidden_of(given, uid)
    ready = replace(given, hidden=hidden)
    return _New(building.subject(ready, uid=uid, state=state, source=source), given.person, hidden)


def _settled(result: LoadResult, row: Subject | None) -> LoadResult:
    """With the key of the row that this load wrote: for the person, or for an earlier row that says the same."""
    return result if row is None else LoadResult(result.status, row.area, row.pk, row.uid)


def _one_at_a_time(people: Sequence[Prepared]) -> None:
    """Two loads into one county would not see each other's people."""
    counties = sorted({person.area[:6] for person in people})
    with connection.cursor() as cursor:
        for county in counties:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"subjects.load {county}"])


def _write(new: Sequence[_New], *, by: Actor, at: datetime, by_file: bool) -> None:
    bulk.insert_keyed([each.row for each in new])
    bulk.insert([building.sentence(each.row, each.person) for each in new])
    keys.insert_keys([each.row for each in new], made=[each.hidden.keys for each in new])
    bulk.insert([building.contact(each.row, contact) for each in new for contact in each.person.contacts])
    claims = [(each.hidden.claim, each.row.uid, each.row.area) for each in new]
    for start in range(0, len(claims), _BATCH):
        identity.claim(claims=claims[start : start + _BATCH], by=by, by_file=by_file)
    for row in (each.row for each in new):
        bus.announce(facts.SubjectEnrolled(row.pk, row.uid, row.area, row.state, by_file, row.effective_on, at))


def _check_in_scope(rows: Sequence[Subject]) -> None:
    """Both files of one number that the actor sees: the county's question is opened at once."""
    if not rows:
        return
    twins = Subject.objects.filter(number_hash__in=[row.number_hash for row in rows], running=True)
    by_hash: dict[bytes, list[Subject]] = {}
    for twin in twins:
        by_hash.setdefault(bytes(twin.number_hash), []).append(twin)
    identity.open_checks(
        [
            (one, other.area[:6], identity.pair_of(one.uid, other.uid))
            for group in by_hash.values()
            for one in group
            for other in group
            if one.pk != other.pk
        ]
    )


@audit.act("subjects.enrol", about="result")
def enrol(*, person: NewSubject, by: Actor, at: datetime) -> Subject:
    """Open the file of a person whom a court, prison or police organ has notified.

    The answer is the same whether the number is held elsewhere or not; the county hears of it from the worker.

    Law: Community Corrections Law art. 20.
    Raises: NotAcceptable, OutOfScope, NotYourAct, AlreadyHere, identity.TooManyClaims.
    """
    [given] = _in_scope([person], by)
    must(by, Duty.KEEP_FILES, area=given.area)
    _one_at_a_time([given])
    here = next((k for k in _known([given.number_hash]).get(given.number_hash, ()) if k.area == given.area), None)
    if here is not None:
        raise AlreadyHere(here.uid)
    state = states.state_of_notice(documents_on=given.person.documents_on)
    new = _made(given, new_id(), state=state, source="notice")
    row = new.row
    _write([new], by=by, at=at, by_file=False)
    if row.minor and by.person is not None and not answers_for_minors(by):
        # Whoever took the minor in knows of him or her already, and goes on with the file.
        NamedStaff.objects.create(uid=new_id(), area=row.area, subject=row, person=by.person, first_day=local_day(at))
    return row
