"""The components that lists draw by the hundred, written in Python: a macro inside a macro costs five times as much.

Called like every other: `{{ ui.who(person) }}`. A list that draws its rows in Python takes a `pen()` and calls its
methods: the pen knows the language, so that no word is looked up once a row. Each value goes through `escape`; the
test that draws every component with hostile text draws these too (THREATS T42).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, gettext, ngettext, pgettext
from markupsafe import Markup, escape

from fengqiao.shell import dates, rules
from fengqiao.shell.components import Basis, Due, Person, Tag, Term, Tone, Words
from fengqiao.shell.icons import icon

#: The characters that `escape` replaces.
_means = re.compile("[&<>'\"]").search
_BLANK = '<span class="t-3">—</span>'
_LETTERS = {"strict": "s", "lenient": "k", "normal": "p"}


def safe(text: str) -> str:
    """A text as it may stand in markup, the fast way for the names and numbers of a list: what holds no character
    that means something there stands as it is."""
    if text.isalnum() or (type(text) is str and _means(text) is None):
        return text
    return escape(text)


class Pen:
    """The hot components in one language: the words that every row repeats are looked up when the pen is made.

    What it gives is markup, every value in it escaped. Whoever puts it into a page says so once for all of it.
    """

    blank = _BLANK
    """What stands where there is nothing."""

    def __init__(self) -> None:
        self.chinese = dates.is_chinese()
        self._protected = safe(gettext("Identity protected"))
        self._select, self._passed = gettext("Select %(what)s"), gettext("%(share)s of the term has passed")
        self._overdue_by, self._left = gettext("Overdue by %(span)s"), gettext("%(span)s left")
        self._today, self._tomorrow = gettext("Today %(time)s"), gettext("Tomorrow")
        self._tomorrow_at = gettext("Tomorrow %(time)s")
        self._withheld = safe(gettext("Authorised persons only"))
        self._classes = {
            "strict": pgettext("class", "Strict"),
            "lenient": pgettext("class", "Lenient"),
            "normal": pgettext("class", "Normal"),
        }

    def words(self, words: Words) -> str:
        """A text in the language of the pen; anything else as `text` of a template gives it."""
        if isinstance(words, str):
            return words
        chinese = getattr(words, "zh", None)
        if chinese is None:
            return str(words)
        return str(chinese if self.chinese else words.en)

    def tag(self, words: Words, tone: Tone = "", icon_name: str = "", solid: bool = False) -> str:
        """A small state: word and colour, with an icon where the shape carries the meaning."""
        return _tag(safe(self.words(words)), tone, icon_name, solid)

    def status(self, record: Tag) -> str:
        """A tag from its record."""
        return self.tag(record.text, record.tone, record.icon, record.solid)

    def tags(self, records: Iterable[Tag]) -> str:
        """Several tags in a row."""
        return " ".join(map(self.status, records))

    def lv(self, level: str) -> str:
        """Class of management: strict filled, normal tinted, lenient outlined."""
        if level not in _LETTERS:
            return _BLANK
        return f'<span class="lv {_LETTERS[level]}">{safe(self._classes[level])}</span>'

    def who(self, person: Person, plain: bool = False) -> str:
        """Person cell. Names are never truncated."""
        name = safe(person.name)
        face = "" if plain else f'<span class="ava a{person.tint}" aria-hidden="true">{safe(person.initial)}</span>'
        name_cell = f'<a href="{safe(person.href)}">{name}</a>' if person.href else f"<b>{name}</b>"
        below = ""
        if person.restricted:
            below = f"<small>{icon('lock')} {self._protected}</small>"
        elif person.number:
            below = f"<small>{safe(self.words(person.number))}</small>"
        return f'<div class="who">{face}<div>{name_cell}{below}</div></div>'

    def select_cell(self, name: str, value: Any, label: Words) -> str:
        """The box that ticks a row."""
        words = safe(self._select % {"what": self.words(label)})
        return (
            f'<td class="pin"><input class="form-check-input" type="checkbox" name="{safe(name)}"'
            f' value="{safe(str(value))}" aria-label="{words}"></td>'
        )

    def termcell(self, term: Term) -> str:
        """Small term in a list: bar and both days."""
        passed = term.percent
        words = safe(self._passed % {"share": dates.percent(passed / 100)})
        return (
            f'<progress value="{passed}" max="100" aria-label="{words}"></progress>'
            f'<div class="row-x t-xs t-3 nowrap"><span>{dates.dense_day(term.start)}</span>'
            f'<span class="push">{dates.dense_day(term.end)}</span></div>'
        )

    def due(self, due: Due, small: bool = False) -> str:
        """A deadline. Always with its basis nearby: show `ui.laws(due.basis)` in the same row or card."""
        seen = due.seen
        classes = "due" if seen.state is rules.DueState.LATER else f"due {seen.state.value}"
        hint = ""
        if due.reasoning:
            hint = f' title="{safe(chr(10).join(self.words(line) for line in due.reasoning))}"'
        size = ' class="t-sm"' if small else ""
        below = safe(self.words(due.label)) if due.label else self._tail(due, seen)
        return f'<span class="{classes}"{hint}><b{size}>{self._head(due, seen)}</b><small>{below}</small></span>'

    def law(self, basis: Basis) -> str:
        """A legal basis: a link to the article where there is an address."""
        return _laws((basis,), self.chinese)

    def laws(self, bases: Iterable[Basis]) -> str:
        """Legal bases as links; of several articles of one source the source is named once."""
        return _laws(tuple(bases), self.chinese)

    def due_row(self, due: Due | None) -> str:
        """Class of the table row that this deadline belongs to."""
        state = due.state if due else rules.DueState.LATER
        return "" if state is rules.DueState.LATER else state.value

    def due_head(self, due: Due) -> str:
        """The moment or how late it is, in words."""
        return self._head(due, due.seen)

    def due_tail(self, due: Due) -> str:
        """What is left, or the day that has passed."""
        return self._tail(due, due.seen)

    def withheld(self) -> str:
        """What stands where a person may not be named to this viewer."""
        return f'<span class="masked t-sm nowrap">{icon("lock")} {self._withheld}</span>'

    def _head(self, due: Due, seen: rules.Seen) -> str:
        left = seen.left
        if left.is_late and left.days:
            return safe(_days_overdue(left.days, self.chinese))
        if left.is_late:
            return safe(self._overdue_by % {"span": _span(left)})
        if left.days == 0:
            return safe(self._today % {"time": "24:00" if seen.is_whole_day else dates.hour(due.due_at)})
        if left.days == 1:
            whole = seen.is_whole_day
            return safe(self._tomorrow if whole else self._tomorrow_at % {"time": dates.hour(due.due_at)})
        return safe(_moment(due, seen))

    def _tail(self, due: Due, seen: rules.Seen) -> str:
        left = seen.left
        if left.is_late:
            return safe(_moment(due, seen))
        if left.days == 0:
            return safe(self._left % {"span": _span(left)})
        return safe(_days_left(left.days, self.chinese))


def pen() -> Pen:
    """The pen of the language in use."""
    return _pen(get_language())


@lru_cache(maxsize=8)
def _pen(_language: str | None) -> Pen:
    return Pen()


@lru_cache(maxsize=512)
def _tag(escaped: str, tone: str, icon_name: str, solid: bool) -> str:
    classes = " ".join(each for each in ("tag", tone, "solid" if solid else "") if each)
    return f'<span class="{escape(classes)}">{icon(icon_name) if icon_name else ""}{escaped}</span>'


@lru_cache(maxsize=1024)
def _laws(bases: tuple[Basis, ...], _chinese: bool) -> str:
    drawn, before = [], ""
    for basis in bases:
        drawn.append(_law(basis, also=bool(basis.source) and basis.source == before))
        before = basis.source
    return " ".join(drawn)


def _law(basis: Basis, *, also: bool) -> str:
    """A basis; `also`: the same source again, so the article alone. Its whole name is what a screen reader says."""

    def said(words: Words) -> str:
        return escape(dates.text(words))

    hint = f' title="{said(basis.hint)}"' if basis.hint else ""
    classes = "law also" if also else "law"
    spoken = f' aria-label="{said(basis.text)}"' if also and basis.href else ""
    shown = said(basis.short) if also else f"{icon('book-2')}{said(basis.text)}"
    if basis.href:
        return f'<a class="{classes}" href="{escape(basis.href)}"{spoken}{hint}>{shown}</a>'
    return f'<span class="{classes}"{hint}>{shown}</span>'


@lru_cache(maxsize=512)
def _days_overdue(days: int, _chinese: bool) -> str:
    return ngettext("%(num)s day overdue", "%(num)s days overdue", days) % {"num": days}


@lru_cache(maxsize=512)
def _days_left(days: int, _chinese: bool) -> str:
    return ngettext("%(num)s day left", "%(num)s days left", days) % {"num": days}


def _moment(due: Due, seen: rules.Seen) -> str:
    on = dates.day(seen.day, seen.today)
    return on if seen.is_whole_day else f"{on} {dates.hour(due.due_at)}"


def _span(left: rules.Remaining) -> str:
    if left.hours and not left.minutes:
        return ngettext("%(num)s hour", "%(num)s hours", left.hours) % {"num": left.hours}
    if left.hours:
        return gettext("%(hours)s h %(minutes)s min") % {"hours": left.hours, "minutes": left.minutes}
    return gettext("%(minutes)s min") % {"minutes": left.minutes}


def _called(name: str) -> Callable[..., Any]:
    def draw(*args: Any, **options: Any) -> Markup:
        return Markup(getattr(pen(), name)(*args, **options))

    return draw


_DRAWN = (
    "tag", "status", "tags", "lv", "who", "select_cell", "termcell", "due", "law", "laws", "due_row", "due_head",
    "due_tail", "withheld",
)  # fmt: skip
COMPONENTS = {name: _called(name) for name in _DRAWN}
"""By the names under which pages call them."""
