"""What `progress` answers: the standing of one matter at one moment, as frozen records.

Inbox rows, clock rows and counts are projections of these; the pages and the JSON draw nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from fengqiao.procedures.grammar import (
    Act,
    By,
    Case,
    Does,
    Form,
    Ground,
    Level,
    Outcome,
    Procedure,
    Text,
    Variant,
    Wrong,
)

if TYPE_CHECKING:
    from fengqiao.law.face import Citation
    from fengqiao.procedures.progress_fold import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """Who may act: the posts, the level, and the area of that level that contains the matter.

    `roles` is empty when the actor has no post here (the person, an outside organ, the clock).
    """

    actor: str
    title: Text
    level: Level | None
    roles: frozenset[str]
    area: str
    also: tuple[Competence, ...] = ()

    def allows(self, by: By) -> bool:
        """Whether this person, in this post, over this area, is competent."""
        if any(other.allows(by) for other in self.also):
            return True
        if self.level is None:
            return False
        return by.role in self.roles and by.level == self.level and by.area == self.area


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """A person who may not act, though the post would allow it: separation of persons."""

    person: str
    name: str
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class BandShown:
    """One rung of the ladder with its limit in words, and why it is or is not the one that decides."""

    title: Text
    competence: Competence
    limit: Text
    chosen: bool
    why: Text
    delegated_by: str | None
    files_with: Level | None
    copies: tuple[str, ...]
    basis: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeShown:
    """One way out of an open step: whether it may be chosen now, and if not, why, with the article."""

    key: str
    title: Text
    allowed: bool
    reason: Text | None
    basis: tuple[Citation, ...]
    competence: Competence
    form: Form
    reasons_required: bool
    must_answer: tuple[str, ...]
    decides: bool
    grants: bool
    is_matter_wide: bool
    outcome: Outcome = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStep:
    """A step that waits: for whom, since when, what may be done, and who may not do it.

    `said` is what this step's forms said before it came back for correction, to be put right and not typed again; of an
    earlier round, and of an act that may be repeated, nothing is carried over.
    """

    key: str
    title: Text
    does: Does
    competence: Competence
    since: datetime
    visit: int
    outcomes: tuple[OutcomeShown, ...]
    ladder: tuple[BandShown, ...]
    barred: tuple[Barred, ...]
    clocks: tuple[str, ...]
    no_clock: Text | None
    basis: tuple[Citation, ...]
    said: Mapping[str, Any] = field(default_factory=dict)

    def outcome(self, key: str) -> OutcomeShown | None:
        return next((each for each in self.outcomes if each.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """A span in which a clock stood still; `until` is None while it still does."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockShown:
    """One time limit. `state`: running, warned, paused, late; met, met_late, lapsed, ended.

    "late" means that the first late day has begun and nothing has met it; a person looks before anything
    is called
    a violation. `due_at` is exclusive: the first moment that is too late.
    """

    id: str
    title: Text
    step: str
    owner: Competence
    state: str
    started: date | datetime
    last_good_day: date | None
    first_late_day: date | None
    due_at: datetime
    met_at: datetime | None
    paused: tuple[Paused, ...]
    provisional: bool
    reasoning: tuple[Text, ...]
    basis: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return self.state in {"running", "warned", "paused", "late"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckShown:
    """One check. `state`: pass, warn, block, not_checked. `grounds` is the closed list it chooses from."""

    key: str
    title: Text
    state: str
    evidence: Text
    basis: tuple[Citation, ...]
    answer: str | None
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperShown:
    """A paper that an act makes due. `state`: by_hand (not built), due, issued, delivered, acknowledged."""

    id: str
    title: Text | None
    act: UUID
    since: datetime
    state: str
    number: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyShown:
    """An organ that must hear of an act. `state`: by_hand, due, sent, acknowledged."""

    to: str
    title: Text
    letter: str
    act: UUID
    since: datetime
    state: str
    basis: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """Something an act calls for that is not built yet, so that a person does it. `kind` as in `Later`."""

    id: str
    kind: str
    title: Text | None
    act: UUID
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    """One step of the stepper. `state`: done, now, ahead, passed_over."""

    key: str
    title: Text
    does: Does
    state: str
    at: datetime | None
    who: By | None
    outcome: Text | None
    basis: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How and when the matter ended. `frees_period`: what it was opened for may open it again."""

    result: str
    title: Text
    at: datetime
    act: UUID
    frees_period: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseDue:
    """A clock has passed and its lapse does something: the clock's own act, still to be written."""

    clock: str
    step: str
    outcome: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """An act dated too far back: it has no force until a second person confirms it."""

    act: UUID
    step: str
    outcome: str
    happened: date
    recorded: datetime
    competence: Competence
    recorded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The standing of a matter. `version` counts its acts; a decision taken on another count is stale."""

    procedure: tuple[str, int]
    version: int
    open_steps: tuple[OpenStep, ...]
    clocks: tuple[ClockShown, ...]
    checks: tuple[CheckShown, ...]
    papers: tuple[PaperShown, ...]
    copies: tuple[CopyShown, ...]
    by_hand: tuple[ByHand, ...]
    steps: tuple[StepShown, ...]
    variants: tuple[Variant, ...]
    lapses: tuple[LapseDue, ...]
    unconfirmed: tuple[Unconfirmed, ...]
    opens: tuple[tuple[str, UUID], ...]
    ended: Ended | None
    case: Case = field(compare=False, repr=False)
    definition: Procedure = field(compare=False, repr=False)
    standing: Standing = field(compare=False, repr=False)

    @property
    def form(self) -> Mapping[str, Any]:
        """The typed values of all forms so far, later over earlier."""
        return self.case.form

    def open_step(self, key: str) -> OpenStep | None:
        return next((each for each in self.open_steps if each.key == key), None)

    def clock(self, id: str) -> ClockShown | None:
        return next((each for each in self.clocks if each.id == id), None)


def has_lapsed(standing: Standing, step: str, outcome: str, due_at: datetime) -> bool:
    """Whether this passing of a clock was already put on record (a lapse that leaves the step open)."""
    return any(act.step == step and act.outcome == outcome and act.at >= due_at for act in standing.acts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an act was not admitted. `wrong` lists what is wrong field by field.

    `code`: not_open, stale, no_such_outcome, not_competent, barred, not_allowed, form, reasons, answers,
    note.
    """

    code: str
    reason: Text
    basis: tuple[Citation, ...] = ()
    wrong: tuple[Wrong, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectCall:
    """An effect to call inside the act's transaction: function(by, at, subject_id, area, matter, act,
    **values)."""

    name: str
    act: Act
    function: Any = field(compare=False)
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOrder:
    """A letter to write inside the act's transaction. `encloses` are kinds of papers; empty means those of the act."""

    kind: str
    act: Act
    to: str
    to_title: Text
    subject: Text
    encloses: tuple[str, ...]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """A paper to issue inside the act's transaction. `decides`: whoever acted decided, with a fresh second factor.

    `item` counts the papers of this kind that the act calls for.
    """

    kind: str
    act: Act
    decides: bool
    values: Mapping[str, Any]
    item: int = 0
