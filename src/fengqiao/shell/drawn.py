"""The components that lists draw by the hundred, written in Python: a macro inside a macro costs five times as much.

Called like every other: `{{ ui.who(person) }}`. Each value goes through `escape`; the test that draws every component
with hostile text draws these too (THREATS T42).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from markupsafe import Markup, escape

from fengqiao.shell import dates, rules
from fengqiao.shell.components import Due, Person, Tag, Term, Tone, Words
from fengqiao.shell.icons import icon

_BLANK = Markup('<span class="t-3">—</span>')
_LETTERS = {"strict": "s", "lenient": "k", "normal": "p"}


def tag(words: Words, tone: Tone = "", icon_name: str = "", solid: bool = False) -> Markup:
    """A small state: word and colour, with an icon where the shape carries the meaning."""
    return _tag(str(escape(dates.text(words))), tone, icon_name, solid)


@lru_cache(maxsize=512)
def _tag(escaped: str, tone: str, icon_name: str, solid: bool) -> Markup:
    classes = " ".join(each for each in ("tag", tone, "solid" if solid else "") if each)
    return Markup(f'<span class="{escape(classes)}">{icon(icon_name) if icon_name else ""}{escaped}</span>')


def status(record: Tag) -> Markup:
    """A tag from its record."""
    return tag(record.text, record.tone, record.icon, record.solid)


def tags(records: Iterable[Tag]) -> Markup:
    """Several tags in a row."""
    return Markup(" ").join(status(each) for each in records)


def lv(level: str) -> Markup:
    """Class of management: strict filled, normal tinted, lenient outlined."""
    return _level(level, dates.is_chinese())


@lru_cache(maxsize=16)
def _level(level: str, _chinese: bool) -> Markup:
    if level not in _LETTERS:
        return _BLANK
    words = {
        "strict": pgettext("class", "Strict"),
        "lenient": pgettext("class", "Lenient"),
        "normal": pgettext("class", "Normal"),
    }
    return Markup(f'<span class="lv {_LETTERS[level]}">{escape(words[level])}</span>')


def who(person: Person, plain: bool = False) -> Markup:
    """Person cell. Names are never truncated."""
    face = "" if plain else f'<span class="ava a{person.tint}" aria-hidden="true">{escape(person.initial)}</span>'
    name = escape(person.name)
    name_cell = f'<a href="{escape(person.href)}">{name}</a>' if person.href else f"<b>{name}</b>"
    below = ""
    if person.restricted:
        below = f"<small>{icon('lock')} {escape(_('Identity protected'))}</small>"
    elif person.number:
        below = f"<small>{escape(dates.text(person.number))}</small>"
    return Markup(f'<div class="who">{face}<div>{name_cell}{below}</div></div>')


def select_cell(name: str, value: Any, label: Words) -> Markup:
    """The box that ticks a row."""
    words = escape(_("Select %(what)s") % {"what": dates.text(label)})
    return Markup(
        f'<td class="pin"><input class="form-check-input" type="checkbox" name="{escape(name)}" value="{escape(value)}"'
        f' aria-label="{words}"></td>'
    )


def termcell(term: Term) -> Markup:
    """Small term in a list: bar and both days."""
    passed = term.percent
    words = escape(_("%(share)s of the term has passed") % {"share": dates.percent(passed / 100)})
    return Markup(
        f'<progress value="{passed}" max="100" aria-label="{words}"></progress>'
        f'<div class="row-x t-xs t-3 nowrap"><span>{dates.dense_day(term.start)}</span>'
        f'<span class="push">{dates.dense_day(term.end)}</span></div>'
    )


def due(due: Due, small: bool = False) -> Markup:
    """A deadline. Always with its basis nearby: show `ui.laws(due.basis)` in the same row or card."""
    state, left = due.state, due.left
    classes = "due" if state == rules.DueState.LATER else f"due {state.value}"
    why = "\n".join(str(dates.text(line)) for line in due.reasoning)
    hint = f' title="{escape(why)}"' if why else ""
    size = ' class="t-sm"' if small else ""
    below = escape(dates.text(due.label)) if due.label else _tail(due, left)
    return Markup(f'<span class="{classes}"{hint}><b{size}>{_head(due, left)}</b><small>{below}</small></span>')


def due_row(due: Due | None) -> str:
    """Class of the table row that this deadline belongs to."""
    state = due.state if due else rules.DueState.LATER
    return "" if state == rules.DueState.LATER else state.value


def due_head(due: Due) -> Markup:
    """The moment or how late it is, in words."""
    return _head(due, due.left)


def due_tail(due: Due) -> Markup:
    """What is left, or the day that has passed."""
    return _tail(due, due.left)


def _head(due: Due, left: rules.Remaining) -> Markup:
    if left.is_late and left.days:
        return escape(ngettext("%(num)s day overdue", "%(num)s days overdue", left.days) % {"num": left.days})
    if left.is_late:
        return escape(_("Overdue by %(span)s") % {"span": _span(left)})
    if left.days == 0:
        return escape(_("Today %(time)s") % {"time": "24:00" if due.is_whole_day else dates.hour(due.due_at)})
    if left.days == 1:
        whole = due.is_whole_day
        return escape(_("Tomorrow") if whole else _("Tomorrow %(time)s") % {"time": dates.hour(due.due_at)})
    return escape(_moment(due))


def _tail(due: Due, left: rules.Remaining) -> Markup:
    if left.is_late:
        return escape(_moment(due))
    if left.days == 0:
        return escape(_("%(span)s left") % {"span": _span(left)})
    return escape(ngettext("%(num)s day left", "%(num)s days left", left.days) % {"num": left.days})


def _moment(due: Due) -> str:
    on = dates.day(due.day, due.today)
    return on if due.is_whole_day else f"{on} {dates.hour(due.due_at)}"


def _span(left: rules.Remaining) -> str:
    if left.hours and not left.minutes:
        return ngettext("%(num)s hour", "%(num)s hours", left.hours) % {"num": left.hours}
    if left.hours:
        return _("%(hours)s h %(minutes)s min") % {"hours": left.hours, "minutes": left.minutes}
    return _("%(minutes)s min") % {"minutes": left.minutes}


_DRAWN = (tag, status, tags, lv, who, select_cell, termcell, due, due_row, due_head, due_tail)
COMPONENTS = {each.__name__: each for each in _DRAWN}
"""By the names under which pages call them."""
