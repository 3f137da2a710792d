"""How a matter is told: each act through the face, by the right actor, at its own moment in the past weeks.

Nothing is written beside the faces, and each matter is one transaction. What a procedure refuses stops the build
with the story's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.db import transaction

from fengqiao.demo.company import LEAD, Company, Office
from fengqiao.demo.days import Days
from fengqiao.documents import face as documents
from fengqiao.kit import scope
from fengqiao.procedures import face as procedures


class StoryRefused(Exception):
    """A story that the house would not let happen: a fault of the demonstration, named."""


@contextmanager
def story(name: str) -> Any:
    """One story in one transaction. Raises: StoryRefused for whatever the faces refuse."""
    try:
        with transaction.atomic():
            yield
    except procedures.Refused as error:
        wrong = "; ".join(f"{each.field}: {each.text.zh}" for each in error.refusal.wrong)
        text = f"{error.refusal.code}: {error.refusal.reason.zh} {wrong}"
        raise StoryRefused(f"{name}: {text}") from error
    except Exception as error:
        raise StoryRefused(f"{name}: {type(error).__name__} {error}") from error


@dataclass
class Telling:
    """One matter while it is being told. Every method is an act and gives the matter back for the next one.

    Moments may be given as they come to mind: an act is never earlier than the one before, nor later than now.
    """

    company: Company
    days: Days
    office: Office
    subject_id: int
    uid: UUID | None = None
    version: int = 0
    moment: datetime | None = field(default=None)

    def begin(self, key: str, data: Mapping[str, Any], *, who: str, when: datetime) -> Self:
        """Open the matter."""
        at = self._pass_to(when)
        done = procedures.start(key=key, subject_id=self.subject_id, data=data, by=self.company.at_work(who, at), at=at)
        return self._took(done)

    def act(
        self,
        who: str,
        step: str,
        outcome: str,
        when: datetime,
        data: Mapping[str, Any] | None = None,
        *,
        reasons: str = "",
        answers: Mapping[str, str] | None = None,
    ) -> Self:
        """An outcome of an open step."""
        assert self.uid is not None
        at = self._pass_to(when)
        done = procedures.submit(
            matter=self.uid,
            step=step,
            outcome=outcome,
            data=data or {},
            seen=self.version,
            by=self.company.at_work(who, at),
            at=at,
            reasons=reasons,
            answers=answers or {},
        )
        return self._took(done)

    def sealed(self, kind: str, when: datetime) -> Self:
        """The county's lead signs and seals the papers of a kind: their letters leave, what waited for that is done."""
        assert self.uid is not None
        at = self._pass_to(when)
        by = self.company.at_work(LEAD, at)
        with transaction.atomic(), scope.of(by.ranges):
            waiting = [row.uid for row in documents.of_matter(self.uid) if (row.kind, row.state) == (kind, "issued")]
            documents.seal(papers=waiting, by=by, at=at)
            self.version = procedures.matter(uid=self.uid, by=by, at=at).progress.version
        return self

    def lapsed(self, when: datetime) -> Self:
        """The clock runs here, as the worker does every few minutes: what was due by then has lapsed."""
        assert self.uid is not None
        at = self._pass_to(when)
        by = self.company.at_work(self.office.head, at)
        with scope.of(by.ranges):
            self.version = procedures.matter(uid=self.uid, by=by, at=at).progress.version
        return self

    def clock_ran(self, when: datetime) -> Self:
        """The worker's own run over the county: what has lapsed by then is written, and opens what it opens."""
        procedures.run_clocks(at=self._pass_to(when), over=(self.office.area[:6],))
        return self.lapsed(when)

    def due(self, clock: str) -> datetime:
        """The first moment too late for a clock of this matter: holidays and make-up days move it about a fixed story.

        Raises: LookupError when no such clock runs.
        """
        assert self.uid is not None
        assert self.moment is not None
        by = self.company.at_work(LEAD, self.moment)
        with scope.of(by.ranges):
            shown = procedures.matter(uid=self.uid, by=by, at=self.moment).progress.clock(clock)
        if shown is None:
            raise LookupError(f"no clock {clock} runs")
        return shown.due_at

    def office_hour(self, away: int, hour: float) -> datetime:
        """An hour of a working day, and after what was recorded before: what a form tells is never older than that."""
        when = self.days.office(away, hour)
        return max(when, self.moment + timedelta(minutes=20)) if self.moment else when

    def after(self, other: Telling) -> Self:
        """Go on when another matter of the same person has come as far as it has: one of them moves the other."""
        if other.moment is not None:
            self.moment = self._pass_to(other.moment)
        return self

    def adopt(self, key: str) -> Self:
        """Take up the matter that has opened by itself. Raises: LookupError when none is open."""
        by = self.company.at_work(LEAD, self.days.now)
        with scope.of(by.ranges):
            rows = procedures.matters_of(subject_id=self.subject_id)
            row = next((each for each in rows if each.key == key and each.ended_at is None), None)
            if row is None:
                raise LookupError(f"no {key} is open")
            view = procedures.matter(uid=row.uid, by=by, at=row.started_at)
        self.uid, self.version, self.moment = row.uid, view.progress.version, row.started_at
        return self

    def _pass_to(self, when: datetime) -> datetime:
        """The moment of the next act."""
        when = min(when, self.days.now)
        self.moment = max(self.moment, when) if self.moment else when
        return self.moment

    def _took(self, done: procedures.Done) -> Self:
        self.uid, self.version = done.matter, done.version
        return self


Tell = Callable[[Any], object]
