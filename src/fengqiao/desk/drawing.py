"""The fields of a procedure: drawn for the page, collected from what was sent, shown when they are done.

A definition knows nothing of pages; here its field records become the shell's fields, and the strings of a browser
become the plain JSON that the engine reads.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from fengqiao.desk import places
from fengqiao.kit import clock
from fengqiao.procedures.grammar import Case, Field, FieldKind, Form, Wrong, is_required
from fengqiao.shell import face as shell

Sent = Mapping[str, Any]
"""A form as plain JSON: texts, true or false, lists of texts; what the engine reads."""

_KINDS: dict[FieldKind, shell.FieldKind] = {
    FieldKind.TEXT: "text",
    FieldKind.LONG_TEXT: "textarea",
    FieldKind.DAY: "date",
    FieldKind.MOMENT: "moment",
    FieldKind.NUMBER: "number",
    FieldKind.YES_NO: "radio",
    FieldKind.CHOICE: "select",
    FieldKind.CHOICES: "checks",
    FieldKind.PLACE: "text",
    FieldKind.PLACES: "text",
    FieldKind.EVIDENCE: "textarea",
}
_SPANS: dict[FieldKind, Literal[2, 3, 4, 6]] = {
    FieldKind.DAY: 2,
    FieldKind.MOMENT: 3,
    FieldKind.NUMBER: 2,
    FieldKind.CHOICE: 3,
    FieldKind.TEXT: 3,
    FieldKind.YES_NO: 3,
}
_HINTS: dict[FieldKind, Any] = {
    FieldKind.PLACE: _("Name or division code, such as 杭州市上城区 or 330102"),
    FieldKind.PLACES: _("Names or division codes, several separated by 、"),
    FieldKind.EVIDENCE: _("One piece of evidence per line"),
}
YES, NO = "yes", "no"
NORMALISED = frozenset({FieldKind.DAY, FieldKind.MOMENT, FieldKind.NUMBER})


def collect(form: Form, post: QueryDict) -> dict[str, Any]:
    """What was sent for this form, as plain JSON; unknown names of the POST are left alone."""
    return {each.name: _collected(each, post) for each in form.fields}


def initial(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields show at first of values that are given for them."""
    return {each.name: plain(values[each.name]) for each in form.fields if each.name in values}


def begun(form: Form, *, told: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields of an act show at first: what they said before they came back for correction, else what the
    definition says to start from. What an earlier round answered is no answer now."""
    asked = {each.name: plain(told[each.same_as]) for each in form.fields if each.same_as and each.same_as in told}
    return asked | initial(form, said)


def draw(form: Form, *, sent: Sent, case: Case | None, wrong: Sequence[Wrong] = ()) -> tuple[shell.Field, ...]:
    """The fields for the page, with what was sent and what is wrong with it."""
    problems = {problem.field: problem.text for problem in reversed(wrong)}
    return tuple(_drawn(each, sent=sent, case=case, problem=problems.get(each.name, "")) for each in form.fields)


def shown(fields: Iterable[Field], values: Mapping[str, Any]) -> tuple[shell.Fact, ...]:
    """The filled-in fields as label and value, for reading."""
    return tuple(shell.Fact(each.label, wording(each, values[each.name])) for each in fields if each.name in values)


def wording(field: Field, value: Any) -> Any:
    """One typed or sent value in words."""
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        titles = {choice.code: choice.title for choice in field.choices}
        chosen = [titles.get(code, shell.Text(str(code), str(code))) for code in _entries(value)]
        return shell.Text("、".join(each.zh for each in chosen), ", ".join(each.en for each in chosen))
    if field.kind is FieldKind.YES_NO:
        return _("Yes") if value else _("No")
    if field.kind in {FieldKind.PLACE, FieldKind.PLACES}:
        return "、".join(places.name_of(code) for code in _entries(value))
    if isinstance(value, datetime):
        return shell.moment(value)
    if isinstance(value, date):
        return shell.day(value)
    if field.kind is FieldKind.EVIDENCE:
        return "；".join(_entries(value))
    if field.kind is FieldKind.NUMBER and field.unit is not None:
        return shell.Text(f"{value} {field.unit.zh}", f"{value} {field.unit.en}")
    return str(value)


def plain(value: Any) -> Any:
    """A typed value as the JSON that a form sends."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | list | set | frozenset):
        return [plain(each) for each in value]
    return value


def _entries(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, tuple | list) else [str(value)]


def _collected(field: Field, post: QueryDict) -> Any:
    if field.kind is FieldKind.CHOICES:
        return post.getlist(field.name)
    written = post.get(field.name, "").strip()
    if field.kind is FieldKind.YES_NO:
        return {YES: True, NO: False}.get(written)
    if field.kind is FieldKind.EVIDENCE:
        return [line.strip() for line in written.splitlines() if line.strip()]
    if field.kind is FieldKind.PLACES:
        return [places.code_of(one) for one in places.split(written)]
    if field.kind is FieldKind.PLACE:
        return places.code_of(written)
    return unicodedata.normalize("NFKC", written).strip() if field.kind in NORMALISED else written


def _drawn(field: Field, *, sent: Sent, case: Case | None, problem: Any) -> shell.Field:
    required = is_required(field, {}, case) if case is not None else field.required is True
    return shell.Field(
        name=field.name,
        label=field.label,
        kind=_KINDS[field.kind],
        value=_in_control(field, sent.get(field.name)),
        error=problem,
        hint=_hint(field),
        unit=field.unit or "",
        required=required,
        choices=_choices(field, required=required),
        span=_SPANS.get(field.kind, 6),
        attributes={"list": "places"} if field.kind in {FieldKind.PLACE, FieldKind.PLACES} else {},
    )


def _hint(field: Field) -> Any:
    """The definition's own help; for places also how one may be written."""
    how = _HINTS.get(field.kind, "")
    if field.help is None or field.kind not in {FieldKind.PLACE, FieldKind.PLACES}:
        return field.help or how
    return f"{shell.text(field.help)} · {how}"


def _choices(field: Field, *, required: bool) -> tuple[tuple[str, Any], ...]:
    if field.kind is FieldKind.YES_NO:
        return ((YES, _("Yes")), (NO, _("No")))
    listed = tuple((choice.code, choice.title) for choice in field.choices)
    empty = (("", _("Please choose")),) if field.kind is FieldKind.CHOICE else ()
    return (*empty, *listed)


def _in_control(field: Field, value: Any) -> Any:
    if value is None:
        return ""
    if field.kind is FieldKind.YES_NO:
        return YES if value is True else NO if value is False else ""
    if field.kind in {FieldKind.PLACE, FieldKind.PLACES}:
        return "、".join(places.name_of(code) for code in _entries(value) if code)
    if field.kind is FieldKind.EVIDENCE:
        return "\n".join(_entries(value))
    if field.kind is FieldKind.MOMENT:
        return _local(str(value))
    return value


def _local(moment: str) -> str:
    """A moment as the browser's control holds it: Shanghai time without a zone; else as it was written."""
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{read.astimezone(clock.SHANGHAI) if read.tzinfo else read:%Y-%m-%dT%H:%M}"
