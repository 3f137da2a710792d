"""The powers list (权责清单): what each procedure definition says, told to strangers. Pure.

Walks the records of the grammar. Everything here is plain values in both languages, so that a list can be kept as JSON
as it was on its day (`as_json`, `from_json`), compared with a later one, and drawn as page, PDF, workbook or chart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from fengqiao.law import face as law
from fengqiao.law.face import Text
from fengqiao.procedures.flow import Arrow, Box, flow, leads
from fengqiao.procedures.grammar import (
    PROCURATORATE,
    Band,
    Clock,
    Condition,
    Copy,
    Event,
    EventKind,
    Ladder,
    Outcome,
    OutcomeKind,
    P,
    Procedure,
    Step,
    Variant,
)

NOTHING = Text("", "")
SUPERVISED_BY = (law.Law(8), law.Law(62))
"""Who watches over all of it: the procuratorate supervises and proposes corrections."""

_LADDER = Text("按审批权限确定", "by the ladder of competence")
_OTHERWISE = Text("其他情形", "everything else")
_DELEGATED = Text("须经县级社区矫正机构书面委托", "only by written delegation of the county institution")
_INSTANT = Text("以申请载明的时间为准", "as the application says")


class Basis(msgspec.Struct, frozen=True):
    """One article, with our one line of what it says. `mark`: V verified, C corroborated, U unverified, P ours."""

    key: str
    label: Text
    says: Text
    mark: str


class Rung(msgspec.Struct, frozen=True):
    """Who decides up to where."""

    who: Text
    limit: Text
    condition: Text
    told: Text
    basis: tuple[Basis, ...]


class Limit(msgspec.Struct, frozen=True):
    """One time limit with the number that applies."""

    id: str
    title: Text
    amount: Text
    starts: Text
    owner: Text
    mark: str
    basis: tuple[Basis, ...]


class Way(msgspec.Struct, frozen=True):
    """One way out of a step: where it leads (keys of steps, or the end), and whether somebody chose it."""

    title: Text
    kind: str
    leads: tuple[str, ...]
    reasons: bool


class Stage(msgspec.Struct, frozen=True):
    """One step."""

    key: str
    title: Text
    who: Text
    rungs: tuple[Rung, ...]
    limits: tuple[Limit, ...]
    no_limit: Text
    ways: tuple[Way, ...]
    basis: tuple[Basis, ...]


class Named(msgspec.Struct, frozen=True):
    """A paper by its number, or a difference by its group of people."""

    key: str
    title: Text
    note: Text = NOTHING


class Told(msgspec.Struct, frozen=True):
    """An organ that hears of it, and at which steps."""

    to: Text
    at: tuple[Text, ...]


class Power(msgspec.Struct, frozen=True):
    """One procedure of the list."""

    key: str
    number: str
    version: int
    since: date
    title: Text
    basis: tuple[Basis, ...]
    starts: tuple[Text, ...]
    stages: tuple[Stage, ...]
    anywhere: tuple[Text, ...]
    papers: tuple[Named, ...]
    copies: tuple[Told, ...]
    supervision: tuple[Text, ...]
    variants: tuple[Named, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    @property
    def limits(self) -> tuple[Limit, ...]:
        return tuple(limit for stage in self.stages for limit in stage.limits)

    @property
    def rungs(self) -> tuple[tuple[Stage, Rung], ...]:
        return tuple((stage, rung) for stage in self.stages for rung in stage.rungs)


class PowersList(msgspec.Struct, frozen=True):
    """All procedures as they apply in one place on one day."""

    authority: str
    name: Text
    powers: tuple[Power, ...]
    supervision: tuple[Basis, ...]

    def power(self, key: str) -> Power | None:
        """One procedure of the list."""
        return next((each for each in self.powers if each.key == key), None)


def powers_list(definitions: Iterable[Procedure], *, authority: str, name: Text, on: date) -> PowersList:
    """The list of an authority on a day: its numbers are those that apply there then."""
    drawn = tuple(_Telling(each, on=on, area=authority).power() for each in definitions)
    return PowersList(authority=authority, name=name, powers=drawn, supervision=_basis(SUPERVISED_BY))


def as_json(told: PowersList) -> bytes:
    """As it is kept; equal lists give equal bytes."""
    return msgspec.json.encode(told, order="sorted")


def from_json(kept: bytes) -> PowersList:
    """What was kept. Raises: msgspec.ValidationError for what is no powers list."""
    return msgspec.json.decode(kept, type=PowersList)


def digest(told: PowersList) -> str:
    """The SHA-256 of a list, as hexadecimal text."""
    return hashlib.sha256(as_json(told)).hexdigest()


class Changes(msgspec.Struct, frozen=True):
    """What differs between the published list and another."""

    added: tuple[Power, ...]
    changed: tuple[Power, ...]
    removed: tuple[Power, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def changes(before: PowersList | None, after: PowersList) -> Changes:
    """What a publication would change for readers, by procedure."""
    old = {each.key: each for each in before.powers} if before else {}
    new = {each.key: each for each in after.powers}
    return Changes(
        added=tuple(each for key, each in new.items() if key not in old),
        changed=tuple(each for key, each in new.items() if key in old and old[key] != each),
        removed=tuple(each for key, each in old.items() if key not in new),
    )


class _Telling:
    """One definition while it is told."""

    def __init__(self, procedure: Procedure, *, on: date, area: str) -> None:
        self.procedure, self.on, self.area = procedure, on, area
        self.steps = (procedure.application_step, *procedure.steps)
        self.titles = {step.key: step.title for step in self.steps}

    def power(self) -> Power:
        """The whole of it."""
        told, drawn = self.procedure, flow(self.procedure)
        return Power(
            key=told.key,
            number=told.number,
            version=told.version,
            since=told.valid.since,
            title=_words(told.title),
            basis=_basis(told.basis),
            starts=tuple(_words(start.title) for start in told.starts),
            stages=tuple(self._stage(step) for step in self.steps),
            anywhere=tuple(_words(outcome.title) for outcome in told.matter_wide),
            papers=tuple(self._papers()),
            copies=tuple(self._copies()),
            supervision=self._supervised(),
            variants=tuple(_variant(variant) for variant in told.variants),
            boxes=drawn.boxes,
            arrows=drawn.arrows,
        )

    def _stage(self, step: Step) -> Stage:
        who = _LADDER if isinstance(step.actor, Ladder) else _words(step.actor.title)
        limits = tuple(self._limit(clock, who) for clock in step.clocks)
        return Stage(
            key=step.key,
            title=_words(step.title),
            who=who,
            rungs=tuple(self._rung(band) for band in step.bands),
            limits=limits,
            no_limit=_words(step.no_clock) if step.no_clock and not limits else NOTHING,
            ways=tuple(self._way(outcome) for outcome in step.outcomes),
            basis=_basis(step.basis),
        )

    def _rung(self, band: Band) -> Rung:
        told = [_words(copy.to.title) for copy in band.copies]
        if band.files_with is not None:
            level = band.files_with.title
            told.append(Text(f"{level.zh}社区矫正机构（备案）", f"{level.en} institution (for its records)"))
        return Rung(
            who=_words(band.title),
            limit=self._condition(band.when) if band.when is not None else _OTHERWISE,
            condition=_DELEGATED if band.delegated else NOTHING,
            told=_together(told),
            basis=_basis(band.basis),
        )

    def _condition(self, when: Condition) -> Text:
        """A limit in words, with the number that applies instead of the parameter's name."""
        zh, en = when.text.zh, when.text.en
        for compare in when.compares():
            if isinstance(compare.limit, P):
                number = law.param(compare.limit.name, on=self.on, area=self.area)
                zh = zh.replace(compare.limit.name, number.amount("zh"))
                en = en.replace(compare.limit.name, number.amount("en"))
        return Text(zh, en)

    def _limit(self, clock: Clock, who: Text) -> Limit:
        name = clock.within_hours.name if clock.within_hours else None if clock.until else clock.register_id
        number = law.param(name, on=self.on, area=self.area) if name else None
        basis = clock.basis or (number.basis if number else ())
        return Limit(
            id=clock.id,
            title=_words(clock.title),
            amount=_amount(number) if number else _INSTANT,
            starts=self._event(clock.starts, number) if clock.until is None else NOTHING,
            owner=_words(clock.owner.title) if clock.owner else who,
            mark=number.mark if number else max((one.mark for one in basis), key="VCUP".index, default=""),
            basis=_basis(basis),
        )

    def _event(self, event: Event, number: law.Parameter | None) -> Text:
        """From when it runs, in words."""
        if event.kind is EventKind.OPENED:
            title = self.titles.get(event.names[0]) if event.names else None
            if title is None:
                return Text("自本环节开始", "from the beginning of this step")
            return Text(f"自“{title.zh}”开始", f"from the beginning of “{title.en}”")
        if event.kind is EventKind.ACT:
            zh, en = zip(*(self._act(name) for name in event.names), strict=True)
            return Text(f"自{'或'.join(zh)}", f"from {' or '.join(en)}")
        if event.kind is EventKind.FACT and number is not None and number.start_event is not None:
            return _words(number.start_event)
        labels = [each for each in map(self._field, event.names) if each is not None]
        ahead = number is not None and number.kind == "before"
        if labels:
            given = [Text(f"“{each.zh}”所载时间", f"the time given as “{each.en}”") for each in labels]
            told = _together(given)
            return Text(f"{told.zh}之前", f"before {told.en}") if ahead else told
        return Text("登记的日期", "the day on record")

    def _field(self, name: str) -> Text | None:
        """What a field of one of the forms is called."""
        forms = [self.procedure.form, *(outcome.form for _step, outcome in self._outcomes())]
        return next((_words(field.label) for form in forms for field in form.fields if field.name == name), None)

    def _act(self, name: str) -> tuple[str, str]:
        """`step.outcome` in words."""
        key, _dot, outcome = name.partition(".")
        step = next((each for each in self.steps if each.key == key), None)
        found = step.outcome(outcome) if step else None
        if step is None:
            return name, name
        zh, en = f"“{step.title.zh}”", f"“{step.title.en}”"
        return (f"{zh}作出“{found.title.zh}”", f"{en}: {found.title.en}") if found else (f"{zh}完成", f"{en} done")

    def _way(self, outcome: Outcome) -> Way:
        kind = {OutcomeKind.BACK: "back", OutcomeKind.LAPSE: "lapse", OutcomeKind.LETTER: "letter"}
        return Way(_words(outcome.title), kind.get(outcome.kind, "on"), leads(outcome), outcome.reasons)

    def _outcomes(self) -> Iterator[tuple[Step | None, Outcome]]:
        for step in self.steps:
            yield from ((step, outcome) for outcome in step.outcomes)
        for variant in self.procedure.variants:
            yield from ((step, outcome) for step in variant.steps.values() for outcome in step.outcomes)
        yield from ((None, outcome) for outcome in self.procedure.matter_wide)

    def _papers(self) -> Iterator[Named]:
        seen: dict[str, Text] = {}
        for _step, outcome in self._outcomes():
            for paper in outcome.papers:
                title = getattr(paper, "title", None)
                seen.setdefault(paper.id, _words(title) if title else NOTHING)
        yield from (Named(id, title) for id, title in sorted(seen.items(), key=_paper_order))

    def _copies(self) -> Iterator[Told]:
        told: dict[str, tuple[Text, dict[Text, None]]] = {}
        for step, copy in self._each_copy():
            at = told.setdefault(copy.to.key, (_words(copy.to.title), {}))[1]
            at[_words(step.title) if step else Text("任何环节", "any step")] = None
        yield from (Told(to, tuple(at)) for to, at in told.values())

    def _each_copy(self) -> Iterator[tuple[Step | None, Copy]]:
        for step, outcome in self._outcomes():
            yield from ((step, copy) for copy in outcome.copies)
        for each in self.steps:
            yield from ((each, copy) for band in each.bands for copy in band.copies)

    def _supervised(self) -> tuple[Text, ...]:
        """What lets others see that it goes right: copies to the procuratorate, reasons in writing, clocks."""
        told: list[Text] = []
        if any(copy.to.key == PROCURATORATE.key for _step, copy in self._each_copy()):
            told.append(Text("处理结果抄送人民检察院", "the result goes to the procuratorate"))
        if any(outcome.reasons for _step, outcome in self._outcomes()):
            told.append(Text("不予办理、退回等处理须书面说明理由", "refusals and returns give reasons in writing"))
        if any(step.clocks for step in self.steps):
            told.append(
                Text("每一期限自动计时，逾期情况逐级可查", "each time limit is counted; lateness shows at every level")
            )
        return tuple(told)


def _amount(number: law.Parameter) -> Text:
    """A number with its unit; nought days are the day itself."""
    if number.value == 0 and number.unit == "cd":
        return Text("当日", "the same day")
    return Text(number.amount("zh"), number.amount("en"))


def _variant(variant: Variant) -> Named:
    return Named(variant.key, _words(variant.title), _words(variant.note))


def _basis(citations: Iterable[law.Citation]) -> tuple[Basis, ...]:
    return tuple(_article(part) for citation in citations for part in citation.parts)


def _article(part: law.Citation) -> Basis:
    label = Text(part.label("zh"), part.label("en"))
    return Basis(part.key, label, Text(part.paraphrase("zh"), part.paraphrase("en")), part.mark)


def _words(text: Any) -> Text:
    """Any bilingual text as the plain record that is kept."""
    return Text(text.zh, text.en)


def _together(texts: list[Text]) -> Text:
    return Text("、".join(each.zh for each in texts), ", ".join(each.en for each in texts))


def _paper_order(entry: tuple[str, Text]) -> tuple[int, str]:
    """D9 before D33; whatever has no number last."""
    digits = entry[0].lstrip("D")
    return (int(digits) if digits.isdigit() else 9999, entry[0])
