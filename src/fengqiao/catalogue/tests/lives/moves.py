"""What somebody may try next: a lawful act, an unlawful one, another application, a second person's word, time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar

from fengqiao.audit.face import Actor
from fengqiao.casework import face as casework
from fengqiao.catalogue.endings import IN_HAND_STATES
from fengqiao.catalogue.tests.lives import traces, truths
from fengqiao.catalogue.tests.lives.filling import WORDS, Filler
from fengqiao.catalogue.tests.lives.world import Life
from fengqiao.documents import face as documents
from fengqiao.documents.face import DocumentsError
from fengqiao.procedures import face as procedures
from fengqiao.procedures.face import MatterView, OpenStep, OutcomeShown
from fengqiao.procedures.grammar import OutcomeKind
from fengqiao.procedures.tests.cast import COUNTY
from fengqiao.subjects import face as subjects

T = TypeVar("T")
REASONS = "经核实，理由成立"
#: What a refusal may be. Anything else that comes up is a fault of the house.
DECLARED = (
    procedures.ProceduresError,
    procedures.FactorNeeded,
    subjects.SubjectsError,
    subjects.UnknownSubject,
    casework.CaseworkError,
    DocumentsError,
    documents.UnknownPaper,
)
LENDING = "archive_lending"
AT_THE_END = ("discharge", "archive", LENDING)
#: What an effect may still refuse of an act that the page offers, by what was filled in.
BY_EFFECT = {"no_such_member", "other_office"}


@dataclass(frozen=True)
class Offer:
    """One way out of one open step of one matter."""

    view: MatterView
    step: OpenStep
    outcome: OutcomeShown

    @property
    def name(self) -> str:
        return f"{self.view.key}.{self.step.key}.{self.outcome.key}"

    def may(self, by: Actor) -> bool:
        return procedures.may(self.outcome.competence, by) and not self.is_barred(by)

    def is_barred(self, by: Actor) -> bool:
        return procedures.barred(self.step, by) is not None and (self.outcome.decides or self.step.does != "decide")


def attempted(press: Callable[[], T]) -> tuple[T | None, Exception | None]:
    """What a press wrote, or the declared refusal."""
    try:
        return press(), None
    except DECLARED as refusal:
        return None, refusal


def code_of(refusal: Exception) -> str:
    return str(getattr(refusal, "code", ""))


def offers(life: Life) -> Iterator[Offer]:
    for view in life.open_matters():
        for step in view.progress.open_steps:
            found = (each for each in step.outcomes if each.outcome.kind is not OutcomeKind.LETTER)
            yield from (Offer(view, step, each) for each in found)


def knows(life: Life, by: Actor) -> bool:
    """Whether the actor may know of the person at all."""
    if not any(life.person.area.startswith(each) for each in by.ranges):
        return False
    return not life.person.minor or subjects.answers_for_minors(by) or by.person in named(life)


def named(life: Life) -> set[int]:
    return {each.person for each in life.staff[:2]}


def lawful(life: Life) -> None:
    """Something that the page offers, by somebody who may, filled in as the form asks."""
    able = [each for each in offers(life) if each.outcome.allowed and _who(life, each)]
    if not able:
        return opens(life)
    return _does(life, life.rng.choices(able, weights=[_weight(life, each) for each in able])[0])


def ends(life: Life) -> None:
    """What brings a correction to its end, step by step: its last matters first, lending what they left behind among
    them, then what still keeps the archive open; else time passes."""
    able = [each for each in offers(life) if each.outcome.allowed and _who(life, each)]
    if _unsealed(life) and life.rng.random() < 0.4:
        return seals(life)
    if last := [each for each in able if each.view.key in AT_THE_END]:
        return _does(life, life.rng.choices(last, weights=[_onward(each) for each in last])[0])
    by = life.reader if life.rng.random() < 0.5 else life.actors()[0]
    if begin := [key for key in _startable(life, by) if key in AT_THE_END]:
        return _opens(life, begin[0], by=by, lawfully=True)
    if life.person.state in IN_HAND_STATES or not able:
        return waits(life)
    return _does(life, life.rng.choices(able, weights=[_onward(each) for each in able])[0])


def is_all_over(life: Life) -> bool:
    """An archive was lent and came back: nothing is left that a correction has not seen."""
    rows = procedures.matters_of(subject_id=life.person.pk)
    return any(row.key == LENDING and row.ended_at is not None for row in rows)


def _onward(chosen: Offer) -> float:
    """Seldom back, seldom the same step once more; seldom an end that overtakes everything."""
    if chosen.outcome.is_matter_wide:
        return 0.03
    return 0.15 if chosen.outcome.outcome.kind is OutcomeKind.BACK or chosen.outcome.outcome.stays else 1


def _does(life: Life, chosen: Offer) -> None:
    data = _filler(life).fill(chosen.outcome.form, chosen.view.progress.case)
    by = life.rng.choice(_who(life, chosen))
    life.tried[chosen.name] += 1
    if data is None:
        life.say(f"could not fill in {chosen.name}")
        return
    before = traces.picture(life.person)
    done, refusal = attempted(lambda: _submit(life, chosen, by=by, data=data))
    if done is None:
        assert refusal is not None
        life.say(f"refused {chosen.name}: {refusal}")
        assert code_of(refusal) in BY_EFFECT, f"{chosen.name} was offered and refused: {refusal!r} {data}"
        assert traces.picture(life.person) == before
        return
    life.say(f"{chosen.name} by {by.role}")
    truths.act_was_lawful(life, chosen, done, by)
    truths.all_hold(life)


def unlawful(life: Life) -> None:
    """Something that must be refused and change nothing."""
    if not (open_now := list(offers(life))):
        return
    chosen = life.rng.choice(open_now)
    ways = [_by_another, _not_allowed, _badly_filled, _stale, _unknown, _unproven, _in_silence]
    life.rng.shuffle(ways)
    tried = next((found for way in ways if (found := way(life, chosen)) is not None), None)
    if tried is None:
        return
    what, press = tried
    before = traces.picture(life.person)
    life.say(f"unlawful: {what} {chosen.name}")
    done, _ = attempted(press)
    assert done is None, f"{what} {chosen.name} was admitted"
    changed = traces.differing(before, traces.picture(life.person))
    assert not changed, f"refused, and yet changed: {changed}"


Try = tuple[str, Callable[[], procedures.Done]] | None


def _by_another(life: Life, chosen: Offer) -> Try:
    """Another post, another place, or somebody who took another part in the matter."""
    others = [each for each in life.actors() if not (chosen.may(each) and knows(life, each))]
    by = life.rng.choice(others)
    data = _filler(life).fill(chosen.outcome.form, chosen.view.progress.case) or {}
    return f"{by.role} of {by.area} at", lambda: _submit(life, chosen, by=by, data=data)


def _not_allowed(life: Life, chosen: Offer) -> Try:
    who = _who(life, chosen)
    if chosen.outcome.allowed or not who:
        return None
    data = _filler(life).fill(chosen.outcome.form, chosen.view.progress.case) or {}
    return "not allowed now:", lambda: _submit(life, chosen, by=who[0], data=data)


def _badly_filled(life: Life, chosen: Offer) -> Try:
    who, data = _who(life, chosen), _filler(life).spoilt(chosen.outcome.form, chosen.view.progress.case)
    if data is None or not who:
        return None
    return f"badly filled in {data}", lambda: _submit(life, chosen, by=who[0], data=data)


def _stale(life: Life, chosen: Offer) -> Try:
    who = _who(life, chosen)
    seen = chosen.view.progress.version - 1
    return ("from an old page", lambda: _submit(life, chosen, by=who[0], seen=seen)) if who else None


def _unknown(life: Life, chosen: Offer) -> Try:
    """A step that is not open, or a way out that does not exist."""
    step, outcome = life.rng.choice([(chosen.step.key, "no_such_outcome"), ("no_such_step", chosen.outcome.key)])
    lapses = [each for each in chosen.view.progress.definition.step(chosen.step.key).outcomes if each.clock]
    if lapses and life.rng.random() < 0.6:
        step, outcome = chosen.step.key, lapses[0].key
    who = _who(life, chosen)
    if not who:
        return None
    return "what the clock does, or nobody", lambda: _press(life, chosen.view, step, outcome, by=who[0])


def _unproven(life: Life, chosen: Offer) -> Try:
    """A decision without a fresh second factor."""
    who = _who(life, chosen)
    data = _filler(life).fill(chosen.outcome.form, chosen.view.progress.case)
    if not who or not chosen.outcome.decides or data is None:
        return None
    by = replace(who[0], verified_at=None)
    return "without a second factor", lambda: _submit(life, chosen, by=by, data=data)


def _in_silence(life: Life, chosen: Offer) -> Try:
    """Without the reasons that are asked for."""
    who = _who(life, chosen)
    data = _filler(life).fill(chosen.outcome.form, chosen.view.progress.case)
    if not who or not chosen.outcome.reasons_required or data is None:
        return None
    return "without reasons", lambda: _submit(life, chosen, by=who[0], data=data, reasons="  ")


def opens(life: Life) -> None:
    """Another matter, mostly by somebody who may open it, and mostly one that was opened least."""
    by = life.rng.choice(life.actors()[:8] if life.rng.random() < 0.8 else life.actors())
    can = _startable(life, by)
    keys = can if can and life.rng.random() < 0.9 else [each.key for each in procedures.all_current(life.today)]
    key = min(life.rng.sample(keys, min(len(keys), 3)), key=lambda each: life.tried[f"{each}.start"])
    _opens(life, key, by=by, lawfully=key in can and knows(life, by))


def _startable(life: Life, by: Actor) -> list[str]:
    return [each.key for each in procedures.startable(subject_id=life.person.pk, by=by, at=life.now)]


def _opens(life: Life, key: str, *, by: Actor, lawfully: bool) -> None:
    blank = procedures.blank(key=key, subject_id=life.person.pk, by=life.reader, at=life.now).progress
    step = blank.open_step("application")
    assert step is not None
    submit = step.outcomes[0]
    data = _filler(life).fill(submit.form, blank.case)
    before = traces.picture(life.person)
    done, refusal = attempted(
        lambda: procedures.start(key=key, subject_id=life.person.pk, data=data or {}, by=by, at=life.now)
    )
    if done is None:
        assert data is None or not lawfully, f"{by.role} was offered {key} and refused: {refusal!r}"
        assert traces.picture(life.person) == before
        return
    life.say(f"opened {key} by {by.role} of {by.area}")
    life.tried[f"{key}.start"] += 1
    assert data is not None, f"{key} was opened with an empty form"
    assert knows(life, by), f"{by.role} of {by.area} opened {key} for a stranger"
    assert procedures.may(submit.competence, by), f"{by.role} of {by.area} opened {key} without competence"
    truths.all_hold(life)


def seals(life: Life) -> None:
    """Signature and seal under a paper that waits for them, mostly by whoever keeps the seal; letters wait for it."""
    if not (waiting := _unsealed(life)):
        return
    paper, anybody = life.rng.choice(waiting), life.actors()
    keepers = [each for each in anybody if documents.holds_seal(each, issuer=paper.issuer, level=paper.level)]
    by = life.rng.choice(keepers if life.rng.random() < 0.9 else anybody)
    before = traces.picture(life.person)
    done, refusal = attempted(lambda: documents.seal(papers=[paper.uid], by=by, at=life.now))
    if done is None:
        assert by not in keepers, f"{by.role} keeps the seal and could not use it: {refusal!r}"
        assert traces.picture(life.person) == before
        return
    life.say(f"sealed {paper.kind} by {by.role}")
    life.tried["seal"] += 1
    assert by in keepers, f"{by.role} of {by.area} used a seal of {paper.issuer}"
    truths.all_hold(life)


def _unsealed(life: Life) -> list[documents.PaperRow]:
    """The newest papers of the person that wait for a seal."""
    found = documents.of_person(life.person.pk, size=20).rows
    return [each for each in found if each.sealing and each.state == "issued"]


def answers(life: Life) -> None:
    """A second person's word on what was dated too far back; the same person's counts for nothing."""
    waiting = [(view, each) for view in life.open_matters() for each in view.progress.unconfirmed]
    if not waiting:
        return
    view, late = life.rng.choice(waiting)
    by = life.rng.choice(life.actors())
    may = knows(life, by) and procedures.may(late.competence, by) and str(by.person) != late.recorded_by
    accept = life.rng.random() < 0.7
    before = traces.picture(life.person)
    done, refusal = attempted(
        lambda: procedures.confirm(
            matter=view.uid,
            act=late.act,
            accept=accept,
            seen=view.progress.version,
            by=by,
            at=life.now,
            reasons=REASONS,
        )
    )
    if done is None:
        assert refusal is not None
        assert not may or code_of(refusal) in BY_EFFECT, f"{by.role} could not confirm: {refusal!r}"
        assert traces.picture(life.person) == before
        return
    life.say(f"confirmed {accept} {view.key}.{late.step}.{late.outcome} by {by.role}")
    life.tried["confirm"] += 1
    assert may, f"{by.role} of {by.area} confirmed"
    truths.all_hold(life)


def term_moves(life: Life) -> None:
    """A ruling moves the last day, near or far, to or fro; a second person gives it force."""
    if life.person.state not in IN_HAND_STATES:
        return
    lead, second = life.actors()[6:8]
    given = subjects.file(uid=life.person.uid, by=lead, today=life.today).sentence
    assert given is not None
    last = life.today + timedelta(days=life.rng.choice((-9, 0, 3, 29, 31, 44, 45, 46, 90, 400)))
    if last in (given.given.end, given.given.start) or last < given.given.start:
        return
    paper = subjects.Paper(title=WORDS[-1], dated=life.today)
    made = subjects.correct_sentence(
        uid=life.person.uid, sentence=replace(given.given, end=last), paper=paper, reason=REASONS, by=lead, at=life.now
    )
    if made.state == "waiting":
        subjects.decide_correction(correction=made.uid, accept=True, reason="", by=second, at=life.now)
    life.say(f"the last day moved from {given.given.end} to {last}")
    life.has_moved = True
    truths.all_hold(life)
    truths.a_discharge_is_there_in_time(life)


def waits(life: Life) -> None:
    """Time passes: a little, to the next limit, or for weeks. Every night the truth of the day is noted."""
    limits = [clock.due_at for view in life.open_matters() for clock in view.progress.clocks if clock.is_open]
    ahead = sorted(each for each in limits if each > life.now)
    pause = life.rng.choice((timedelta(minutes=7), timedelta(hours=5), timedelta(days=1), timedelta(days=9), None))
    moment = ahead[0] if pause is None and ahead else life.now + (pause or timedelta(days=30))
    if life.rng.random() < 0.2:
        life.go_to(life.end_of_day())
        truths.note_the_day(life)
        life.go_to(life.now + timedelta(microseconds=1))
    life.go_to(max(moment, life.now))
    if life.rng.random() < 0.8:
        _runs(life)
        truths.all_hold(life)


def _runs(life: Life) -> None:
    """The worker comes by: clock and daily run, twice as good as once."""
    first = procedures.run_clocks(at=life.now, over=(COUNTY,))
    opened = procedures.run_daily(at=life.now, over=(COUNTY,))
    life.say(f"the clock ran: {first.lapsed} lapsed, {opened.opened} opened")
    assert (first.failed, opened.failed) == ((), ())
    truths.a_discharge_is_there_in_time(life)
    if life.rng.random() < 0.3:
        before = traces.picture(life.person)
        again = procedures.run_clocks(at=life.now, over=(COUNTY,)), procedures.run_daily(at=life.now, over=(COUNTY,))
        assert (again[0].lapsed, again[1].opened) == (0, 0), "the second run did something"
        assert traces.picture(life.person) == before


def _who(life: Life, chosen: Offer) -> list[Actor]:
    return [each for each in life.actors() if chosen.may(each) and knows(life, each)]


def _weight(life: Life, chosen: Offer) -> float:
    rare = 1 / (1 + life.tried[chosen.name]) ** 2
    return rare * (0.03 if chosen.outcome.is_matter_wide else 1)


def _filler(life: Life) -> Filler:
    return Filler(life.rng, life.now, life.person.area)


def _submit(life: Life, chosen: Offer, *, by: Actor, **more: Any) -> procedures.Done:
    answered = dict.fromkeys(chosen.outcome.must_answer, "已核实")
    return _press(life, chosen.view, chosen.step.key, chosen.outcome.key, by=by, answers=answered, **more)


def _press(
    life: Life, view: MatterView, step: str, outcome: str, *, by: Actor, data: Mapping[str, Any] | None = None,
    seen: int | None = None, reasons: str = REASONS, answers: Mapping[str, str] | None = None,
) -> procedures.Done:  # fmt: skip
    version = view.progress.version if seen is None else seen
    return procedures.submit(
        matter=view.uid, step=step, outcome=outcome, data=data or {}, seen=version, by=by, at=life.now,
        reasons=reasons, answers=answers,
    )  # fmt: skip
