"""People whose term ends about now: their discharges, one for every state that P40 knows.

The daily run has opened each; the terms decide how far a story can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fengqiao.demo.archive_telling import Archive
from fengqiao.demo.company import Company, office_of
from fengqiao.demo.days import Days
from fengqiao.demo.discharge_telling import Discharge
from fengqiao.demo.supervision_telling import Meeting
from fengqiao.demo.telling import story
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects

# Unit: days before the build. When the daily run opened the discharges that are told.
_OPENED = 40


@dataclass(frozen=True, slots=True)
class Farewell:
    """What happens to one person. `over`: the term has ended already."""

    name: str
    over: bool
    tell: Callable[[Discharge], object]
    minor: bool = False


def _decided(story: Discharge) -> Discharge:
    return story.summary(-36).appraised(-34).reviewed(-32).agreed(-31)


def _everything(story: Discharge) -> Discharge:
    return story.told_organs(-1).notice_sealed(-1).handed_to_aftercare(-1).cleared(-1)


def _archive(story: Discharge) -> Archive:
    """Discharged with everything that belongs to it; the archive that it has opened, in order and handed over."""
    return _everything(_decided(story).certified().handed_over().announced()).archive().collected(-1).handed_over(-1)


def _lent_often(archive: Archive) -> object:
    """Closed, stored, lent and brought back, refused to somebody else, lent again and not brought back in time."""
    archive.returned(-1).collected(-1).handed_over(-1).checked(-1).closed(-1).stored(-1, 1)
    archive.asked_for(-1, back=3).lent(-1).brought_back(-1)
    archive.asked_for(-1, back=3).refused(-1)
    return archive.asked_for(-1, back=-1).lent(-1)


def _visit_too_late(story: Discharge) -> Discharge:
    """A visit that was planned is overtaken by the end of the term."""
    visit = Meeting(story.company, story.days, story.office, story.subject_id).planned("visit", -30, -28)
    visit.act(story.office.first, "hold", "term_ended", story.days.now)
    return story


FAREWELLS = (
    Farewell(
        "discharged, everything done",
        True,
        lambda s: _everything(_decided(s).certified().handed_over().announced()),
    ),
    Farewell("archive lent and overdue", True, lambda s: _lent_often(_archive(s))),
    Farewell(
        "archive lent",
        True,
        lambda s: _archive(s).checked(-1).closed(-1).stored(-1, 2).asked_for(-1, back=9).lent(-1).extended(0, to=12),
    ),
    Farewell("archive to be stored", True, lambda s: _archive(s).checked(-1).closed(-1)),
    Farewell("archive to be closed", True, lambda s: _archive(s).checked(-1)),
    Farewell("archive to be checked", True, _archive),
    Farewell(
        "archive of a minor, sealed", True, lambda s: _archive(s).checked(-1).closed(-1).stored(-1, 3), minor=True
    ),
    Farewell("discharged, organs to be told", True, lambda s: _decided(s).certified().handed_over().announced()),
    Farewell("discharged, to be announced", True, lambda s: _decided(s).certified().told_organs(-1)),
    Farewell("certificate overdue", True, lambda s: _visit_too_late(_decided(s))),
    Farewell("certificate to come", False, lambda s: _decided(s)),
    Farewell("to be decided", False, lambda s: s.summary(-8).appraised(-6).reviewed(-4)),
    Farewell("to be reviewed", False, lambda s: s.no_summary(-7).appraised(-5)),
    Farewell("to be appraised", False, lambda s: s.summary(-3)),
    Farewell("a case is pending", False, lambda s: s.summary(-20).appraised(-18).reviewed(-15).waits(-14)),
)


def open_early(county: str, *, days: Days) -> None:
    """The daily run of some weeks ago, for discharges alone."""
    procedures.run_daily(at=days.at(-_OPENED, 0.2), over=(county,), only={"discharge"})


def tell(people: list[subjects.SubjectRow], *, company: Company, days: Days) -> int:
    """As many stories as there are people; `people` come with the soonest end first. Returns how many were told."""
    pools: dict[tuple[bool, bool], list[subjects.SubjectRow]] = {}
    for each in people:
        if each.term_end <= days.day(5):
            pools.setdefault((each.term_end < days.today, each.is_minor_regime), []).append(each)
    waiting = {kind: iter(them) for kind, them in pools.items()}
    return sum(
        _told(each, waiting.get((each.over, each.minor), iter(())), company=company, days=days) for each in FAREWELLS
    )


def _told(farewell: Farewell, pool: Iterator[subjects.SubjectRow], *, company: Company, days: Days) -> int:
    person = next(pool, None)
    if person is None:
        return 0
    with story(f"discharge/{farewell.name}"):
        telling = Discharge(
            company, days, office_of(person.area), person.id, term_end=person.term_end, minor=person.is_minor_regime
        )
        farewell.tell(telling.adopt("discharge"))
    return 1
