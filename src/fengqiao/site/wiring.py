"""The one table of who reacts to what. Listeners run inside the transaction of the fact.

A corrected fact corrects inbox and clocks without an act: the running matters that read it are projected again.
A fact that a definition names in `by_fact` opens its matter: that part of the table is derived from the definitions.
The timetable of jobs is `site/tasks.py`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol

from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.casework import facts as casework
from fengqiao.documents import facts as papers
from fengqiao.kit import bus, clock, plans, scope
from fengqiao.law import changes
from fengqiao.law import facts as law
from fengqiao.letters import face as letters
from fengqiao.notices import face as notices
from fengqiao.oversight import facts as oversight
from fengqiao.procedures import face as procedures
from fengqiao.site import erasures
from fengqiao.subjects import face as people
from fengqiao.subjects import facts as subjects
from fengqiao.users import facts as users


class AboutPerson(Protocol):
    """A fact about one person."""

    @property
    def subject_id(self) -> int: ...


def connect() -> None:
    """Bind listeners to facts. Called once, when every room is loaded."""
    bus.listen(subjects.SubjectFactsChanged, person_changed)
    bus.listen(subjects.OverlayChanged, person_changed)
    bus.listen(subjects.FilesJoined, person_changed)
    bus.listen(subjects.FilesSeparated, files_separated)
    bus.listen(subjects.PersonErased, person_erased)
    bus.listen(oversight.RecordSealed, record_sealed)
    bus.listen(subjects.PlantedOpened, planted_opened)
    bus.listen(subjects.SubjectEnded, correction_ended)
    bus.listen(subjects.FileMoved, person_changed)
    bus.listen(casework.LeaveRecorded, leave_changed)
    bus.listen(casework.LeaveChanged, leave_changed)
    bus.listen(casework.InjunctionsSorted, injunctions_sorted)
    bus.listen(casework.ClassChanged, class_changed)
    bus.listen(users.PowersChanged, powers_changed)
    bus.listen(users.WayInChanged, way_in_changed)
    bus.listen(law.LawChanged, law_changed)
    bus.listen(papers.PaperChanged, letters.paper_changed)
    bus.listen(papers.PaperChanged, papers_changed)
    for name in procedures.facts_awaited():
        bus.listen(_announced(name), opens_matters)
    plans.connect()
    plans.sized_by(people.SIZE_OF_SCOPE)
    # Messages know nobody: they are told how a person is reached.
    notices.reach_through(people.reachable)


def person_changed(fact: AboutPerson) -> None:
    """Category, flags, residence: every running matter of the person may read them."""
    _project(fact, procedures.PERSON_FACTS)


def files_separated(fact: subjects.FilesSeparated) -> None:
    """Two people again: the running matters of both may read what is no longer the other's."""
    for subject_id in (fact.subject_id, fact.back_id):
        procedures.matter_facts_changed(subject_id=subject_id, keys={procedures.PERSON_FACTS}, at=clock.now())


def person_erased(fact: subjects.PersonErased) -> None:
    """The list outside of the database names it as soon as it is done."""
    transaction.on_commit(erasures.write_at_once)


def planted_opened(fact: subjects.PlantedOpened) -> None:
    """The file of nobody was opened: the data officers hear of it at once."""
    people.planted_opened(by=fact.by, uid=fact.uid, at=clock.now())


def record_sealed(fact: oversight.RecordSealed) -> None:
    """The same list names it: a backup that is older than this line must be sealed again."""
    transaction.on_commit(erasures.write_at_once)


def correction_ended(fact: subjects.SubjectEnded) -> None:
    """Whatever else is open about a person whose term has ended is over too."""
    procedures.overtake(
        subject_id=fact.subject_id,
        outcome="term_ended",
        cause=fact.act,
        beside=fact.matter,
        by=audit.system("overtaking", ranges=(fact.area,)),
        at=fact.at,
    )


def leave_changed(fact: AboutPerson) -> None:
    """Another leave of the person counts into the two-month sum of those still undecided."""
    _project(fact, "approved_leaves")


def injunctions_sorted(fact: AboutPerson) -> None:
    """What an injunction forbids as an area is checked in leaves still undecided."""
    _project(fact, "injunction_areas")


def papers_changed(fact: papers.PaperChanged) -> None:
    """What an archive lacks is told from the papers: one that is sealed or withdrawn changes what may be done there."""
    if fact.subject_id is not None:
        procedures.matter_facts_changed(subject_id=fact.subject_id, keys={"archive"}, at=clock.now())


def class_changed(fact: casework.ClassChanged) -> None:
    """A stricter class cuts a running period of reports: nothing is asked for in it any more.

    A class that a register brings along cuts nothing: no report runs yet about people who are just being loaded.
    """
    if fact.at is None:
        return
    procedures.overtake(
        subject_id=fact.subject_id,
        outcome="superseded",
        cause=f"casework.ClassChanged {fact.class_name} {fact.first_day}",
        procedure="report",
        if_allowed=True,
        by=audit.system("overtaking", ranges=(fact.area,)),
        at=fact.at,
    )


def opens_matters(fact: procedures.Announced) -> None:
    """A definition waits for this fact; it is opened at the moment that the fact names, or now."""
    procedures.fact_announced(fact, at=getattr(fact, "at", None) or clock.now())


def _announced(name: str) -> type:
    """The record of `casework.ClassChanged`: start-up has refused a name that no room announces."""
    room, _, kind = name.partition(".")
    found: type = getattr(import_module(f"fengqiao.{room}.facts"), kind)
    return found


def powers_changed(fact: users.PowersChanged) -> None:
    """A post or a delegated power came or went: another one may decide what waits there."""
    procedures.powers_changed(office=fact.office, at=fact.at)


def way_in_changed(fact: users.WayInChanged) -> None:
    """The owner hears of it in every post: no way in comes or goes silently (T39, T46)."""
    for post, area in fact.posts:
        by = audit.system("passkeys", ranges=(area,))
        with scope.of(by.ranges):
            notices.tell_staff(by=by, at=fact.at, area=area, kind=fact.what, cause=fact.cause, values={}, posts=(post,))


def law_changed(fact: law.LawChanged) -> None:
    """Inbox and clocks of every matter below follow, as a job: a province has very many.

    Places follow on their day, by the timetable.
    """
    from fengqiao.site.tasks import follow_law

    if fact.kind == changes.PLACE:
        return
    follow_law.defer(area=fact.area, since=fact.since.isoformat())


def _project(fact: AboutPerson, key: str) -> None:
    procedures.matter_facts_changed(subject_id=fact.subject_id, keys={key}, at=clock.now())
