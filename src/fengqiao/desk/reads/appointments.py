"""The next appointment as an officer is offered it: a free hour, who, where, what the person will be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.audit import face as audit
from fengqiao.desk.reads import people
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.notices import face as notices
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.supervision import face as supervision

#: What was just recorded in a matter, and for what the person is met next: procedure and outcome.
NEXT: Final[Mapping[tuple[str, str], str]] = {
    ("supervision_visit", "visited"): "visit",
    ("supervision_visit", "talked"): "talk",
}
_SETTLED: Final = frozenset({"accepted", "in_time", "excused"})


@record(kw_only=True)
class Standing:
    """An appointment that stands, with the page on which it is moved or called off."""

    uid: UUID
    title: shell.Words
    starts_at: datetime
    ends_at: datetime
    place: shell.Words
    officer: str
    href: str
    is_past: bool = False


@record(kw_only=True)
class Offer:
    """One kind of appointment as it is offered. Without `begins` no hour of the period is free.

    `earlier` and `later` lead to the free hours beside it; `told` is the text message, word for word.
    """

    kind: str
    title: shell.Words
    kinds: tuple[shell.View, ...]
    begins: datetime | None
    ends: datetime | None
    earlier: str
    later: str
    place: shell.Words
    officer: str
    why: shell.Words
    told: str
    standing: Standing | None
    action: str
    is_move: bool = False


def offer(
    row: subjects.SubjectRow, *, kind: str, near: datetime | None, by: audit.Actor, now: datetime
) -> Offer | None:
    """The proposal for a kind, or for the most pressing one; None when nothing is asked of the person."""
    known = supervision.arranging(subject_id=row.id, by=by, at=now)
    if not known or (kind and kind not in known):
        return None
    address = shell.address("desk:appointment", row.uid)
    chosen = known[kind] if kind else next(iter(known.values()))
    kinds = tuple(shell.View(titled(each), f"{address}?kind={each}", current=each == chosen.kind) for each in known)
    return _offer(chosen, near, address, kinds=kinds, now=now)


def moving(row: supervision.Appointment, *, near: datetime | None, by: audit.Actor, now: datetime) -> Offer | None:
    """Another hour for one that stands; None when nothing of its kind is asked for any more."""
    known = supervision.arranging(subject_id=row.subject_id, by=by, at=now, moving=row.uid).get(row.kind)
    if known is None:
        return None
    return _offer(known, near, shell.address("desk:appointment-move", row.uid), moved=row, now=now)


def _offer(
    known: supervision.Arranging,
    near: datetime | None,
    address: str,
    *,
    kinds: tuple[shell.View, ...] = (),
    moved: supervision.Appointment | None = None,
    now: datetime,
) -> Offer:
    found = known.proposed(near or (moved.starts_at if moved else None))
    if moved and found.begins == moved.starts_at:
        found = known.proposed(found.later or found.earlier)
    kind = "appointment_moved" if moved else "appointment"
    return Offer(
        kind=known.kind,
        title=titled(known.kind),
        kinds=kinds,
        begins=found.begins,
        ends=found.ends,
        earlier=_at(address, known.kind, found.earlier, moved),
        later=_at(address, known.kind, found.later, moved),
        place=supervision.MEETING_PLACES[known.place],
        officer=known.officer_name,
        why=_why(known),
        told=notices.words(kind=kind, area=known.person.area, when=found.begins) if found.begins else "",
        standing=standing(known.standing, now=now) if known.standing else None,
        action=address,
        is_move=moved is not None,
    )


def _at(address: str, kind: str, moment: datetime | None, moved: object) -> str:
    if moment is None:
        return ""
    at = {"at": f"{moment.astimezone(clock.SHANGHAI):%Y-%m-%dT%H:%M}"}
    return f"{address}?{urlencode(at if moved else {'kind': kind, **at})}"


def _why(known: supervision.Arranging) -> shell.Words:
    """On what the proposal rests, in one line."""
    first, due = shell.day(known.period.first), shell.day(known.period.due)
    if known.is_overdue:
        return shell.Text(f"上期逾期未完成，尽早安排；本期截止 {due}", f"The last one was missed: soon; due by {due}")
    return shell.Text(f"按现行管理类别的频次：本期 {first} 起，截止 {due}", f"By the class's rhythm: {first} to {due}")


def onward(uid: UUID, kind: str) -> str:
    """Where one goes after an outcome was recorded: the file, with the next appointment of the kind to be accepted."""
    chained = f"&next={kind}" if kind in supervision.MEETINGS else ""
    return f"{people.file_href(uid)}?tab=supervision{chained}"


def after(view: procedures.MatterView, outcome: str) -> str:
    """The kind of the next appointment after an act in a matter of reports or visits; empty after any other."""
    if view.key == supervision.REPORTING and outcome in _SETTLED:
        kind = str(view.progress.form.get("kind", ""))
        return kind if kind in supervision.MEETINGS else ""
    return NEXT.get((view.key, outcome), "")


def titled(kind: str) -> law.Text:
    """For what somebody is met, as a heading: in English with a capital."""
    words = supervision.KINDS[kind]
    return law.Text(words.zh, words.en[:1].upper() + words.en[1:])


def initial(offer: Offer | None) -> dict[str, object]:
    """The proposal as the form by hand begins with it."""
    if offer is None or offer.begins is None:
        return {}
    local = offer.begins.astimezone(clock.SHANGHAI)
    return {"day": local.date(), "hour": local.time()}


def standing(row: supervision.Appointment, *, now: datetime) -> Standing:
    """One that stands."""
    return Standing(
        uid=row.uid,
        title=titled(row.kind),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=supervision.MEETING_PLACES[row.place],
        officer=row.officer_name,
        href=shell.address("desk:appointment-move", row.uid),
        is_past=row.starts_at <= now,
    )


def of_person(subject_id: int, *, now: datetime) -> tuple[Standing, ...]:
    """What is arranged with one person from today on. One query."""
    since = clock.start_of(clock.local_day(now))
    rows = supervision.appointments_of((subject_id,), since=since).get(subject_id, ())
    return tuple(standing(row, now=now) for row in rows)


def known(uid: UUID, *, by: audit.Actor, now: datetime) -> tuple[supervision.Appointment, people.Named]:
    """An appointment with its person. Raises: subjects.UnknownSubject for one that the viewer may not know of."""
    row = supervision.appointment(uid)
    named = people.named(ids=(row.subject_id,), by=by, today=clock.local_day(now)) if row else {}
    if row is None or row.subject_id not in named:
        raise subjects.UnknownSubject(uid)
    return row, named[row.subject_id]


STATES: Final = {"called_off": _("Called off"), "over": _("Its hour is over")}
