"""One act into the list: its row, its effects, what it opens, and the projections, all in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.kit import bus, crypto
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.procedures.actions.in_hand import in_hand
from fengqiao.procedures.actions.letters import write_letters
from fengqiao.procedures.actions.moving import note_moves
from fengqiao.procedures.actions.papers import issue_papers
from fengqiao.procedures.actions.projecting import project
from fengqiao.procedures.actions.telling import tell_colleagues
from fengqiao.procedures.definitions import current, opened_by_clock, running
from fengqiao.procedures.effects import calls, letters, papers
from fengqiao.procedures.errors import ClockAhead
from fengqiao.procedures.facts import MatterActed, MatterEnded
from fengqiao.procedures.grammar import APPLICATION, BY_CLOCK, BY_FACT, PERSON, Act, By, Facts, Procedure, typed
from fengqiao.procedures.models import Act as ActRow
from fengqiao.procedures.models import Matter
from fengqiao.procedures.progress import progress
from fengqiao.procedures.progress_clocks import days_counted_from
from fengqiao.procedures.progress_fold import CONFIRM, PAPERS, outcome_of
from fengqiao.procedures.reads.matters import running_about
from fengqiao.procedures.reads.standing import Standing, as_projected, facts_of, refreshed
from fengqiao.subjects import face as subjects


def record(
    standing: Standing, acts: tuple[Act, ...], *, by: audit.Actor, at: datetime, request: UUID | None = None
) -> Standing:
    """Append acts to a matter whose person is locked, with everything they bring about.

    Effects may change facts that this and the person's other matters read, so facts are loaded again before the
    projections, and the others are projected too. Once the correction has ended every act may: the archive asks which
    matters still run and what they called for.
    """
    had_effects = False
    for act in acts:
        if standing.acts and act.at < standing.acts[-1].at:
            raise ClockAhead(f"{act.at} < {standing.acts[-1].at}")
        standing, act = _appended(standing, act, at)
        _insert(standing, act, by=by, request=request)
        had_effects |= _run_effects(standing, act, by=by, at=at)
        issue_papers(standing, act, by=by, at=at)
        write_letters(standing, act, by=by, at=at)
        _open_followers(standing, act, by=by, at=at)
        tell_colleagues(standing, act, by=by, at=at)
    if had_effects:
        standing = refreshed(standing, at=at)
    note_moves(standing, project(standing, at=at), act=acts[-1], at=at)
    if had_effects or standing.facts.state in subjects.ENDED:
        project_beside(standing, at=at)
    announce(standing, acts, at=at)
    return standing


def _appended(standing: Standing, act: Act, at: datetime) -> tuple[Standing, Act]:
    """The matter with the act; one that ends it seals the days of the file that its clocks counted from."""
    after = standing.after((act,), at)
    days = days_counted_from(standing.definition, standing.facts)
    if after.progress.ended is None or standing.progress.ended is not None or not days:
        return after, act
    act = replace(act, sealed={**act.sealed, "days": days})
    return standing.after((act,), at), act


def project_beside(standing: Standing, *, at: datetime) -> None:
    """The person's other running matters that read facts of other rooms, which an act has just changed."""
    for row in running_about(standing.matter.subject_id):
        if row.pk != standing.matter.pk and running(row.procedure, row.version).reads:
            other = as_projected(row, at=max(at, row.projected_at), beside=standing)
            note_moves(other, project(other, at=other.progress.case.now), at=at)


def does_more(standing: Standing, act: Act) -> bool:
    """Whether `record` does more for an act than write its row and the projections.

    What does not may be written for many matters at once (`starting.start_all`): keep it beside `record`.
    """
    opens = any(cause == act.uid for _, cause in standing.progress.opens)
    brings = (calls, papers, letters)
    return opens or any(each(standing.progress, act) for each in brings)


def announce(standing: Standing, acts: tuple[Act, ...], *, at: datetime) -> None:
    """Tell whoever listens, once everything is written."""
    matter, ended = standing.matter, standing.progress.ended
    for act in acts:
        bus.announce(
            MatterActed(
                matter.uid, act.uid, matter.procedure, act.step, act.outcome, matter.subject_id, matter.area, act.at
            )
        )
    if ended is not None and any(act.uid == ended.act for act in acts):
        bus.announce(MatterEnded(matter.uid, matter.procedure, ended.result, matter.subject_id, matter.area, at))


def _insert(standing: Standing, act: Act, *, by: audit.Actor, request: UUID | None) -> None:
    act_row(standing, act, by=by, request=request).save(force_insert=True)


def act_row(standing: Standing, act: Act, *, by: audit.Actor, request: UUID | None) -> ActRow:
    """The last act of a standing as its row, not yet written."""
    matter, is_person = standing.matter, act.by.kind == PERSON
    return ActRow(
        uid=act.uid,
        matter_id=matter.id,
        subject_id=matter.subject_id,
        area=matter.area,
        no=len(standing.acts),
        step=act.step,
        outcome=act.outcome,
        kind=act.by.kind,
        person_id=by.person if is_person else None,
        account_id=by.account if is_person else None,
        post_id=by.post if is_person else None,
        deputy_for_id=int(act.by.deputy_for) if act.by.deputy_for else None,
        name=act.by.name,
        role=act.by.role,
        level=act.by.level,
        office=act.by.area,
        at=act.at,
        happened_on=happened_on(standing.definition, act),
        data_sealed=crypto.seal_json(act.data, table="procedures_act", column="data", row=act.uid),
        reasons=act.reasons,
        answers=dict(act.answers),
        sealed=dict(act.sealed),
        request=request if is_person else None,
    )


def happened_on(definition: Procedure, act: Act) -> date | None:
    """The earliest day on which the act says that something happened in the world; None when it says nothing."""
    if act.step in {CONFIRM, PAPERS}:
        return None
    form = outcome_of(definition, act).form
    values = typed(form, act.data)
    days = [_day(values[field.name]) for field in form.fields if field.happened and field.name in values]
    return min(days, default=None)


def _day(value: date | datetime) -> date:
    return local_day(value) if isinstance(value, datetime) else value


def _run_effects(standing: Standing, act: Act, *, by: audit.Actor, at: datetime) -> bool:
    """Call the functions of other rooms that the act names. Each is idempotent by the act's id."""
    due = calls(standing.progress, act)
    with in_hand(standing.matter.pk):
        for call in due:
            call.function(
                by=by,
                at=at,
                subject_id=standing.matter.subject_id,
                area=standing.matter.area,
                matter=standing.matter.uid,
                act=call.act.uid,
                **call.values,
            )
    return bool(due)


def _open_followers(standing: Standing, act: Act, *, by: audit.Actor, at: datetime) -> None:
    """Open the matters that this act opens, and those that wait for the lapse of its clock: a lapse opens by the
    clock, anything else by the fact of the act."""
    matter, day = standing.matter, local_day(at)
    opened_by = BY_CLOCK if act.by.kind == BY_CLOCK.kind else BY_FACT
    following = [current(key, day) for key, cause in standing.progress.opens if cause == act.uid]
    if opened_by is BY_CLOCK:
        lapsed = outcome_of(standing.definition, act).clock or ""
        following += opened_by_clock(matter.procedure, lapsed, day)
    for definition in {each.name: each for each in following}.values():
        if is_open_already(definition, matter.subject_id):
            continue
        first = application(opened_by, at=at, cause=str(act.uid))
        begin(definition, subject_id=matter.subject_id, area=matter.area, first=first, by=by, at=at)


def application(opened_by: By, *, at: datetime, cause: str, data: Mapping[str, Any] | None = None) -> Act:
    """The first act of a matter that no officer opened. `cause` says what did."""
    return Act(
        uid=new_id(),
        step=APPLICATION,
        outcome="submit",
        by=opened_by,
        at=at,
        data=dict(data or {}),
        sealed={"opened_by": cause},
    )


def is_open_already(definition: Procedure, subject_id: int) -> bool:
    """Whether a matter of which only one may run is running about this person."""
    there = Matter.objects.filter(subject_id=subject_id, procedure=definition.key, ended_at__isnull=True)
    return definition.only_one and there.exists()


def begin(
    definition: Procedure,
    *,
    subject_id: int,
    area: str,
    first: Act,
    by: audit.Actor,
    at: datetime,
    request: UUID | None = None,
    period: str = "",
    facts: Facts | None = None,
) -> Standing:
    """A new matter with its first act. The person is locked by the caller, who may have the facts already."""
    matter = Matter.objects.create(
        uid=new_id(),
        subject_id=subject_id,
        area=area,
        procedure=definition.key,
        version=definition.version,
        started_at=first.at,
        projected_at=at,
        request=request,
        period=period,
    )
    facts = replace(facts, matter=matter.uid) if facts else facts_of(matter, definition, on=local_day(at))
    empty = Standing(matter, definition, facts, (), (), progress(definition, (), facts, at))
    return record(empty, (first,), by=by, at=at, request=request)
