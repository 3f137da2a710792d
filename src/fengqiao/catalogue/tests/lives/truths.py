"""What must hold at every moment of a life, whatever anybody tries."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from fengqiao.audit.face import Actor
from fengqiao.catalogue.discharge_checks import is_too_early
from fengqiao.catalogue.endings import IN_HAND_STATES
from fengqiao.catalogue.tests.lives import traces
from fengqiao.catalogue.tests.lives.world import OTHER_COUNTY, SIBLING, Life
from fengqiao.law import face as law
from fengqiao.procedures import face as procedures
from fengqiao.procedures.face import Done, MatterView, Progress
from fengqiao.procedures.grammar import PERSON, Does, EventKind, Ladder, Outcome, Procedure
from fengqiao.procedures.grammar import Actor as Post
from fengqiao.procedures.tests.cast import working
from fengqiao.subjects import face as subjects

if TYPE_CHECKING:
    from fengqiao.catalogue.tests.lives.moves import Offer


def all_hold(life: Life) -> None:
    """After every move that changed something, on everything that runs."""
    life.seen = None
    life.person.refresh_from_db()
    one_office_is_responsible(life)
    for view in life.open_matters():
        is_attended(view)
        assert view.key != "discharge" or not is_too_early(view.progress.case), "a discharge waits for a far day"
        differs = procedures.compare_all(by=life.reader, matter=view.uid)
        assert not differs, f"{view.key}: inbox and clocks differ from the acts: {differs}"


def one_office_is_responsible(life: Life) -> None:
    """Every row about the person, in every room, names the one office."""
    area = life.person.area
    found = traces.areas_of(life.person)
    strays = {table: areas for table, areas in found.items() if areas != {area}}
    assert not strays, f"more than the one office: {strays}"
    assert len(area) == len("330681109")


def a_discharge_is_there_in_time(life: Life) -> None:
    """Within its days before the last one there is a discharge, or there was one that an officer ended."""
    life.person.refresh_from_db()
    ahead = timedelta(days=law.param("discharge.opens_d", on=life.person.term_end, area=life.person.area).number)
    if life.person.state in IN_HAND_STATES and life.today >= life.person.term_end - ahead:
        results = [view.progress.ended for view in life.all_matters() if view.key == "discharge"]
        assert [each for each in results if each is None or each.result != "term_moved"], life.person.term_end


def others_see_nothing(life: Life) -> None:
    """Another office of the county, and another county, hold no row."""
    for place in (SIBLING, OTHER_COUNTY):
        with working(place):
            assert traces.areas_of(life.person) == {}


def is_attended(view: MatterView) -> None:
    """Every open step has one owner, and a clock that runs or a stated reason why there is none."""
    progress = view.progress
    assert progress.open_steps or progress.unconfirmed, f"{view.key} waits for nobody"
    for step in progress.open_steps:
        assert step.competence.title.zh, f"{view.key}.{step.key} has no owner"
        assert step.clocks or step.no_clock is not None, f"{view.key}.{step.key} has neither clock nor reason"
        assert sum(rung.chosen for rung in step.ladder) == (1 if step.ladder else 0)
        posts = [each for each in step.outcomes if each.competence.roles]
        assert posts, f"{view.key}.{step.key}: nobody can do anything"
    for clock in progress.clocks:
        assert clock.owner.title.zh
        assert clock.id


def ended_matters_rest(life: Life) -> None:
    """What has ended has no open step and no open clock; its projections are what its acts say."""
    for view in life.all_matters():
        progress = view.progress
        if progress.ended is not None:
            assert not progress.open_steps, f"{view.key} ended and waits"
            assert not any(clock.is_open for clock in progress.clocks), f"{view.key} ended with an open clock"
        assert not procedures.compare_all(by=life.reader, matter=view.uid)


# ---- nobody acts without competence


def act_was_lawful(life: Life, chosen: Offer, done: Done, by: Actor) -> None:
    """Asked of the definition alone, not of what the engine said: post, place, and other persons before."""
    view = procedures.matter(uid=done.matter, by=life.reader, at=life.now)
    definition = view.progress.definition
    act = next(each for each in view.acts if each.uid == done.act)
    assert act.by.kind == PERSON
    posts = _posts(definition, act.step, act.outcome)
    at_place = [each for each in posts if each.level and act.by.area == each.level.area_of(life.person.area)]
    assert any(act.by.role in each.roles and act.by.level == each.level for each in at_place), f"{chosen.name} by {by}"
    if chosen.outcome.decides and act.step != "application":
        _decided_by_another(definition, view, act)


def _posts(definition: Procedure, step: str, outcome: str) -> list[Post]:
    if step == "application":
        return [each.actor for each in definition.starts if each.actor]
    own = definition.step(step)
    way = _way(definition, step, outcome)
    if way.by is not None:
        return [way.by]
    return [band.actor for band in own.actor.bands] if isinstance(own.actor, Ladder) else [own.actor]


def _way(definition: Procedure, step: str, outcome: str) -> Outcome:
    found = definition.step(step).outcome(outcome)
    return found or next(each for each in definition.matter_wide if each.key == outcome)


def _decided_by_another(definition: Procedure, view: MatterView, act: Any) -> None:
    """Whoever decides has filled nothing in, reviewed nothing and given no opinion in the matter before."""
    parts = {Does.FILL, Does.REVIEW, Does.CONSULT}
    for earlier in view.acts:
        if earlier.no >= act.no or earlier.by.kind != PERSON or earlier.step in {"application", "_confirm", "_papers"}:
            continue
        if _is_built_in(definition, earlier.step) or definition.step(earlier.step).does not in parts:
            continue
        if act.by.person in earlier.by.persons:
            raise AssertionError(f"{view.key}: {act.step}.{act.outcome} by who did {earlier.step}.{earlier.outcome}")


def _is_built_in(definition: Procedure, step: str) -> bool:
    return all(each.key != step for each in definition.steps)


# ---- any past day can be shown


def note_the_day(life: Life) -> None:
    """How everything stands at the end of this day, to be compared when the day is long past."""
    life.person.refresh_from_db()
    life.in_hand[life.today] = life.person.state in {"registered", "in_correction", "transferring"}
    life.days[life.today] = {view.uid: view.progress for view in life.all_matters()}


def every_day_can_be_shown(life: Life) -> None:
    """Folding fewer acts gives what stood then; and every day before today can be shown at all."""
    views = life.all_matters()
    for view in views:
        day = life.today - timedelta(days=life.rng.randrange(40))
        stood = procedures.as_it_stood(uid=view.uid, by=life.reader, on=day).progress
        assert stood.version <= view.progress.version
    for day, noted in life.days.items():
        for uid, before in noted.items():
            stood = procedures.as_it_stood(uid=uid, by=life.reader, on=day).progress
            now, then = (_standing(each, beside_facts=life.has_moved) for each in (stood, before))
            assert now == then, f"{day}: {stood.procedure} {now} was {then}"


def _standing(progress: Progress, *, beside_facts: bool) -> Any:
    """What a later correction of a fact leaves as it was: steps, end and clocks, not what the checks find."""
    of_facts = {clock.id for step in progress.definition.steps for clock in step.clocks
                if beside_facts and clock.starts.kind is EventKind.FACT}  # fmt: skip
    return (
        sorted(step.key for step in progress.open_steps),
        progress.ended.result if progress.ended else None,
        sorted(
            (clock.id, clock.due_at, clock.met_at, clock.is_open)
            for clock in progress.clocks
            if clock.id not in of_facts
        ),
    )


def rebuilt_alike(life: Life) -> None:
    """Inbox and clocks made again from the acts are the ones that were there."""
    assert procedures.rebuild(by=life.reader, at=life.now) == ()


def the_register_balances(life: Life) -> None:
    """Between any two noted days; and whoever stood in the register at the end of a day is counted on it, unless the
    term turned out to have ended before."""
    noted = sorted(life.in_hand)
    for since, until in pairwise([*noted, life.today]):
        for place in ("33", "330681", life.person.area):
            found = subjects.balance(by=life.reader, place=place, since=since, until=until)
            assert found.holds, found
        stood = bool(found.before)
        ended = life.person.ended_on
        assert stood == life.in_hand[since] or (ended is not None and ended <= since), (since, found)
