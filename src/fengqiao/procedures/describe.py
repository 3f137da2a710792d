"""A definition told as data and as text: the JSON of the command line, the list of what is not built yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from fengqiao.law import face as law
from fengqiao.procedures.grammar import (
    Band,
    ByBand,
    ByCondition,
    Check,
    Clock,
    Compare,
    Copy,
    Event,
    EventKind,
    Ladder,
    Later,
    LaterKind,
    Next,
    Outcome,
    Procedure,
    Step,
    Text,
)

Json = dict[str, Any]


def describe(procedure: Procedure) -> Json:
    """One definition as `fengqiao procedures --json` prints it."""
    steps = (procedure.application_step, *procedure.steps)
    return {
        "key": procedure.key,
        "number": procedure.number,
        "version": procedure.version,
        "valid_from": procedure.valid.since.isoformat(),
        "title": _text(procedure.title),
        "basis": _keys(procedure.basis),
        "starts": [{"kind": start.kind.value, "title": _text(start.title)} for start in procedure.starts],
        "steps": [_step(step) for step in steps],
        "anywhere": [_outcome(outcome, None) for outcome in procedure.matter_wide],
        "checks": [_check(check) for check in procedure.checks],
        "clocks": [_clock(clock) for step in procedure.steps for clock in step.clocks],
        **_written(procedure),
        "variants": [
            {"key": each.key, "title": _text(each.title), "difference": _text(each.note), "basis": _keys(each.basis)}
            for each in procedure.variants
        ],
        "room": procedure.room,
        "later": [{"id": id, "kind": kind, "where": where} for id, kind, where in dict.fromkeys(_laters(procedure))],
    }


def _written(procedure: Procedure) -> Json:
    """What leaves the office anywhere on the way: the papers, who gets copies, and what the papers are called."""
    varied = [step for variant in procedure.variants for step in variant.steps.values()]
    steps = (procedure.application_step, *procedure.steps)
    outcomes = [outcome for step in (*steps, *varied) for outcome in step.outcomes] + list(procedure.matter_wide)
    papers = [paper for outcome in outcomes for paper in outcome.papers]
    copied = [outcome.copies for outcome in outcomes] + [band.copies for step in steps for band in step.bands]
    return {
        "documents": sorted({paper.id for paper in papers}),
        "copies": sorted({copy.to.key for copies in copied for copy in copies}),
        "papers": {paper.id: _text(paper.title) for paper in papers if paper.title is not None},
    }


def laters(procedures: Iterable[Procedure]) -> list[Json]:
    """What the definitions name and nobody has built, each with the places that name it."""
    places: dict[tuple[str, str], list[str]] = {}
    for procedure in procedures:
        for id, kind, where in _laters(procedure):
            named = places.setdefault((id, kind), [])
            if where not in named:
                named.append(where)
    return [{"id": id, "kind": kind, "where": places[id, kind]} for id, kind in sorted(places)]


def _check(check: Check) -> Json:
    return {
        "key": check.key,
        "title": _text(check.title),
        "severity": "later" if isinstance(check.test, Later) else check.severity.value,
        "basis": _keys(check.basis),
    }


def _step(step: Step) -> Json:
    actor = step.actor
    return {
        "key": step.key,
        "title": _text(step.title),
        "does": step.does.value,
        "actor": "ladder" if isinstance(actor, Ladder) else actor.key,
        "level": None if isinstance(actor, Ladder) or actor.level is None else actor.level.name.lower(),
        "ladder": [_band(band) for band in step.bands],
        "outcomes": [_outcome(outcome, step) for outcome in step.outcomes],
        "clocks": [clock.id for clock in step.clocks] + list(step.watches),
        "no_clock": _text(step.no_clock) if step.no_clock is not None else None,
        "basis": _keys(step.basis),
    }


def _band(band: Band) -> Json:
    return {
        "level": band.level.name.lower(),
        "post": min(band.actor.roles) if len(band.actor.roles) == 1 else sorted(band.actor.roles),
        "limit": _text(band.when.stated(_number)) if band.when is not None else None,
        "limits": [_limit(compare) for compare in band.when.compares()] if band.when is not None else [],
        "delegated": band.delegated,
        "files_with": band.files_with.name.lower() if band.files_with is not None else None,
        "copies": [copy.to.key for copy in band.copies],
        "basis": _keys(band.basis),
    }


def _limit(compare: Compare) -> Json:
    if isinstance(compare.limit, int):
        return {"amount": compare.amount.key, "sign": compare.sign, "parameter": None, "number": compare.limit}
    name = compare.limit.name
    return {"amount": compare.amount.key, "sign": compare.sign, "parameter": name, "number": _number(name)}


def _number(name: str) -> int:
    """The newest national number of a parameter."""
    return law.param(name).number


def _outcome(outcome: Outcome, step: Step | None) -> Json:
    own = "ladder" if step is None or isinstance(step.actor, Ladder) else step.actor.key
    return {
        "key": outcome.key,
        "title": _text(outcome.title),
        "kind": outcome.kind.value,
        "by": outcome.by.key if outcome.by is not None else "clock" if outcome.clock else own,
        "then": _then(outcome, step),
        "stays": outcome.stays,
        "papers": [paper.id for paper in outcome.papers],
        "letters": [_id(letter.kind) for letter in outcome.letters],
        "copies": [copy.to.key for copy in outcome.copies],
        "effects": [effect.id if isinstance(effect, Later) else effect.name for effect in outcome.effects],
        "opens": [_id(opened) for opened in outcome.opens],
        "reasons": outcome.reasons,
        "answers": list(outcome.answers),
    }


def _then(outcome: Outcome, step: Step | None) -> Json:
    """Where it leads: a step, several, or an end. What stays leads back to its own step."""
    steps = sorted(set(_next(outcome.to)))
    if outcome.ends is not None:
        return {"end": outcome.ends}
    if not steps and outcome.stays and step is not None:
        return {"to": step.key}
    if not steps:
        return {"end": outcome.finishes or "completed"}
    return {"to": steps[0] if len(steps) == 1 else steps}


def _next(to: Next) -> Iterator[str]:
    for leg in to:
        match leg:
            case str():
                yield leg
            case ByBand():
                yield from (step for steps in (*leg.levels.values(), leg.otherwise) for step in steps)
            case ByCondition():
                yield from (step for _, steps in leg.choices for step in steps)
                yield from leg.otherwise


def _clock(clock: Clock) -> Json:
    """A clock with its number; one that runs to an instant has none."""
    told: Json = {"id": clock.id, "title": _text(clock.title), "number": None, "unit": "instant"}
    told |= {"start": _event(clock.until or clock.starts), "mark": None, "basis": _keys(clock.basis)}
    if clock.within_hours is not None:
        setting = law.param(clock.within_hours.name)
        told |= {"number": setting.value, "unit": "h", "mark": setting.mark}
    elif clock.until is None:
        rule = law.param(clock.register_id)
        told |= {"number": rule.value, "unit": rule.unit, "mark": rule.mark, "basis": list(rule.basis_keys)}
    return told


def _event(event: Event) -> str:
    names = ", ".join(event.names)
    return {
        EventKind.OPENED: f"opened {names}".strip(),
        EventKind.ACT: f"after {names}",
        EventKind.FORM: f"form {names}",
        EventKind.FACT: f"fact {names}",
    }[event.kind]


def _laters(procedure: Procedure) -> Iterator[tuple[str, str, str]]:
    """Everything named and not built: id, kind, and where it stands."""
    for fact in procedure.reads:
        if isinstance(fact.load, Later):
            yield _later(fact.load, LaterKind.FACT, f"{procedure.key}.reads.{fact.key}")
    checks = (*procedure.checks, *(check for variant in procedure.variants for check in variant.checks))
    for check in checks:
        if isinstance(check.test, Later):
            yield _later(check.test, LaterKind.FACT, f"{procedure.key}.checks.{check.key}")
    varied = [step for variant in procedure.variants for step in variant.steps.values()]
    for step in (procedure.application_step, *procedure.steps, *varied):
        for band in step.bands:
            yield from _later_copies(band.copies, f"{procedure.key}.{step.key}.{band.level.name.lower()}")
        for outcome in step.outcomes:
            yield from _later_of(outcome, f"{procedure.key}.{step.key}.{outcome.key}")
    for outcome in procedure.matter_wide:
        yield from _later_of(outcome, f"{procedure.key}.any.{outcome.key}")


def _later_of(outcome: Outcome, where: str) -> Iterator[tuple[str, str, str]]:
    named: list[tuple[object, LaterKind]] = [(each, LaterKind.PAPER) for each in outcome.papers]
    named += [(each, LaterKind.EFFECT) for each in outcome.effects]
    named += [(each, LaterKind.PROCEDURE) for each in outcome.opens]
    named += [(each.kind, LaterKind.LETTER) for each in outcome.letters]
    for each, kind in named:
        if isinstance(each, Later):
            yield _later(each, kind, where)
    yield from _later_copies(outcome.copies, where)


def _later_copies(copies: tuple[Copy, ...], where: str) -> Iterator[tuple[str, str, str]]:
    for copy in copies:
        if isinstance(copy.letter, Later):
            yield _later(copy.letter, LaterKind.LETTER, where)


def _later(later: Later, kind: LaterKind, where: str) -> tuple[str, str, str]:
    """Where it stands decides what it is: a letter D34 is a letter though its number is a paper's."""
    return later.id, kind.value, where


def _id(named: Later | str) -> str:
    return named.id if isinstance(named, Later) else named


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _keys(basis: Iterable[law.Citation]) -> list[str]:
    return [key for citation in basis for key in citation.keys]


# ---- as text ---------------------------------------------------------------------------------------------------


def as_text(procedure: Procedure) -> str:
    """One definition as a page of text that a lawyer can check."""
    told = describe(procedure)
    lines = [f"{told['number']} {procedure.title.zh} ({procedure.title.en})  {procedure.key} v{procedure.version}"]
    lines.append(f"  依据 basis: {', '.join(told['basis'])}")
    for step in told["steps"]:
        lines += _step_lines(step)
    for clock in told["clocks"]:
        number = "" if clock["number"] is None else f"{clock['number']} "
        lines.append(f"  {clock['id']}: {number}{clock['unit']}  ({clock['start']})")
    for variant in told["variants"]:
        lines.append(f"  {variant['title']['zh']}: {variant['difference']['zh']}")
    if told["later"]:
        lines.append(f"  尚未建成 later: {', '.join(sorted({each['id'] for each in told['later']}))}")
    return "\n".join(lines)


def _step_lines(step: Json) -> list[str]:
    lines = [f"  [{step['key']}] {step['title']['zh']} / {step['title']['en']}: {step['actor']} {step['does']}"]
    for band in step["ladder"]:
        limit = band["limit"]["zh"] if band["limit"] else "其他情形"
        lines.append(f"      {band['level']}: {limit}" + (f"（委托 {band['delegated']}）" if band["delegated"] else ""))
    for outcome in step["outcomes"]:
        then = outcome["then"].get("end") or outcome["then"]["to"]
        then = then if isinstance(then, str) else ", ".join(then)
        lines.append(f"      {outcome['key']} {outcome['title']['zh']} -> {then}")
    return lines
