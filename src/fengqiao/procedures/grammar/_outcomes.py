"""Outcomes: the named ways out of a step, and what each brings about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from fengqiao.procedures.grammar._actors import Actor
from fengqiao.procedures.grammar._case import Case
from fengqiao.procedures.grammar._clocks import Renewal
from fengqiao.procedures.grammar._conditions import Condition
from fengqiao.procedures.grammar._forms import NO_FORM, Field, FieldKind, Form
from fengqiao.procedures.grammar._words import Later, LaterKind, Level, Organ, Text

if TYPE_CHECKING:
    from fengqiao.law.face import Citation

APPLICATION = "application"
#: The kind of letter that a copy is.
COPY = "copy"


class OutcomeKind(StrEnum):
    """How an outcome comes about: someone chooses it, a clock lapses, a letter arrives."""

    CHOICE = "choice"
    BACK = "back"
    LAPSE = "lapse"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An organ that must hear of an outcome, by which letter, and the clock on telling it.

    `encloses` are kinds of papers of the matter that go with it, the newest of each; without them those of the act.
    `sent_by` names another act that sends it, `step.outcome`: a band says who must hear, an office below tells them.
    """

    to: Organ
    letter: Later | str
    clock: str | None = None
    basis: tuple[Citation, ...] = ()
    encloses: tuple[str, ...] = ()
    sent_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOut:
    """An official letter that an outcome sends to another office or organ.

    `gives`, from the case after the act: `to_area`, the code of the place that is written to; `title`, a Text; `body`,
    what the letter says as labelled lines, for an office that cannot open the enclosed papers.
    """

    kind: Later | str
    to: Actor
    gives: Gives | None = None


#: Pure: the plain values an effect is called with, from the case after the act.
Gives = Callable[[Case], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Effect:
    """A function of another room's face, called inside the act's transaction and idempotent by act id.

    It is called as `function(by=, at=, subject_id=, area=, matter=, act=, **gives(case))`.
    """

    function: Callable[..., object]
    gives: Gives

    @property
    def name(self) -> str:
        """casework.record_leave"""
        module = self.function.__module__.split(".")
        room = module[1] if len(module) > 1 else module[0]
        return f"{room}.{self.function.__name__}"


def nothing(case: Case) -> Mapping[str, Any]:
    """An effect or a paper that needs no values of its own."""
    return {}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that the room of documents builds; `gives` are its special fields, from the case after the act.

    Person, office, number, days and signer come from the engine. `each` instead of `gives`: one act calls for several
    of them, each with special fields and a number of its own, as the agreement with each member of a group.
    """

    id: str
    gives: Gives = nothing
    title: Text | None = None
    each: Callable[[Case], Sequence[Mapping[str, Any]]] | None = None

    def values(self, case: Case) -> Sequence[Mapping[str, Any]]:
        """The special fields of every paper that is due, in their order."""
        return (self.gives(case),) if self.each is None else self.each(case)


def effect(function: Callable[..., object], gives: Gives = nothing) -> Effect:
    """Name a function of a face, and the values it is called with."""
    return Effect(function, gives)


def later_effect(id: str, title: Text) -> Later:
    """An effect of a room that is not built: shown as a thing to do by hand."""
    return Later(id, LaterKind.EFFECT, title)


def later_copy(to: Organ, *basis: Citation, clock: str | None = None) -> Copy:
    """A copy whose letter is not built: shown as a thing to do by hand."""
    return Copy(to=to, letter=Later(f"letters.{to.key}", LaterKind.LETTER, to.title), basis=basis, clock=clock)


def copy_to(
    to: Organ, *basis: Citation, clock: str | None = None, encloses: tuple[str, ...] = (), sent_by: str = ""
) -> Copy:
    """A copy that is sent as a letter in the transaction of the act, with the papers that the act issues."""
    return Copy(to=to, letter=COPY, basis=basis, clock=clock, encloses=encloses, sent_by=sent_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByBand:
    """Where to go next, by the level of the band that decides at `step`."""

    step: str
    levels: Mapping[Level, tuple[str, ...]]
    otherwise: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ByCondition:
    """Where to go next, by the first condition that holds."""

    choices: tuple[tuple[Condition, tuple[str, ...]], ...]
    otherwise: tuple[str, ...]


def by_band(step: str, levels: Mapping[Level, str | tuple[str, ...]], otherwise: str | tuple[str, ...]) -> ByBand:
    """Where to go next, by the level of the band that decides at `step`."""
    return ByBand(step=step, levels={level: steps(to) for level, to in levels.items()}, otherwise=steps(otherwise))


def by_condition(*choices: tuple[Condition, str | tuple[str, ...]], otherwise: str | tuple[str, ...]) -> ByCondition:
    """Where to go next, by the first condition that holds."""
    return ByCondition(tuple((when, steps(to)) for when, to in choices), steps(otherwise))


def steps(to: str | tuple[str, ...]) -> tuple[str, ...]:
    """One step key or several, as several."""
    return (to,) if isinstance(to, str) else to


def legs(to: Leg | Next) -> Next:
    """One leg or several, as several."""
    return to if isinstance(to, tuple) else (to,)


Leg = str | ByBand | ByCondition
#: Every leg is taken: several run in parallel; a leg by band or condition leads to one step, or to none.
Next = tuple[Leg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A named way out of a step.

    to          next steps (several run in parallel)
    ends        the matter ends at once with this result, whatever else is open
    finishes    the result when, after this act, nothing is open any more; other open steps go on
    stays       the step stays open (a repeated act, or a question put beside it)
    closes      other open steps that this act closes
    by          another actor than the step's, where the law says so
    when        allowed only when it holds; the page says why not
    while_runs  allowed only while this clock has not passed its last day
    grants      gives what is asked: blocked by a failed blocking check
    decides     the persons who filled or reviewed may not choose it
    proposes    asks for something on the office's own account: its person is kept out of the decision
    raises_band sends the decision one level up the ladder
    answers     checks that must be answered in writing
    chosen_by   a fact of another room that chooses it by itself, as soon as it is announced and the outcome is allowed
    frees_period  what the daily run opened the matter for is still to be done: it may open it again for the same period
    """

    key: str
    title: Text
    kind: OutcomeKind = OutcomeKind.CHOICE
    to: Next = ()
    ends: str | None = None
    finishes: str | None = None
    stays: bool = False
    closes: tuple[str, ...] = ()
    by: Actor | None = None
    form: Form = NO_FORM
    papers: tuple[Later | Paper, ...] = ()
    letters: tuple[LetterOut, ...] = ()
    copies: tuple[Copy, ...] = ()
    effects: tuple[Later | Effect, ...] = ()
    opens: tuple[Later | str, ...] = ()
    reasons: bool = False
    answers: tuple[str, ...] = ()
    when: Condition | None = None
    while_runs: str | None = None
    grants: bool = False
    decides: bool | None = None
    opinion: bool = False
    proposes: bool = False
    raises_band: bool = False
    renews: tuple[Renewal, ...] = ()
    meets: tuple[str, ...] = ()
    clock: str | None = None
    letter: str | None = None
    chosen_by: str = ""
    frees_period: bool = False
    at_steps: frozenset[str] = field(default_factory=frozenset)
    help: Text | None = None
    basis: tuple[Citation, ...] = ()


def go(key: str, title: Text, to: Leg | Next, **more: Any) -> Outcome:
    """Go on to the next step or steps."""
    return Outcome(key=key, title=title, to=legs(to), **more)


def done(key: str, title: Text, **more: Any) -> Outcome:
    """This step is done; other open steps go on. The matter ends when none is open."""
    return Outcome(key=key, title=title, **more)


def stay(key: str, title: Text, **more: Any) -> Outcome:
    """The step stays open; the act is on record."""
    return Outcome(key=key, title=title, stays=True, **more)


def end(key: str, title: Text, **more: Any) -> Outcome:
    """The matter ends with this result."""
    return Outcome(key=key, title=title, ends=more.pop("ends", key), **more)


def back(
    key: str,
    title: Text,
    *,
    to: str = APPLICATION,
    asks_for: Text,
    reads_as: str = "what_is_missing",
    **more: Any,
) -> Outcome:
    """Return for correction, saying what is missing."""
    form = Form((Field(name=reads_as, kind=FieldKind.LONG_TEXT, label=asks_for),))
    return Outcome(key=key, title=title, kind=OutcomeKind.BACK, to=steps(to), form=form, **more)


def lapse(clock: str, title: Text, *, to: Leg | Next = (), **more: Any) -> Outcome:
    """What the passing of a clock does. The act is the clock's own. Without `to` or an end the step stays
    open."""
    key = more.pop("key", "lapsed")
    stays = not to and more.get("ends") is None
    return Outcome(key=key, title=title, kind=OutcomeKind.LAPSE, clock=clock, to=legs(to), stays=stays, **more)


def on_letter(letter: str, title: Text, *, to: Leg | Next = (), **more: Any) -> Outcome:
    """What a letter does when it arrives. Without `to` or an end the step stays open."""
    key = more.pop("key", letter)
    stays = not to and more.get("ends") is None
    return Outcome(key=key, title=title, kind=OutcomeKind.LETTER, letter=letter, to=legs(to), stays=stays, **more)


def only_at(outcome: Outcome, *at_steps: str) -> Outcome:
    """A matter-wide outcome that is possible at these steps only."""
    return replace(outcome, at_steps=frozenset(at_steps))
