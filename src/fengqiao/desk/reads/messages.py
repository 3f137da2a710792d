"""The bell's list, one notice, and the messages of a person: notices know no names, the desk puts them beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.audit import face as audit
from fengqiao.desk.reads import choices, people
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.notices import face as notices
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.users import face as users

STATES: Final[Mapping[str, shell.Tag]] = {
    "waiting": shell.Tag(_("waits to be sent"), "info", "hourglass"),
    "sending": shell.Tag(_("being sent"), "info", "hourglass"),
    "accepted": shell.Tag(_("sent, no receipt yet"), "notice", "arrow-up-right"),
    "delivered": shell.Tag(_("arrived"), "ok", "circle-check"),
    "failed": shell.Tag(_("did not arrive"), "danger", "alert-octagon"),
    "stopped": shell.Tag(_("number switched off"), "danger", "ban"),
    "expired": shell.Tag(_("not sent: out of time"), "warn", "clock-exclamation"),
    "no_number": shell.Tag(_("no number"), "warn", "alert-triangle"),
    "no_channel": shell.Tag(_("not sent: no way out is set up"), "warn", "alert-triangle"),
}
EVENTS: Final[Mapping[str, shell.Words]] = {
    "accepted": _("taken by the gateway"),
    "refused": _("refused"),
    "unreachable": _("gateway not reached"),
    "interrupted": _("try was interrupted"),
    "arrived": _("receipt: arrived"),
    "lost": _("receipt: did not arrive"),
    "stopped": _("number switched off"),
    "expired": _("out of time"),
    "no_channel": _("no way out is set up"),
}
AUDIENCES: Final[Mapping[str, shell.Words]] = {"person": _("The person"), "guardian": _("Guardian")}
ICONS: Final[Mapping[str, str]] = {
    "decided": "gavel",
    "undelivered": "alert-octagon",
    "overdue": "alert-octagon",
    "large_export": "download",
    "large_print": "printer",
    "exact_searches": "alert-triangle",
    "canary_search": "alert-octagon",
    "canary_opened": "alert-octagon",
    "sealing_proposed": "archive",
    "sealed_opened": "lock",
    "identity_added": "user-check",
    "identity_removed": "user-check",
    "passkey_added": "fingerprint",
    "passkey_removed": "fingerprint",
    "passkey_stopped": "alert-octagon",
    "place_changes": "map-pin",
    "avoidance": "user-off",
    "request_due": "clock-exclamation",
    "opening": "lock",
    "opening_asked": "lock",
    "opening_unreviewed": "clock-exclamation",
    "letter_received": "files",
    "letter_overdue": "clock-exclamation",
    "letter_unsent": "hourglass",
    "handed_back": "user-check",
    "clock_silent": "clock-exclamation",
    "clock_failed": "clock-exclamation",
}

LETTERS: Final[Mapping[str, str]] = {
    "letter_received": "desk:letter-arrived",
    "letter_overdue": "desk:letter-sent",
    "letter_unsent": "desk:letter-sent",
}
"""Notices whose cause is a letter, and where it is looked at."""

OVERSIGHT: Final[Mapping[str, str]] = {
    **dict.fromkeys(("opening", "opening_asked", "opening_unreviewed"), "oversight:board"),
    "sealing_proposed": "oversight:sealings",
}
"""Notices that lead to a list of the room of oversight."""

PASSKEYS: Final = frozenset({"passkey_added", "passkey_removed", "passkey_stopped"})
"""Notices that lead to one's own passkeys."""


@record(kw_only=True)
class Line:
    """One notice in the list. `person` is empty when there is nobody, or nobody the viewer may know of."""

    row: notices.NoticeRow
    icon: str
    person: shell.Person | None
    is_about_somebody: bool
    is_for_colleague: bool
    is_letter: bool
    href: str


@record(kw_only=True)
class Page:
    """The list behind the bell."""

    lines: tuple[Line, ...]
    next_cursor: str | None
    unread: int


@record(kw_only=True)
class Done:
    """One act that a deputy did."""

    title: shell.Words
    step: shell.Words
    outcome: shell.Words
    at: datetime
    href: str


@record(kw_only=True)
class Whole:
    """One notice on its page; for the end of a cover with what came and what was done."""

    line: Line
    answered_by: str
    came: tuple[Line, ...]
    done: tuple[Done, ...]


SHOWS: Final = (("", _("All")), ("unread", _("Unread")), ("answer", _("To be answered")))
"""What of the list may be shown alone."""


def views(query: choices.Query, *, unread: int) -> tuple[shell.View, ...]:
    """The three views of the list as tabs."""
    return tuple(
        shell.View(
            label,
            query.having(show=show),
            current=query.get("show") == show,
            count=unread if show == "unread" else None,
        )
        for show, label in SHOWS
    )


def inbox(*, by: audit.Actor, now: datetime, show: str, after: str | None, size: int) -> Page:
    """One page of notices. Queries: notices, count, names; with a cover its first day. Raises: kit.keyset.BadCursor."""
    found = notices.inbox(by=by, at=now, show=show, after=after, size=size)
    return Page(
        lines=_lines(found.rows, by=by, now=now),
        next_cursor=found.next_cursor,
        unread=notices.unread(by=by, at=now),
    )


def _lines(rows: tuple[notices.NoticeRow, ...], *, by: audit.Actor, now: datetime) -> tuple[Line, ...]:
    ids = {row.subject_id for row in rows if row.subject_id is not None}
    named = people.named(ids=ids, by=by, today=clock.local_day(now))
    return tuple(_line(row, named, by=by) for row in rows)


def _line(row: notices.NoticeRow, named: Mapping[int, people.Named], *, by: audit.Actor) -> Line:
    person = named.get(row.subject_id) if row.subject_id is not None else None
    return Line(
        row=row,
        icon=ICONS[row.kind],
        person=None if person is None else person.cell,
        is_about_somebody=row.subject_id is not None,
        is_for_colleague=row.post is not None and row.post != by.post,
        is_letter=row.kind in LETTERS,
        href=_href(row),
    )


def _href(row: notices.NoticeRow) -> str:
    """What a notice is about: the letter, else the matter."""
    if row.kind in LETTERS:
        return shell.address(LETTERS[row.kind], row.cause)
    return people.matter_href(row.matter) if row.matter is not None else ""


def whole(uid: UUID, *, by: audit.Actor, now: datetime) -> Whole:
    """One notice for one viewer. Raises: notices.UnknownNotice."""
    row = notices.notice(uid, by=by, at=now)
    cover = users.ended_cover(row.cause) if row.kind == "handed_back" else None
    came: tuple[notices.NoticeRow, ...] = ()
    done: tuple[procedures.PersonAct, ...] = ()
    if cover is not None:
        since, until = clock.start_of(cover.first_day), clock.start_of(cover.next_day)
        came = notices.came_for(post=cover.covered, since=since, until=until)
        done = procedures.acts_in_place_of(cover)
    lines = _lines((row, *came), by=by, now=now)
    return Whole(
        line=lines[0],
        answered_by=users.names([row.read_by]).get(row.read_by, "") if row.wants_answer and row.read_by else "",
        came=lines[1:],
        done=tuple(_done(each) for each in done),
    )


def _done(each: procedures.PersonAct) -> Done:
    shown = each.act
    return Done(
        title=each.title, step=shown.step_title, outcome=shown.outcome_title, at=shown.at,
        href=people.matter_href(each.matter),
    )  # fmt: skip


def of_person(subject_id: int) -> tuple[notices.MessageRow, ...]:
    """The messages to a person, newest first: two queries."""
    return notices.of_person(subject_id=subject_id)


def bell(*, by: audit.Actor, now: datetime) -> shell.Bell:
    """The unread notices of a viewer."""
    return shell.Bell(shell.address("desk:messages"), notices.unread(by=by, at=now))


def undelivered(*, by: audit.Actor, now: datetime) -> tuple[shell.Figure, ...]:
    """The cell of today's strip for messages that somebody has to make good; none when there are none."""
    count = notices.unanswered(by=by, at=now)
    if not count:
        return ()
    href = shell.address("desk:messages") + "?show=answer"
    note = _("Tell the person another way and write it down")
    return (shell.Figure(_("Messages not delivered"), count, href, note, "danger", "message"),)
