"""What the engine and every rule of a definition look at: acts, facts, and the case they make together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fengqiao.law import face as law
from fengqiao.procedures.grammar._words import Level, local_day

PERSON, CLOCK, LETTER, FACT = "person", "clock", "letter", "fact"


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who acted. `person` is the natural person, the same under every account and post.

    `deputy_for` is the person whose absence this one covers: a deputy of the proposer is no second person.

    A matter's act may also come from the clock, from a letter or from another room's fact; then only
    `kind` is set.
    """

    kind: str = PERSON
    person: str = ""
    name: str = ""
    role: str = ""
    level: int = 0
    area: str = ""
    deputy_for: str = ""

    @property
    def persons(self) -> frozenset[str]:
        """The natural persons this act counts for when persons must differ."""
        return frozenset({self.person, self.deputy_for}) - {""}


BY_CLOCK = By(kind=CLOCK)
BY_LETTER = By(kind=LETTER)
BY_FACT = By(kind=FACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One entry of a matter's append-only list. `data` is plain JSON, as the form was sent.

    `sealed` keeps the reasoning of the moment (band, checks, clocks), so that a later change of a fact or a
    parameter never rewrites why a decision was taken.
    """

    uid: UUID
    step: str
    outcome: str
    by: By
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    reasons: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    sealed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The act as clocks and joins name it: decide.grant."""
        return f"{self.step}.{self.outcome}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegated:
    """A power that the county institution has given to the office, with the paper that says so."""

    power: str
    document: str
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What other rooms know about the person, loaded before and passed in as plain values.

    `matter` is this matter's own id, to tell its own traces in other rooms' facts from those of others.
    `state` is where the person stands in the lifecycle and `term_end` the last day of the term; None means that it was
    not loaded, and then nothing is asked of it. `values` holds what the definition `reads`, by key. `holders` names the
    persons who hold each role over this area; None means that it was not loaded, and then the engine does not move a
    decision up for want of people.
    """

    area: str
    matter: UUID | None = None
    state: str | None = None
    term_end: date | None = None
    category: str = ""
    flags: frozenset[str] = frozenset()
    values: Mapping[str, Any] = field(default_factory=dict)
    delegations: Sequence[Delegated] = ()
    holders: Mapping[str, frozenset[str]] | None = None

    def delegated(self, power: str, on: date) -> Delegated | None:
        return next((each for each in self.delegations if each.power == power and each.holds_on(on)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One matter at one moment, as a rule sees it: typed form values, facts, acts and the day."""

    facts: Facts
    now: datetime
    started_at: datetime | None = None
    form: Mapping[str, Any] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    failed_checks: frozenset[str] = frozenset()

    @property
    def area(self) -> str:
        return self.facts.area

    @property
    def today(self) -> date:
        return local_day(self.now)

    @property
    def rules_day(self) -> date:
        """The day whose rules bind this matter: the day it began. A later change of a number does not
        reach it."""
        return local_day(self.started_at or self.now)

    def fact(self, key: str) -> Any:
        """A fact that the definition reads. Raises KeyError when the definition forgot to name it in
        `reads`."""
        return self.facts.values[key]

    def parameter(self, name: str) -> Any:
        """A number of the law for this area on the day that binds this matter."""
        return law.param(name, on=self.rules_day, area=self.area).value

    def with_form(self, values: Mapping[str, Any]) -> Case:
        """The same case as if these values were filled in too."""
        return replace(self, form={**self.form, **values})

    def last(self, *names: str) -> Act | None:
        """The latest act with one of these names (step.outcome)."""
        return next((act for act in reversed(self.acts) if act.name in names), None)


def area_at(level: int, area: str) -> str:
    """The area of a level that contains `area`."""
    return Level(level).area_of(area)
