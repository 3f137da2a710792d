"""The engine is this one pure function: a definition, a list of acts, facts and a moment make a Progress.

It reads no clock and no database and knows no procedure by name. "As it stood on 3 May" is the same
function with
fewer acts and another moment. Inbox rows, clock rows and counts are projections of what it returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from fengqiao.procedures.grammar import (
    APPLICATION,
    BY_CLOCK,
    Act,
    Case,
    Facts,
    Later,
    Outcome,
    OutcomeKind,
    Procedure,
    Severity,
    Step,
    Text,
)
from fengqiao.procedures.progress_clocks import as_it_ended, clocks_of
from fengqiao.procedures.progress_fold import PAPERS, Standing, fold, outcome_of
from fengqiao.procedures.progress_ladders import copies_of
from fengqiao.procedures.progress_moment import Moment
from fengqiao.procedures.progress_records import (
    ByHand,
    CheckShown,
    ClockShown,
    CopyShown,
    LapseDue,
    OpenStep,
    PaperShown,
    Progress,
    StepShown,
    Unconfirmed,
    has_lapsed,
)
from fengqiao.procedures.progress_routes import route
from fengqiao.procedures.progress_steps import open_step

MOST_LAPSES = 50


def progress(definition: Procedure, acts: tuple[Act, ...], facts: Facts, now: datetime) -> Progress:
    """The standing of one matter at one moment.

    `acts` is the whole list in its order. A definition's variants for this person apply from the start.
    Raises: BrokenMatterError when the acts cannot have come about under this definition.
    """
    facts = as_it_ended(facts, acts)
    bare = Case(facts=facts, now=now)
    definition, variants = definition.for_case(bare), definition.variants_for(bare)
    standing = fold(definition, acts, now)
    case = replace(bare, started_at=standing.started_at, form=dict(standing.form), acts=tuple(standing.acts))
    checks = _checks(definition, case)
    failed = frozenset(check.key for check in checks if check.state in {"warn", "block"})
    case = replace(case, failed_checks=failed)
    clocks = clocks_of(definition, standing, case)
    moment = Moment(definition, standing, case, checks, clocks)
    open_steps = tuple(open_step(moment, visit) for visit in standing.open_visits)
    return Progress(
        procedure=definition.name,
        version=sum(act.step != PAPERS for act in acts),
        open_steps=open_steps,
        clocks=tuple(_kept_by_the_band(definition, clock, open_steps) for clock in clocks),
        checks=checks,
        papers=tuple(_papers(definition, standing)),
        copies=tuple(_copies(definition, standing)),
        by_hand=tuple(_by_hand(definition, standing)),
        steps=tuple(_stepper(definition, standing)),
        variants=variants,
        lapses=tuple(_lapses(moment)),
        unconfirmed=tuple(_unconfirmed(moment)),
        opens=tuple(_opens(definition, standing)),
        ended=standing.ended,
        case=case,
        definition=definition,
        standing=standing,
    )


def papers_of(definition: Procedure, acts: tuple[Act, ...], facts: Facts, now: datetime) -> tuple[PaperShown, ...]:
    """The papers that the acts of a matter called for; nothing else of it is computed."""
    definition = definition.for_case(Case(facts=facts, now=now))
    return tuple(_papers(definition, fold(definition, acts, now)))


def _kept_by_the_band(definition: Procedure, clock: ClockShown, open_steps: tuple[OpenStep, ...]) -> ClockShown:
    """A limit on a decision binds whoever is competent for it now, not the last band of the ladder."""
    step = next((each for each in open_steps if each.key == clock.step and each.ladder), None)
    if step is None:
        return clock
    said = next((each.owner for each in definition.step(clock.step).clocks if each.id == clock.id), None)
    return clock if said is not None else replace(clock, owner=step.competence)


def as_it_stood(definition: Procedure, acts: tuple[Act, ...], facts: Facts, then: datetime) -> Progress:
    """The standing at an earlier moment: the same function with the acts there were by then."""
    return progress(definition, tuple(act for act in acts if act.at <= then), facts, then)


def settle(
    definition: Procedure, acts: tuple[Act, ...], facts: Facts, now: datetime, new_id: Callable[[], UUID]
) -> tuple[Act, ...]:
    """The acts that the clock owes by now, in order. They are written before anybody acts on the matter."""
    owed: list[Act] = []
    for _ in range(MOST_LAPSES):
        standing = progress(definition, acts + tuple(owed), facts, now)
        if not standing.lapses:
            return tuple(owed)
        first = min(standing.lapses, key=lambda each: each.at)
        before = (acts + tuple(owed))[-1].at if acts or owed else first.at
        outcome = standing.definition.step(first.step).outcome(first.outcome)
        assert outcome is not None
        owed.append(
            Act(
                uid=new_id(),
                step=first.step,
                outcome=first.outcome,
                by=BY_CLOCK,
                at=max(first.at, before),
                sealed=route(standing, outcome, standing.case),
            )
        )
    raise RuntimeError(f"{definition.key}: the clock's acts do not come to rest")


def _checks(definition: Procedure, case: Case) -> tuple[CheckShown, ...]:
    """Every check of a matter that has begun."""
    if case.started_at is None:
        return ()
    shown = []
    for check in definition.checks:
        if isinstance(check.test, Later):
            state, evidence = (
                "not_checked",
                Text("本系统尚不核查，请人工核实并说明", "not checked here: check it and say how"),
            )
        else:
            finding = check.test(case)
            state = "pass" if finding.passed else ("block" if check.severity is Severity.BLOCK else "warn")
            evidence = finding.evidence
        answered = next((act.answers[check.key] for act in reversed(case.acts) if check.key in act.answers), None)
        shown.append(
            CheckShown(
                key=check.key,
                title=check.title,
                state=state,
                evidence=evidence,
                basis=check.basis,
                answer=answered,
                grounds=check.grounds,
            )
        )
    return tuple(shown)


def _acts(definition: Procedure, standing: Standing) -> Iterator[tuple[Act, Outcome]]:
    return ((act, outcome_of(definition, act)) for act in standing.acts)


def _papers(definition: Procedure, standing: Standing) -> Iterator[PaperShown]:
    for act, outcome in _acts(definition, standing):
        for paper in outcome.papers:
            notes = [
                note
                for note in standing.notes
                if note.data.get("paper") == paper.id and note.data.get("act") == str(act.uid)
            ]
            waiting = "by_hand" if isinstance(paper, Later) else "due"
            yield PaperShown(
                id=paper.id,
                title=paper.title,
                act=act.uid,
                since=act.at,
                state=notes[-1].outcome if notes else waiting,
                number=next((note.data["number"] for note in reversed(notes) if note.data.get("number")), None),
            )


def _copies(definition: Procedure, standing: Standing) -> Iterator[CopyShown]:
    for act, outcome in _acts(definition, standing):
        for copy in copies_of(definition, act, outcome):
            sent = [
                note
                for note in standing.notes
                if note.data.get("copy") == copy.to.key and note.data.get("act") == str(act.uid)
            ]
            waiting = "by_hand" if isinstance(copy.letter, Later) else "due"
            yield CopyShown(
                to=copy.to.key,
                title=copy.to.title,
                letter=copy.letter.id if isinstance(copy.letter, Later) else copy.letter,
                act=act.uid,
                since=act.at,
                state=sent[-1].outcome if sent else waiting,
                basis=copy.basis,
            )


def _by_hand(definition: Procedure, standing: Standing) -> Iterator[ByHand]:
    for act, outcome in _acts(definition, standing):
        if not _brings_about(act):
            continue
        named: list[tuple[object, str]] = [(each, "effect") for each in outcome.effects]
        named += [(each, "procedure") for each in outcome.opens]
        named += [(each.kind, "letter") for each in outcome.letters]
        for each, kind in named:
            if isinstance(each, Later):
                yield ByHand(id=each.id, kind=kind, title=each.title, act=act.uid, since=act.at)


def _opens(definition: Procedure, standing: Standing) -> Iterator[tuple[str, UUID]]:
    for act, outcome in _acts(definition, standing):
        if _brings_about(act):
            yield from ((key, act.uid) for key in outcome.opens if isinstance(key, str))


def _brings_about(act: Act) -> bool:
    """Whether the act opens what its outcome says; one that follows another's act leaves that to its cause."""
    return bool(act.sealed.get("opens", True))


def _stepper(definition: Procedure, standing: Standing) -> Iterator[StepShown]:
    for step in (definition.step(APPLICATION), *definition.steps):
        last = next((act for act in reversed(standing.acts) if act.step == step.key), None)
        yield StepShown(
            key=step.key,
            title=step.title,
            does=step.does,
            state=_step_state(step, standing),
            at=last.at if last else None,
            who=last.by if last else None,
            outcome=outcome_of(definition, last).title if last else None,
            basis=step.basis,
        )


def _step_state(step: Step, standing: Standing) -> str:
    if standing.open_visit(step.key) is not None:
        return "now"
    if standing.visits_of(step.key):
        return "done"
    return "passed_over" if standing.ended is not None else "ahead"


def _lapses(moment: Moment) -> Iterator[LapseDue]:
    """The clocks that have passed and whose lapse does something that it has not done yet."""
    late = {clock.id: clock for clock in moment.clocks if clock.state == "late"}
    for visit in moment.standing.open_visits:
        for outcome in moment.definition.step(visit.step).outcomes:
            if outcome.kind is not OutcomeKind.LAPSE or outcome.clock not in late:
                continue
            clock = late[outcome.clock]
            if not has_lapsed(moment.standing, visit.step, outcome.key, clock.due_at):
                yield LapseDue(clock=clock.id, step=visit.step, outcome=outcome.key, at=clock.due_at)


def _unconfirmed(moment: Moment) -> Iterator[Unconfirmed]:
    """Back-dated acts without force yet, as long as their step still waits for one."""
    for act in moment.standing.waiting.values():
        visit = moment.standing.open_visit(act.step)
        shown = open_step(moment, visit).outcome(act.outcome) if visit is not None else None
        if shown is not None:
            yield Unconfirmed(
                act=act.uid,
                step=act.step,
                outcome=act.outcome,
                happened=date.fromisoformat(act.sealed["waits"]),
                recorded=act.at,
                competence=shown.competence,
                recorded_by=act.by.person,
            )
