"""The procedure: steps, checks, who may start it, what it reads, and how it differs for some people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from fengqiao.procedures.grammar._actors import Actor, Band, Ladder
from fengqiao.procedures.grammar._case import Case
from fengqiao.procedures.grammar._clocks import Clock
from fengqiao.procedures.grammar._conditions import Condition
from fengqiao.procedures.grammar._forms import NO_FORM, Form
from fengqiao.procedures.grammar._outcomes import APPLICATION, Outcome
from fengqiao.procedures.grammar._words import Does, Later, LaterKind, Text, Tier

if TYPE_CHECKING:
    from fengqiao.law.face import Citation


APPLY = Text("提出申请", "Apply")


class Severity(StrEnum):
    """What a check does when it finds something."""

    WARN = "warn"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of a check, with its evidence."""

    passed: bool
    evidence: Text


@dataclass(frozen=True, slots=True)
class Ground:
    """One entry of a closed list of grounds; `rests_on` is the fact that holds the acts it may rest on."""

    key: str
    title: Text
    rests_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A named question that is answered and shown before anyone decides."""

    key: str
    title: Text
    severity: Severity
    test: Callable[[Case], Finding] | Later
    basis: tuple[Citation, ...]
    grounds: tuple[Ground, ...] = ()


def block(key: str, title: Text, test: Callable[[Case], Finding] | Later, *basis: Citation) -> Check:
    """While it fails, what is asked cannot be granted."""
    return Check(key=key, title=title, severity=Severity.BLOCK, test=test, basis=basis)


def warn(key: str, title: Text, test: Callable[[Case], Finding] | Later, *basis: Citation) -> Check:
    """Shown to the one who decides."""
    return Check(key=key, title=title, severity=Severity.WARN, test=test, basis=basis)


def later_check(key: str, title: Text, id: str, *basis: Citation) -> Check:
    """A check that nothing can answer yet: shows "not checked here", asks for a note, never counts as
    passed."""
    return Check(key=key, title=title, severity=Severity.WARN, test=Later(id, LaterKind.CHECK, title), basis=basis)


def one_of(key: str, title: Text, grounds: tuple[Ground, ...], *basis: Citation) -> Check:
    """A closed list of grounds. The form field `key` holds the ground; `<key>_rests_on` the id of the
    earlier act."""

    def rests_on_an_earlier_act(case: Case) -> Finding:
        ground = next((each for each in grounds if each.key == case.form.get(key)), None)
        if ground is None:
            return Finding(False, Text("未选定法定情形", "No ground of the law is chosen"))
        if ground.rests_on is None:
            return Finding(True, ground.title)
        if case.form.get(f"{key}_rests_on") in {str(each) for each in case.fact(ground.rests_on)}:
            return Finding(True, ground.title)
        return Finding(
            False,
            Text(
                f"{ground.title.zh}：没有可依据的在先处理",
                f"{ground.title.en}: no earlier act that it could rest on",
            ),
        )

    return Check(
        key=key,
        title=title,
        severity=Severity.BLOCK,
        test=rests_on_an_earlier_act,
        basis=basis,
        grounds=grounds,
    )


class JoinKind(StrEnum):
    """For what a step waits when several lead to it."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Join:
    """A step that opens when all (or any) of the named steps have led to it. A lapse opens it at once."""

    kind: JoinKind
    steps: tuple[str, ...]


def join_all(*steps: str) -> Join:
    """Wait for every one."""
    return Join(JoinKind.ALL, steps)


def join_any(*steps: str) -> Join:
    """Open with the first; the others close."""
    return Join(JoinKind.ANY, steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: an actor (or a ladder) and what it does.

    `watches` names clocks of other steps that press this one too. A step without any clock says why
    (`no_clock`).
    `without` lists matter-wide outcomes that are not possible here.
    """

    key: str
    title: Text
    actor: Actor | Ladder
    does: Does
    outcomes: tuple[Outcome, ...]
    clocks: tuple[Clock, ...] = ()
    watches: tuple[str, ...] = ()
    no_clock: Text | None = None
    join: Join | None = None
    basis: tuple[Citation, ...] = ()
    without: frozenset[str] = field(default_factory=frozenset)

    @property
    def bands(self) -> tuple[Band, ...]:
        return self.actor.bands if isinstance(self.actor, Ladder) else ()

    def outcome(self, key: str) -> Outcome | None:
        return next((each for each in self.outcomes if each.key == key), None)


class StartKind(StrEnum):
    """What may open a matter."""

    ACTOR = "actor"
    LETTER = "letter"
    CLOCK = "clock"
    DATE = "date"
    FACT = "fact"
    EVERY = "every"


#: Who is due, asked of a room's face in bulk: pairs or triples with the person's id first.
Asks = Callable[..., Iterable[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """One way a matter may be opened. `name` is the letter, clock, parameter or fact, by kind.

    `of` asks a room's face who is due (a date, a recurring duty); `only` says which announced facts open it, `gives`
    what the application then says and `period` for which day or stretch, when the daily run would open it for the same.
    All three are pure functions of the announced record.
    """

    kind: StartKind
    title: Text
    actor: Actor | None = None
    name: str = ""
    procedure: str = ""
    of: Asks | None = None
    before: bool = True
    only: Callable[[Any], bool] | None = None
    gives: Callable[[Any], Mapping[str, Any]] | None = None
    period: Callable[[Any], str] | None = None


def by(actor: Actor, title: Text | None = None) -> Start:
    """A person or an office may open it."""
    return Start(kind=StartKind.ACTOR, title=title or actor.title, actor=actor)


def by_letter(letter: str, title: Text) -> Start:
    """A letter opens it."""
    return Start(kind=StartKind.LETTER, title=title, name=letter)


def by_lapsed_clock(procedure: str, clock: str, title: Text) -> Start:
    """A time limit of another procedure has passed."""
    return Start(kind=StartKind.CLOCK, title=title, name=clock, procedure=procedure)


def by_date(parameter: str, title: Text, *, of: Asks | None = None, before: bool = True) -> Start:
    """A day counted from a fact by a parameter: 30 days before the term ends, or after. The daily run opens it once
    for each such day.

    `of(until=day)` of a face gives (person's id, day of the fact) for everybody in scope whose day is not later, with
    what the application says as a third, when it says anything.
    """
    return Start(kind=StartKind.DATE, title=title, name=parameter, of=of, before=before)


def by_fact(
    fact: str,
    title: Text,
    *,
    only: Callable[[Any], bool] | None = None,
    gives: Callable[[Any], Mapping[str, Any]] | None = None,
    period: Callable[[Any], str] | None = None,
) -> Start:
    """A fact announced by another room opens it: `casework.ClassChanged` is the record of that room's `facts`."""
    return Start(kind=StartKind.FACT, title=title, name=fact, only=only, gives=gives, period=period)


def every(parameter: str, title: Text, *, of: Asks | None = None) -> Start:
    """A duty that recurs by class and category; each period is its own matter, opened by the daily run.

    `of(on=day, area=county)` of a face gives (person's id, name of the period, what the application says) for
    everybody in scope whose period has come; `parameter` names the rhythm in the register.
    """
    return Start(kind=StartKind.EVERY, title=title, name=parameter, of=of)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact the definition reads: `load(subject_id=, on=)` of a face, or later.

    `load_many(subject_ids=, on=)` gives the same for many people at once, by id; without it `load` is called for each.
    """

    key: str
    load: Callable[..., Any] | Later
    load_many: Callable[..., Mapping[int, Any]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """How the procedure differs for some people. What is not named stays as it is; the page shows the
    difference."""

    key: str
    title: Text
    when: Condition
    note: Text
    starts: tuple[Start, ...] | None = None
    form: Form | None = None
    checks: tuple[Check, ...] = ()
    steps: Mapping[str, Step] = field(default_factory=dict)
    disclosure: Tier | None = None
    basis: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Valid:
    """The days on which a definition may be started: from `since`, before `until`."""

    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def since(year: int, month: int, day: int) -> Valid:
    """Valid from this day on."""
    return Valid(date(year, month, day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A legal procedure as one typed record.

    Every matter opens with an implicit step `application` that whoever starts it fills in; its one way out is
    `submit`, to `first`. What is sent back comes there again.

    `only_one`: while a matter of it runs about a person, no second one is opened.
    `about`: whom it may be opened for by hand; what opens of itself has its own reasons.
    """

    key: str
    version: int
    number: str
    title: Text
    room: str
    valid: Valid
    basis: tuple[Citation, ...]
    starts: tuple[Start, ...]
    steps: tuple[Step, ...]
    form: Form = NO_FORM
    application: Text = APPLY
    application_papers: tuple[Later, ...] = ()
    reads: tuple[Fact, ...] = ()
    checks: tuple[Check, ...] = ()
    matter_wide: tuple[Outcome, ...] = ()
    variants: tuple[Variant, ...] = ()
    disclosure: Tier = Tier.PERSONS_CONCERNED
    only_one: bool = False
    about: Condition | None = None

    @property
    def name(self) -> tuple[str, int]:
        return self.key, self.version

    @property
    def first(self) -> str:
        return self.steps[0].key

    def step(self, key: str) -> Step:
        """The step with this key, the implicit application included. Raises KeyError when there is none."""
        if key == APPLICATION:
            return self.application_step
        for each in self.steps:
            if each.key == key:
                return each
        raise KeyError(f"{self.key} has no step {key}")

    @property
    def application_step(self) -> Step:
        """The implicit first step."""
        actors = tuple(start.actor for start in self.starts if start.actor)
        submit = Outcome(
            key="submit",
            title=Text("提交", "Submit"),
            to=(self.first,),
            when=self.about,
            form=self.form,
            papers=self.application_papers,
        )
        return Step(
            key=APPLICATION,
            title=self.application,
            actor=actors[0] if actors else Actor("clock", Text("系统", "the system")),
            does=Does.FILL,
            outcomes=(submit,),
            no_clock=Text("由申请人自行决定何时提交", "Whoever applies decides when"),
            basis=self.basis,
        )

    def for_case(self, case: Case) -> Procedure:
        """The procedure as it is for this person: every variant that applies, in order."""
        changed = self
        for variant in self.variants_for(case):
            changed = replace(
                changed,
                starts=changed.starts if variant.starts is None else variant.starts,
                form=variant.form or changed.form,
                checks=changed.checks + variant.checks,
                steps=tuple(variant.steps.get(step.key, step) for step in changed.steps),
                disclosure=variant.disclosure or changed.disclosure,
            )
        return changed

    def variants_for(self, case: Case) -> tuple[Variant, ...]:
        return tuple(variant for variant in self.variants if variant.when.holds(case))
