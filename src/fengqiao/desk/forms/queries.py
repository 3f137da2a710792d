"""Filters of a list, read from the address: known names with known values, anything else is a bad request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import QueryDict

AREA = re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}")
WORD = re.compile(r"[a-z0-9_]{1,40}")
NUMBER = re.compile(r"\d{1,12}")
DAY = re.compile(r"20\d{2}-\d{2}-\d{2}")
CURSOR = re.compile(r"[\w.:=-]{1,800}")
SIZES = frozenset({"20", "50", "100"})
NAME = re.compile(r"[0-9a-f-]{36}")
COLUMNS = re.compile(r"[a-z]{1,20}(-[a-z]{1,20}){0,19}")

Shape = re.Pattern[str] | frozenset[str]


@dataclass(frozen=True, slots=True)
class Query:
    """The conditions of a list as they stand in its address."""

    path: str
    values: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """The value of a condition, empty when it is not set."""
        return self.values.get(name, "")

    def having(self, **changes: str) -> str:
        """The address of the same list with other conditions; the page starts from the top."""
        kept = {name: value for name, value in self.values.items() if name != "after"}
        chosen = {name: value for name, value in {**kept, **changes}.items() if value}
        return f"{self.path}?{urlencode(chosen)}" if chosen else self.path

    def at(self, path: str) -> str:
        """The same conditions under another address."""
        return Query(path, self.values).having()

    def without(self, name: str) -> str:
        """The address of the same list without one condition."""
        return self.having(**{name: ""})

    def day(self, name: str) -> date | None:
        """A condition that is a day. Raises: BadRequest for one that no calendar has."""
        try:
            return date.fromisoformat(self.get(name)) if self.get(name) else None
        except ValueError:
            raise BadRequest("no such day") from None

    @property
    def conditions(self) -> Mapping[str, str]:
        """What narrows or orders the list, without where one stands in it and how it looks."""
        return {name: value for name, value in self.values.items() if name not in KEPT}

    @property
    def after(self) -> str | None:
        """The cursor of the page, None for the first."""
        return self.get("after") or None

    @property
    def size(self) -> int:
        """Rows of a page."""
        return int(self.get("size") or 50)


def read(path: str, sent: QueryDict, shapes: Mapping[str, Shape]) -> Query:
    """The conditions that were asked for.

    Raises: BadRequest for a name that this list does not know, one given twice, or a value of another shape: an
    address is never passed on to the database as it came (THREATS T03, T17).
    """
    values = {}
    for name, given in sent.lists():
        shape = shapes.get(name)
        if shape is None or len(given) != 1:
            raise BadRequest("unknown condition")
        if given[0] and not _fits(given[0], shape):
            raise BadRequest("condition of another shape")
        if given[0]:
            values[name] = given[0]
    return Query(path, values)


def _fits(value: str, shape: Shape) -> bool:
    return value in shape if isinstance(shape, frozenset) else shape.fullmatch(value) is not None


INBOX: Mapping[str, Shape] = {
    "scope": frozenset({"mine", "all"}),
    "state": frozenset({"over", "today", "soon", "approve"}),
    "procedure": WORD,
    "office": AREA,
    "saved": NAME,
    "after": CURSOR,
    "size": SIZES,
}
CASELOAD: Mapping[str, Shape] = {
    "view": frozenset({"due", "ending", "leave", "intake"}),
    "state": WORD,
    "category": WORD,
    "class": WORD,
    "officer": NUMBER,
    "office": AREA,
    "minor": frozenset({"yes", "no"}),
    "order": frozenset({"-term_end"}),
    "columns": COLUMNS,
    "saved": NAME,
    "after": CURSOR,
    "size": SIZES,
}
KEPT = frozenset({"saved", "columns", "after", "size"})
"""What stands in the address of a list and is no condition of it: it is kept beside them, or not at all."""
PERIOD: Mapping[str, Shape] = {
    "kind": frozenset({"report", "written", "talk", "visit"}),
    "state": frozenset({"due", "overdue", "settled"}),
    "class": WORD,
    "officer": NUMBER,
    "office": AREA,
    "after": CURSOR,
    "size": SIZES,
}
MATTER: Mapping[str, Shape] = {
    "step": WORD,
    "outcome": WORD,
    "queue": frozenset({"1"}),
    "decided": frozenset({"1"}),
}
STOOD: Mapping[str, Shape] = {"on": re.compile(r"\d{4}-\d{2}-\d{2}")}
LISTS_STOOD: Mapping[str, Shape] = {
    "on": re.compile(r"20\d{2}-\d{2}-\d{2}"),
    "state": WORD,
    "procedure": WORD,
    "office": AREA,
    "after": CURSOR,
    "size": SIZES,
}
FILE: Mapping[str, Shape] = {
    "tab": frozenset(
        {"timeline", "supervision", "procedures", "papers", "letters", "messages", "relations", "sentence"}
    ),
    "after": NAME,
    "next": frozenset({"report", "talk", "visit"}),
    "on": re.compile(r"20\d{2}-\d{2}-\d{2}"),
}
APPOINTMENT: Mapping[str, Shape] = {
    "kind": frozenset({"report", "talk", "visit"}),
    "at": re.compile(r"20\d{2}-\d{2}-\d{2}T\d{2}:\d{2}"),
}
MESSAGES: Mapping[str, Shape] = {"show": frozenset({"unread", "answer"}), "after": CURSOR, "size": SIZES}
PARAMETERS: Mapping[str, Shape] = {"area": AREA, "on": re.compile(r"\d{4}-\d{2}-\d{2}")}
LAW_CHANGES: Mapping[str, Shape] = {
    "state": frozenset({"proposed", "confirmed", "refused", "withdrawn"}),
    "after": CURSOR,
    "size": SIZES,
}
LAW_CHANGE: Mapping[str, Shape] = {
    "kind": frozenset({"clock", "task", "firm", "duty", "opens", "decide", "file", "matter", "post", "power", "place"}),
    "after": CURSOR,
    "size": SIZES,
}
CHECK: Mapping[str, Shape] = {"check": re.compile(r"[0-9a-f-]{36}")}
CALENDAR: Mapping[str, Shape] = {
    "on": re.compile(r"20\d{2}-\d{2}-\d{2}"),
    "span": frozenset({"week", "day", "month"}),
    "kind": frozenset({"deadline", "report", "meeting", "induction", "leave", "term"}),
    "officer": NUMBER,
    "office": AREA,
}
NEARLY: Mapping[str, Shape] = {"goal": frozenset({"class", "discharge", "stopped"})}
LISTED: Mapping[str, Shape] = {"after": CURSOR, "size": SIZES}
RETENTION: Mapping[str, Shape] = {
    "of": frozenset({"due", "waiting", "holds", "done"}),
    "kind": frozenset({"file", "messages"}),
    "after": CURSOR,
    "size": SIZES,
}
JOINING: Mapping[str, Shape] = {"kept": NAME, "joined": NAME}
JOININGS: Mapping[str, Shape] = {"of": frozenset({"waiting", "joined", "past"}), "after": CURSOR, "size": SIZES}
MOVED: Mapping[str, Shape] = {
    "kind": frozenset({"extended", "paused", "resumed", "corrected", "rules"}),
    "after": CURSOR,
    "size": SIZES,
}
PAPERS: Mapping[str, Shape] = {
    "office": AREA,
    "year": re.compile(r"20\d{2}"),
    "char": re.compile(r"[\u4e00-\u9fff]{1,4}"),
    "from": DAY,
    "to": DAY,
    "view": frozenset({"seal"}),
    "after": re.compile(r"[0-9a-f-]{36}"),
}
ORGANS = frozenset(
    {"decision_organ", "court", "procuratorate", "police", "prison", "other_institution", "exit_entry_office", "other"}
)
SENT: Mapping[str, Shape] = {
    "show": frozenset({"prepared", "waiting", "overdue", "answer"}),
    "organ": ORGANS,
    "after": CURSOR,
    "size": SIZES,
}
ARRIVED: Mapping[str, Shape] = {**SENT, "show": frozenset({"new", "answer"})}
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
WRITTEN: Mapping[str, Shape] = {"person": UUID_TEXT}
ORGANS_KEPT: Mapping[str, Shape] = {"show": frozenset({"ended"}), "kind": ORGANS}
REGISTERED: Mapping[str, Shape] = {"person": UUID_TEXT, "answers": UUID_TEXT}
ARCHIVES: Mapping[str, Shape] = {
    "view": frozenset({"collecting", "checking", "overdue", "lent", "closed", "stored"}),
    "office": AREA,
    "after": CURSOR,
    "size": SIZES,
}
BALANCE: Mapping[str, Shape] = {
    "year": re.compile(r"20\d{2}"),
    "month": re.compile(r"[1-9]|1[0-2]"),
    "place": re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}"),
}
LENT: Mapping[str, Shape] = {"view": frozenset({"overdue"}), "after": CURSOR, "size": SIZES}
NOTHING: Mapping[str, Shape] = {}
