"""A matter brought to life: its definition, acts and facts, folded by the engine."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.kit.records import record
from fengqiao.procedures.definitions import running
from fengqiao.procedures.grammar import Act, Delegated, Fact, Facts, Later, Procedure
from fengqiao.procedures.models import Matter
from fengqiao.procedures.progress import progress, settle
from fengqiao.procedures.progress_fold import PAPERS
from fengqiao.procedures.progress_records import Progress
from fengqiao.procedures.reads.acts import acts_of
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users


@record
class Standing:
    """One matter at one moment. `owed` are acts of the clock that are not written yet."""

    matter: Matter
    definition: Procedure
    facts: Facts
    acts: tuple[Act, ...]
    owed: tuple[Act, ...]
    progress: Progress

    @property
    def uid(self) -> UUID:
        """What an audit row points at."""
        return self.matter.uid

    @property
    def area(self) -> str:
        """Where an audit row belongs."""
        return self.matter.area

    def after(self, acts: tuple[Act, ...], at: datetime) -> Standing:
        """The same matter with these acts added."""
        added = self.acts + acts
        return replace(self, acts=added, owed=(), progress=progress(self.definition, added, self.facts, at))

    def since(self, version: int) -> tuple[Act, ...]:
        """The acts that came after a count of acts; notes about papers are not counted."""
        return tuple(act for act in self.acts + self.owed if act.step != PAPERS)[version:]


#: Who may decide at some places on a day: what was delegated, and who holds which post.
Powers = Mapping[str, tuple[Sequence[Delegated], Mapping[str, frozenset[str]] | None]]


def facts_for(
    definition: Procedure, *, subject_id: int, area: str, on: date, matter: UUID | None = None,
    powers: Powers | None = None,
) -> Facts:  # fmt: skip
    """What the definition reads about the person, with the powers and the posts of the place, on a day."""
    found = facts_for_many(definition, places={subject_id: area}, on=on, powers=powers)
    return replace(found[subject_id], matter=matter)


def facts_for_many(
    definition: Procedure, *, places: Mapping[int, str], on: date, powers: Powers | None = None
) -> dict[int, Facts]:
    """The same for many people, each with the area of the responsible office; queries grow with nothing but the facts.

    `powers` are those of the places on that day when the caller has them. Raises: UnknownSubject.
    """
    values = {fact.key: _values(fact, places, on) for fact in definition.reads if not isinstance(fact.load, Later)}
    return {
        subject: replace(common, values={key: by_subject[subject] for key, by_subject in values.items()})
        for subject, common in _common(places, on, powers).items()
    }


def _common(places: Mapping[int, str], on: date, powers: Powers | None = None) -> dict[int, Facts]:
    """What every definition reads: the person's state, category and flags, the powers and the posts of the place."""
    told = subjects.matter_facts_of(subject_ids=places, on=on)
    powers = powers or powers_at(set(places.values()), on=on)
    return {
        subject: Facts(
            area=area,
            state=told[subject].state,
            term_end=told[subject].term_end,
            category=told[subject].category,
            flags=told[subject].flags,
            delegations=powers[area][0],
            holders=powers[area][1],
        )
        for subject, area in places.items()
    }


def common_facts_of(places: Mapping[int, str], *, on: date) -> dict[int, Facts]:
    """What every definition reads about these people on a day, with the powers of their places. Three queries."""
    return _common(places, on)


def person_facts(places: Mapping[int, str], *, on: date) -> dict[int, Facts]:
    """State, category and flags of many people, with nobody's powers: for what no competence is asked of. One query."""
    return _common(places, on, dict.fromkeys(places.values(), ((), None))) if places else {}


class Together:
    """The facts of some people on a day, each loaded for all of them when the first rule asks for it, and once for all
    the definitions that read it."""

    def __init__(self, subject_ids: Collection[int], on: date) -> None:
        self._subjects = tuple(subject_ids)
        self._on = on
        self._found: dict[Any, Mapping[int, Any]] = {}

    def of(self, definition: Procedure, subject_id: int) -> WhenAsked:
        """What a definition reads about one of them."""
        return WhenAsked(definition, subject_id, self)

    def loaded(self, fact: Fact, subject_id: int) -> Any:
        """One fact about one of them."""
        if fact.load_many is not None and len(self._subjects) > 1:
            if fact.load_many not in self._found:
                self._found[fact.load_many] = fact.load_many(subject_ids=self._subjects, on=self._on)
            return self._found[fact.load_many][subject_id]
        assert not isinstance(fact.load, Later)
        key = (fact.load, subject_id)
        if key not in self._found:
            self._found[key] = {subject_id: fact.load(subject_id=subject_id, on=self._on)}
        return self._found[key][subject_id]


class WhenAsked(Mapping[str, Any]):
    """The facts of one definition, each loaded when a rule asks for it: before a matter begins few do."""

    def __init__(self, definition: Procedure, subject_id: int, together: Together) -> None:
        self._reads = {each.key: each for each in definition.reads if not isinstance(each.load, Later)}
        self._subject_id = subject_id
        self._together = together

    def __getitem__(self, key: str) -> Any:
        return self._together.loaded(self._reads[key], self._subject_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._reads)

    def __len__(self) -> int:
        return len(self._reads)


def common_facts(*, subject_id: int, area: str, on: date) -> Facts:
    """What every definition reads about a person on a day. Raises: UnknownSubject."""
    return _common({subject_id: area}, on)[subject_id]


def when_asked(key: str, version: int, *, subject_id: int, on: date) -> WhenAsked:
    """The facts of one definition, each loaded once, when a rule asks for it."""
    return Together((subject_id,), on).of(running(key, version), subject_id)


class Delegations(Sequence[Delegated]):
    """The powers delegated to an office on a day, loaded when a rule asks for them."""

    def __init__(self, area: str, on: date) -> None:
        self._where = (area, on)
        self._found: tuple[Delegated, ...] | None = None

    @property
    def _all(self) -> tuple[Delegated, ...]:
        if self._found is None:
            self._found = _delegated(*self._where)
        return self._found

    def __getitem__(self, index: Any) -> Any:
        return self._all[index]

    def __len__(self) -> int:
        return len(self._all)


def facts_before(definitions: Iterable[Procedure], *, subject_id: int, area: str, on: date) -> Iterator[Facts]:
    """The facts of several definitions that have not begun about one person: what they share is loaded once, the
    powers that were delegated when a rule asks for them. Raises: UnknownSubject.
    """
    powers: Powers = {area: (Delegations(area, on), _holders(area, on))}
    common = _common({subject_id: area}, on, powers)[subject_id]
    together = Together((subject_id,), on)
    return (replace(common, values=together.of(each, subject_id)) for each in definitions)


def _values(fact: Fact, places: Mapping[int, str], on: date) -> Mapping[int, Any]:
    if fact.load_many is not None and len(places) > 1:
        return fact.load_many(subject_ids=tuple(places), on=on)
    assert not isinstance(fact.load, Later)
    return {subject: fact.load(subject_id=subject, on=on) for subject in places}


def _delegated(area: str, on: date) -> tuple[Delegated, ...]:
    return _as_given(users.delegations(area, on=on))


def _as_given(delegations: Iterable[users.Delegation]) -> tuple[Delegated, ...]:
    return tuple(
        Delegated(power=given.power, document=given.document, since=given.since, until=given.until)
        for given in delegations
    )


def _holders(area: str, on: date) -> dict[str, frozenset[str]]:
    return _by_number(users.holders(area, on=on))


def _by_number(holders: Mapping[str, frozenset[int]]) -> dict[str, frozenset[str]]:
    return {role: frozenset(str(person) for person in persons) for role, persons in holders.items()}


def powers_at(places: Collection[str], *, on: date) -> Powers:
    """Who may decide at each of these places on a day. Two queries, however many they are."""
    given, holders = users.delegations_at(places, on=on), users.holders_at(places, on=on)
    return {area: (_as_given(given[area]), _by_number(holders[area])) for area in places}


def facts_of(matter: Matter, definition: Procedure, *, on: date, powers: Powers | None = None) -> Facts:
    """What a matter's definition reads about its person on a day."""
    return facts_for(
        definition, subject_id=matter.subject_id, area=matter.area, on=on, matter=matter.uid, powers=powers
    )


def powers_of(standing: Standing, *, area: str, on: date) -> Powers | None:
    """The powers that a matter was just read with, for another reading of the same place on the same day. What an act
    of a procedure brings about gives nobody a post and delegates nothing."""
    facts = standing.facts
    if facts.area != area or local_day(standing.progress.case.now) != on:
        return None
    return {area: (facts.delegations, facts.holders)}


def standing_of(matter: Matter, *, at: datetime) -> Standing:
    """A matter as it stands, with what the clock owes by now already counted in.

    Raises: UnknownProcedure when the version it began with is not registered any more.
    """
    definition = running(matter.procedure, matter.version)
    facts = facts_of(matter, definition, on=local_day(at))
    acts = acts_of(matter.id)
    owed = () if matter.ended_at else settle(definition, acts, facts, at, new_id)
    return Standing(matter, definition, facts, acts, owed, progress(definition, acts + owed, facts, at))


def as_projected(matter: Matter, *, at: datetime | None = None, beside: Standing | None = None) -> Standing:
    """A matter by its written acts alone, at the moment of its last projection or at a given one. `beside`: another
    matter of the person that was read just now."""
    when = at or matter.projected_at
    definition = running(matter.procedure, matter.version)
    powers = powers_of(beside, area=matter.area, on=local_day(when)) if beside else None
    facts = facts_of(matter, definition, on=local_day(when), powers=powers)
    acts = acts_of(matter.id)
    return Standing(matter, definition, facts, acts, (), progress(definition, acts, facts, when))


def refreshed(standing: Standing, *, at: datetime) -> Standing:
    """The same acts with facts loaded anew, after effects have changed them."""
    matter, on = standing.matter, local_day(at)
    facts = facts_of(matter, standing.definition, on=on, powers=powers_of(standing, area=matter.area, on=on))
    return replace(standing, facts=facts, owed=(), progress=progress(standing.definition, standing.acts, facts, at))
