"""Drives a definition in the pure engine: a matter without a database, as tests hold it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from fengqiao.procedures.admission import admit, confirm
from fengqiao.procedures.checks import all_problems
from fengqiao.procedures.describe import as_text, describe, laters
from fengqiao.procedures.effects import calls, papers
from fengqiao.procedures.grammar import BY_LETTER, SHANGHAI, Act, By, Facts, Level, Procedure
from fengqiao.procedures.progress import as_it_stood, progress, settle
from fengqiao.procedures.progress_records import EffectCall, PaperOrder, Progress, Refusal

#: What the catalogue's tests use of the engine comes through here: rooms see one another by their doors only.
__all__ = [
    "AREA",
    "BUREAU_HEAD",
    "CITY_LEAD",
    "CLERK",
    "COUNTY_CLERK",
    "COUNTY_LEAD",
    "HEAD",
    "SECOND_CLERK",
    "STAFF",
    "Matter",
    "Refusal",
    "all_problems",
    "as_text",
    "describe",
    "laters",
    "moment",
    "post",
]

AREA = "330681109"
_LEVEL_OF = {"office": 4, "county": 3, "bureau": 3, "city": 2, "province": 1}


def post(role: str, person: str, area: str = AREA, **more: Any) -> By:
    """A person in a post over the area's level."""
    level = Level(_LEVEL_OF[role.split("_")[0]])
    return By(person=person, name=person, role=role, level=int(level), area=level.area_of(area), **more)


CLERK = post("office_staff", "clerk")
SECOND_CLERK = post("office_staff", "second clerk")
HEAD = post("office_head", "head")
COUNTY_CLERK = post("county_staff", "county clerk")
COUNTY_LEAD = post("county_lead", "county lead")
BUREAU_HEAD = post("bureau_head", "bureau head")
CITY_LEAD = post("city_lead", "city lead")
STAFF = (CLERK, SECOND_CLERK, HEAD, COUNTY_CLERK, COUNTY_LEAD, BUREAU_HEAD, CITY_LEAD)


def moment(text: str) -> datetime:
    """A moment in Shanghai: 2026-11-25 07:00."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@dataclass
class Matter:
    """One matter in the hands of a test."""

    definition: Procedure
    facts: Facts
    now: datetime
    acts: tuple[Act, ...] = ()
    ids: count[int] = field(default_factory=lambda: count(1))

    def new_id(self) -> UUID:
        return UUID(int=next(self.ids))

    @property
    def standing(self) -> Progress:
        return progress(self.definition, self.acts, self.facts, self.now)

    def at(self, text: str) -> Matter:
        """Move on to a moment; the clock's acts are written on the way, as the worker does."""
        self.now = moment(text)
        self.acts += settle(self.definition, self.acts, self.facts, self.now, self.new_id)
        return self

    def later(self, **span: float) -> Matter:
        return self.at((self.now + timedelta(**span)).astimezone(SHANGHAI).isoformat()[:19])

    def stood(self, then: datetime) -> Progress:
        """The standing at an earlier moment."""
        return as_it_stood(self.definition, self.acts, self.facts, then)

    def folded(self, acts: tuple[Act, ...], now: datetime) -> Progress:
        """The standing by some of the acts only."""
        return progress(self.definition, acts, self.facts, now)

    def calls(self, act: Act) -> tuple[EffectCall, ...]:
        """What the act calls of other rooms."""
        return calls(self.standing, act)

    def papers(self, act: Act) -> tuple[PaperOrder, ...]:
        """What the act issues."""
        return papers(self.standing, act)

    def attempt(self, name: str, by: By, **more: Any) -> Act | Refusal:
        """Try an act, `step.outcome`, on the standing as it is; append it when it is admitted."""
        step, outcome = name.split(".")
        standing = self.standing
        values = {"data": {}, "version": standing.version, **more}
        answer = admit(standing, uid=self.new_id(), step=step, outcome=outcome, by=by, now=self.now, **values)
        if isinstance(answer, Act):
            self.acts += (answer,)
            self.acts += settle(self.definition, self.acts, self.facts, self.now, self.new_id)
        return answer

    def do(self, name: str, by: By, **more: Any) -> Act:
        """An act that must be admitted."""
        answer = self.attempt(name, by, **more)
        assert isinstance(answer, Act), answer
        return answer

    def refused(self, name: str, by: By, **more: Any) -> Refusal:
        """An act that must not be admitted."""
        answer = self.attempt(name, by, **more)
        assert isinstance(answer, Refusal), f"{name} by {by.person} was admitted"
        return answer

    def letter(self, name: str, **data: Any) -> Act:
        """A letter arrives."""
        return self.do(name, BY_LETTER, data=data)

    def confirm(self, act: Act, by: By, *, accept: bool = True, reasons: str = "") -> Act | Refusal:
        answer = confirm(
            self.standing, uid=self.new_id(), act=act.uid, by=by, now=self.now, accept=accept, reasons=reasons
        )
        if isinstance(answer, Act):
            self.acts += (answer,)
            self.acts += settle(self.definition, self.acts, self.facts, self.now, self.new_id)
        return answer

    def knows(self, **values: Any) -> Matter:
        """Other rooms' facts change."""
        self.facts = replace(self.facts, values={**self.facts.values, **values})
        return self

    def lets_out(self, act: Act) -> Matter:
        """The papers of an act are sealed and its letters are out."""
        return self.knows(letters_out=self.facts.values.get("letters_out", frozenset()) | {str(act.uid)})

    @property
    def open(self) -> list[str]:
        return [step.key for step in self.standing.open_steps]
