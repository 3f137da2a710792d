"""One matter as a page shows it, now or as it stood; what it would become; the matters of a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from fengqiao.audit import face as audit
from fengqiao.kit.clock import local_day, start_of
from fengqiao.kit.fields import starts_with
from fengqiao.kit.ids import new_id
from fengqiao.kit.records import record
from fengqiao.procedures import admission
from fengqiao.procedures import progress as engine
from fengqiao.procedures.definitions import all_current, current, running
from fengqiao.procedures.grammar import APPLICATION, Act, By, Procedure, Text
from fengqiao.procedures.models import Act as ActRow
from fengqiao.procedures.models import Matter, Task
from fengqiao.procedures.progress_fold import CONFIRM, CONFIRMED, PAPERS, outcome_of
from fengqiao.procedures.progress_records import Barred, Competence, OpenStep, Progress, Refusal
from fengqiao.procedures.reads.acts import act_of, hats_of, matter_row
from fengqiao.procedures.reads.drafts import DraftView, drafts_in
from fengqiao.procedures.reads.standing import Standing, facts_before, facts_for, facts_of, standing_of
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

_BUILT_IN = {
    CONFIRM: Text("确认补录", "confirm a late record"),
    PAPERS: Text("文书办理", "papers by hand"),
    CONFIRMED: Text("确认属实", "confirmed"),
    "rejected": Text("不予确认", "struck out"),
    "issued": Text("已制发", "issued"),
    "delivered": Text("已送达", "delivered"),
    "sent": Text("已抄送", "sent"),
    "acknowledged": Text("已签收", "acknowledged"),
}


@record(kw_only=True)
class ActShown:
    """One act of the list with its words. `at` is when it was done here, `recorded_at` the database's own time,
    `happened_on` the day it tells of; `is_waiting`: dated too far back and not confirmed."""

    uid: UUID
    no: int
    step: str
    outcome: str
    step_title: Text
    outcome_title: Text
    by: By
    at: datetime
    recorded_at: datetime
    happened_on: date | None
    data: Mapping[str, Any]
    reasons: str
    answers: Mapping[str, str]
    sealed: Mapping[str, Any]
    is_waiting: bool


@record(kw_only=True)
class MatterView:
    """One matter as its page shows it. `progress.version` is what a press from this page must name as `seen`."""

    uid: UUID
    key: str
    definition_version: int
    title: Text
    subject_id: int
    area: str
    started_at: datetime
    progress: Progress
    acts: tuple[ActShown, ...]
    drafts: tuple[DraftView, ...]

    def draft(self, step: str, outcome: str = "") -> DraftView | None:
        return next((each for each in self.drafts if (each.step, each.outcome) == (step, outcome)), None)


@record
class Preview:
    """What a form would do: the standing after it, or before it with what is wrong."""

    progress: Progress
    refusal: Refusal | None


@record(kw_only=True)
class MatterRow:
    """One matter in a person's file."""

    uid: UUID
    key: str
    title: Text
    started_at: datetime
    ended_at: datetime | None
    result_title: Text | None
    step_title: Text | None
    due_at: datetime | None
    basis: tuple[str, ...]


@record
class PersonAct:
    """One act of the timeline, with the matter it belongs to."""

    matter: UUID
    title: Text
    definition: Procedure
    act: ActShown


@record
class Startable:
    """A procedure that the actor may open for a person."""

    key: str
    title: Text
    number: str


def matter(*, uid: UUID, by: audit.Actor, at: datetime) -> MatterView:
    """A matter as it stands, what the clock owes already counted in. A sensitive read, so it leaves a row.

    Raises: UnknownMatter.
    """
    row = matter_row(uid)
    audit.read(by=by, what="matter", about=str(uid), area=row.area)
    standing = standing_of(row, at=at)
    return _view(standing, drafts_in(uid, by=by, at=at), until=None)


def as_it_stood(*, uid: UUID, by: audit.Actor, on: date) -> MatterView:
    """The matter at 24:00 of a past day: fewer acts, and the facts of that day. Raises: UnknownMatter."""
    row = matter_row(uid)
    audit.read(by=by, what="matter", about=str(uid), area=row.area)
    then = start_of(on + timedelta(days=1)) - timedelta(microseconds=1)
    definition = running(row.procedure, row.version)
    facts = facts_of(row, definition, on=on)
    acts = tuple(act_of(each) for each in _rows(row.id))
    stood = engine.as_it_stood(definition, acts, facts, then)
    return _view(Standing(row, definition, facts, acts, (), stood), (), until=then)


def preview(
    *,
    matter: UUID,
    step: str,
    outcome: str,
    data: Mapping[str, Any],
    by: audit.Actor,
    at: datetime,
    reasons: str = "",
    answers: Mapping[str, str] | None = None,
) -> Preview:
    """What this press would bring about, or why it would be refused. Writes nothing. Raises: UnknownMatter."""
    standing = standing_of(matter_row(matter), at=at)
    act = tried(standing.progress, step, outcome, data, by=by, at=at, reasons=reasons, answers=answers)
    if isinstance(act, Refusal):
        return Preview(standing.progress, act)
    return Preview(standing.after((*standing.owed, act), at).progress, None)


def blank(
    *, key: str, subject_id: int, by: audit.Actor, at: datetime, data: Mapping[str, Any] | None = None
) -> Preview:
    """The start page: the empty matter, or with `data` what opening it would bring. Raises: UnknownProcedure."""
    definition = current(key, local_day(at))
    area = subjects.area_of(subject_id)
    facts = facts_for(definition, subject_id=subject_id, area=area, on=local_day(at))
    empty = engine.progress(definition, (), facts, at)
    if data is None:
        return Preview(empty, None)
    act = tried(empty, APPLICATION, "submit", data, by=by, at=at)
    if isinstance(act, Refusal):
        return Preview(empty, act)
    return Preview(engine.progress(definition, (act,), facts, at), None)


def startable(
    *, subject_id: int, by: audit.Actor, at: datetime, area: str = "", running: Collection[str] | None = None
) -> tuple[Startable, ...]:
    """What the actor may open for a person by hand, by number. Left out: what opens by itself alone, and what runs
    already where only one may. `area` and `running` (the procedures that run) when the caller has them."""
    area, found, on = area or subjects.area_of(subject_id), [], local_day(at)
    posts = {standing.role for standing in by.standings}
    there = _running(subject_id) if running is None else frozenset(running)
    offered = [
        each for each in all_current(on) if posts & _starting_posts(each) and not (each.only_one and each.key in there)
    ]
    for definition, facts in zip(offered, facts_before(offered, subject_id=subject_id, area=area, on=on), strict=True):
        opened = engine.progress(definition, (), facts, at).open_step(APPLICATION)
        submit = opened.outcome("submit") if opened else None
        if submit is not None and submit.allowed and may(submit.competence, by):
            found.append(Startable(definition.key, definition.title, definition.number))
    return tuple(found)


def _running(subject_id: int) -> frozenset[str]:
    rows = Matter.objects.filter(subject_id=subject_id, ended_at__isnull=True)
    return frozenset(rows.values_list("procedure", flat=True))


def _starting_posts(definition: Procedure) -> frozenset[str]:
    """The posts that could open it for somebody; without them nothing has to be loaded."""
    ways = [definition.starts, *(variant.starts for variant in definition.variants if variant.starts is not None)]
    return frozenset(role for starts in ways for start in starts if start.actor for role in start.actor.roles)


def may(competence: Competence, actor: audit.Actor) -> bool:
    """Whether one of the actor's posts, the own or a covered one, is competent."""
    return any(competence.allows(hat) for hat in hats_of(actor))


def barred(step: OpenStep, actor: audit.Actor) -> Barred | None:
    """Why the actor may not act in a step though the post would allow it, or None."""
    persons = {str(person) for person in actor.persons}
    return next((each for each in step.barred if each.person in persons), None)


def matters_of(*, subject_id: int) -> tuple[MatterRow, ...]:
    """Every matter of a person, running ones first, the newest first: two queries."""
    rows = list(Matter.objects.filter(subject_id=subject_id).order_by("-started_at", "-id"))
    tasks: dict[int, list[Task]] = {}
    for task in Task.objects.filter(subject_id=subject_id).order_by("pressing_at", "id"):
        tasks.setdefault(task.matter_id, []).append(task)
    shown = [_matter_row(row, tasks.get(row.id, [])) for row in rows]
    return tuple(sorted(shown, key=lambda each: each.ended_at is not None))


def acts_of_person(*, subject_id: int) -> tuple[PersonAct, ...]:
    """Every act in every matter of a person, the newest first, for the timeline of the file: one query."""
    return _with_matter(ActRow.objects.filter(subject_id=subject_id))


def acts_in_place_of(cover: users.EndedCover, *, most: int = 200) -> tuple[PersonAct, ...]:
    """What a deputy did for the colleague during a cover, in scope, the newest first: one query.

    While a cover lasts every act of the deputy counts for both. Those for the colleague are the ones at the colleague's
    office, or, where both sit at one, the ones in matters that the colleague had a part in.
    """
    since, until = start_of(cover.first_day), start_of(cover.next_day)
    theirs = ActRow.objects.filter(person=cover.covered_person).values("matter_id")
    rows = ActRow.objects.filter(
        ~Q(post__area=cover.area) | Q(matter_id__in=theirs),
        post=cover.deputy, deputy_for=cover.covered_person, office=cover.area, at__gte=since, at__lt=until,
    )  # fmt: skip
    return _with_matter(rows)[:most]


def recorded_late(*, since: date) -> tuple[PersonAct, ...]:
    """Acts recorded since a day that tell of something too far back, confirmed or not: the list for the procuratorate
    (T25). In the transaction's scope, the newest first: one query."""
    return _with_matter(ActRow.objects.filter(at__gte=start_of(since), sealed__has_key="waits"))


def _with_matter(rows: QuerySet[ActRow]) -> tuple[PersonAct, ...]:
    found = []
    for row in rows.select_related("matter").order_by("-at", "-id"):
        definition = running(row.matter.procedure, row.matter.version)
        found.append(
            PersonAct(row.matter.uid, definition.title, definition, _act_shown(definition, row, is_waiting=False))
        )
    return tuple(found)


def running_about(subject_id: int) -> list[Matter]:
    """The running matters of a person, in a fixed order."""
    return list(Matter.objects.filter(subject_id=subject_id, ended_at__isnull=True).order_by("id"))


def to_be_decided_in(office: str) -> QuerySet[Matter]:
    """The matters of a place that wait for a decision: on these powers and posts bear. In a fixed order."""
    tasks = Task.objects.filter(starts_with("area", office), decides=True)
    return Matter.objects.filter(id__in=tasks.values("matter_id")).order_by("id")


def result_title(definition: Procedure, result: str) -> Text:
    """The wording of a matter's result: that of the outcome that ended it."""
    ways = (each for step in definition.steps for each in (*step.outcomes, *definition.matter_wide))
    return next((each.title for each in ways if each.ends == result), Text(result, result))


def _matter_row(row: Matter, tasks: list[Task]) -> MatterRow:
    """The row shows the step that presses most."""
    definition = running(row.procedure, row.version)
    first = tasks[0] if tasks else None
    return MatterRow(
        uid=row.uid,
        key=row.procedure,
        title=definition.title,
        started_at=row.started_at,
        ended_at=row.ended_at,
        result_title=result_title(definition, row.result) if row.result else None,
        step_title=definition.step(first.step).title if first else None,
        due_at=first.due_at if first else None,
        basis=tuple(first.basis) if first else (),
    )


def tried(
    progress: Progress,
    step: str,
    outcome: str,
    data: Mapping[str, Any],
    *,
    by: audit.Actor,
    at: datetime,
    reasons: str = "",
    answers: Mapping[str, str] | None = None,
) -> Act | Refusal:
    """The act as one of the actor's posts could do it, or why none could; nothing is written."""
    tries = [
        admission.admit(
            progress,
            uid=new_id(),
            step=step,
            outcome=outcome,
            by=hat,
            data=data,
            now=at,
            version=progress.version,
            reasons=reasons,
            answers=answers,
        )
        for hat in hats_of(by)
    ]
    return next((each for each in tries if isinstance(each, Act)), tries[0])


def _rows(matter_id: int) -> QuerySet[ActRow]:
    return ActRow.objects.filter(matter_id=matter_id).order_by("no")


def _view(standing: Standing, drafts: tuple[DraftView, ...], *, until: datetime | None) -> MatterView:
    row = standing.matter
    waiting = {each.act for each in standing.progress.unconfirmed}
    rows = [each for each in _rows(row.id) if until is None or each.at <= until]
    return MatterView(
        uid=row.uid,
        key=row.procedure,
        definition_version=row.version,
        title=standing.definition.title,
        subject_id=row.subject_id,
        area=row.area,
        started_at=row.started_at,
        progress=standing.progress,
        acts=tuple(_act_shown(standing.definition, each, is_waiting=each.uid in waiting) for each in rows),
        drafts=drafts,
    )


def _act_shown(definition: Procedure, row: ActRow, *, is_waiting: bool) -> ActShown:
    act = act_of(row)
    step_title, outcome_title = _titles(definition, act)
    return ActShown(
        uid=act.uid,
        no=row.no,
        step=act.step,
        outcome=act.outcome,
        step_title=step_title,
        outcome_title=outcome_title,
        by=act.by,
        at=act.at,
        recorded_at=row.recorded_at,
        happened_on=row.happened_on,
        data=act.data,
        reasons=act.reasons,
        answers=act.answers,
        sealed=act.sealed,
        is_waiting=is_waiting,
    )


def _titles(definition: Procedure, act: Act) -> tuple[Text, Text]:
    if act.step in {CONFIRM, PAPERS}:
        return _BUILT_IN[act.step], _BUILT_IN[act.outcome]
    return definition.step(act.step).title, outcome_of(definition, act).title
