"""The handbook: what a procedure definition says, in the order in which it is worked, by walking the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from fengqiao.desk.reads import basis, path
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.procedures import face as procedures
from fengqiao.procedures.flow import flow
from fengqiao.procedures.grammar import (
    Check,
    Clock,
    Condition,
    Effect,
    Fact,
    Ladder,
    Later,
    LetterOut,
    Outcome,
    P,
    Paper,
    Procedure,
    Step,
)
from fengqiao.shell import face as shell


@record(kw_only=True)
class Way:
    """One way out of a step: where it leads, what it needs, what it brings about."""

    title: shell.Words
    leads_to: tuple[shell.Words, ...]
    ends: bool
    needs: tuple[shell.Words, ...]
    brings: tuple[shell.Words, ...]


@record(kw_only=True)
class Limit:
    """One clock of a step with its present number."""

    id: str
    title: shell.Words
    amount: shell.Words
    mark: str
    basis: tuple[shell.Basis, ...]


@record(kw_only=True)
class StepEntry:
    """One step as the handbook tells it."""

    key: str
    title: shell.Words
    who: shell.Words
    ladder: tuple[shell.Band, ...]
    limits: tuple[Limit, ...]
    no_clock: shell.Words
    ways: tuple[Way, ...]
    basis: tuple[shell.Basis, ...]


@record(kw_only=True)
class LaterEntry:
    """Something the definition names that is not built yet; it is done by hand."""

    id: str
    title: shell.Words
    kind: shell.Words
    where: shell.Words


@record(kw_only=True)
class Entry:
    """One procedure as the handbook tells it."""

    key: str
    number: str
    version: int
    title: shell.Words
    since: date
    basis: tuple[shell.Basis, ...]
    starts: tuple[shell.Words, ...]
    fields: tuple[Any, ...]
    checks: tuple[Check, ...]
    check_basis: tuple[tuple[shell.Basis, ...], ...]
    steps: tuple[StepEntry, ...]
    wide: tuple[Way, ...]
    variants: tuple[Any, ...]
    later: tuple[LaterEntry, ...]


def entry(definition: Procedure, *, on: date, area: str) -> Entry:
    """One definition, read on a day for an area, so that its numbers are the ones that apply there."""
    steps = (definition.application_step, *definition.steps)
    titles = {step.key: step.title for step in steps}
    return Entry(
        key=definition.key,
        number=definition.number,
        version=definition.version,
        title=definition.title,
        since=definition.valid.since,
        basis=basis.of(definition.basis),
        starts=tuple(start.title for start in definition.starts),
        fields=definition.form.fields,
        checks=definition.checks,
        check_basis=tuple(basis.of(check.basis) for check in definition.checks),
        steps=tuple(_step(step, titles, on=on, area=area) for step in steps),
        wide=tuple(_way(outcome, titles) for outcome in definition.matter_wide),
        variants=definition.variants,
        later=tuple(_laters(definition)),
    )


def chart(definition: Procedure) -> shell.Chart:
    """The flow chart of a definition, in the language of the page."""
    drawn = flow(definition)
    return shell.lay_out(drawn.boxes, drawn.arrows, "zh" if shell.is_chinese() else "en")


def _step(step: Step, titles: dict[str, Any], *, on: date, area: str) -> StepEntry:
    return StepEntry(
        key=step.key,
        title=step.title,
        who=_("By the ladder") if isinstance(step.actor, Ladder) else step.actor.title,
        ladder=tuple(
            shell.Band(
                who=band.title,
                limit=_condition(band.when, on=on, area=area) if band.when is not None else _("Everything else"),
                delegation=_("Only when delegated by a document") if band.delegated else "",
                copies=_copies(band.copies, band.files_with),
                basis=basis.of(band.basis),
            )
            for band in step.bands
        ),
        limits=tuple(_limit(each, on=on, area=area) for each in step.clocks),
        no_clock=step.no_clock or "",
        ways=tuple(_way(outcome, titles) for outcome in step.outcomes),
        basis=basis.of(step.basis),
    )


def _copies(copies: Iterable[Any], files_with: Any) -> shell.Words:
    told = [copy.to.title for copy in copies] + ([files_with.title] if files_with is not None else [])
    return shell.Text("、".join(each.zh for each in told), ", ".join(each.en for each in told))


def _condition(when: Condition, *, on: date, area: str) -> shell.Words:
    """A limit in words, with the number that applies on the day instead of the parameter's name."""
    zh, en = when.text.zh, when.text.en
    for compare in when.compares():
        if isinstance(compare.limit, P):
            number = law.param(compare.limit.name, on=on, area=area)
            zh = zh.replace(compare.limit.name, number.amount("zh"))
            en = en.replace(compare.limit.name, number.amount("en"))
    return shell.Text(zh, en)


def _limit(each: Clock, *, on: date, area: str) -> Limit:
    try:
        number = law.param(each.register_id, on=on, area=area)
    except law.UnknownParameter:
        number = None
    if number is None or each.until is not None:
        return Limit(
            id=each.id, title=each.title, amount=_("At the moment that the form names"), mark="",
            basis=basis.of(each.basis),
        )  # fmt: skip
    amount = shell.Text(number.amount("zh"), number.amount("en"))
    return Limit(
        id=each.id, title=each.title, amount=amount, mark=number.mark, basis=basis.of(each.basis or number.basis)
    )


def _way(outcome: Outcome, titles: dict[str, Any]) -> Way:
    return Way(
        title=outcome.title,
        leads_to=tuple(titles.get(key, shell.Text(key, key)) for key in path.targets(outcome.to)),
        ends=outcome.ends is not None,
        needs=tuple(_needs(outcome)),
        brings=tuple(dict.fromkeys(_brings(outcome))),
    )


def _needs(outcome: Outcome) -> Iterator[shell.Words]:
    if outcome.reasons:
        yield _("Reasons in writing")
    if outcome.answers:
        yield _("An answer to each check that found something")
    if outcome.when is not None:
        yield outcome.when.text
    for field in outcome.form.fields:
        yield field.label


def _brings(outcome: Outcome) -> Iterator[shell.Words]:
    for paper in outcome.papers:
        yield _named(paper)
    for copy in outcome.copies:
        yield shell.Text(f"抄送{copy.to.title.zh}", f"copy to {copy.to.title.en}")
    for letter in outcome.letters:
        yield _named(letter.kind)
    for made in outcome.effects:
        yield (_named(made) if isinstance(made, Later) else _("Recorded in the file"))
    for opened in outcome.opens:
        yield _named(opened)


def _named(thing: Later | Paper | str) -> shell.Words:
    if isinstance(thing, str):
        return shell.Text(thing, thing)
    if isinstance(thing, Paper):
        return shell.Text(thing.id, thing.id)
    if thing.title is None:
        return shell.Text(thing.id, thing.id)
    number = "" if "." in thing.id else f"{thing.id} "
    return shell.Text(f"{number}{thing.title.zh}", f"{number}{thing.title.en}")


def _laters(definition: Procedure) -> Iterator[LaterEntry]:
    """Everything that is named and not built, where it stands, each once."""
    seen: set[tuple[str, str]] = set()
    for thing, where in _named_things(definition):
        if isinstance(thing, Later) and (thing.id, str(where)) not in seen:
            seen.add((thing.id, str(where)))
            yield LaterEntry(
                id=thing.id,
                title=thing.title or shell.Text("", ""),
                kind=LATER_KINDS.get(str(thing.kind), ""),
                where=where,
            )


def _named_things(definition: Procedure) -> Iterator[tuple[object, Any]]:
    for fact in definition.reads:
        yield _load(fact), definition.title
    for check in definition.checks:
        yield check.test, check.title
    for paper in definition.application_papers:
        yield paper, definition.application
    for step in definition.steps:
        for outcome in step.outcomes:
            for thing in _things(outcome):
                yield thing, step.title


def _load(fact: Fact) -> object:
    return fact.load


def _things(outcome: Outcome) -> Iterator[object]:
    things: tuple[Later | Paper | Effect | LetterOut | str, ...] = (
        *outcome.papers, *outcome.effects, *outcome.opens,
    )  # fmt: skip
    yield from things
    yield from (letter.kind for letter in outcome.letters)
    yield from (copy.letter for copy in outcome.copies)


LATER_KINDS: dict[str, shell.Words] = {
    "procedure": _("Procedure"),
    "paper": _("Paper"),
    "fact": _("Fact"),
    "effect": _("Effect"),
    "letter": _("Letter"),
    "check": _("Check"),
    "None": "",
}


def definitions(on: date) -> tuple[Procedure, ...]:
    """All procedures that may be started on a day."""
    return procedures.all_current(on)
