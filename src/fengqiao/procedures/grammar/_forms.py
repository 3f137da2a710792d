"""Forms as plain field records. The desk and the phone draw them; the engine reads and checks what was
sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from fengqiao.procedures.grammar._case import Case
from fengqiao.procedures.grammar._conditions import Condition
from fengqiao.procedures.grammar._words import SHANGHAI, Text, local_day

LONGEST_TEXT = 4_000
MOST_ENTRIES = 40


class FieldKind(StrEnum):
    """What one field holds. In JSON: texts, numbers, true or false, ISO days and moments, lists of texts."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    PLACE = "place"
    PLACES = "places"
    EVIDENCE = "evidence"


MANY = frozenset({FieldKind.CHOICES, FieldKind.PLACES, FieldKind.EVIDENCE})


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a closed list."""

    code: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. `required` may depend on what else was filled in.

    `same_as` names the form value shown at first (a decision starts from what was asked). `happened` marks
    the day
    or moment of an event in the world: dated too far back, the act waits for a second person.
    """

    name: str
    kind: FieldKind
    label: Text
    help: Text | None = None
    unit: Text | None = None
    required: bool | Condition = True
    choices: tuple[Choice, ...] = ()
    same_as: str | None = None
    happened: bool = False


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one field, for the person who filled it in."""

    field: str
    code: str
    text: Text


#: A rule over the whole form: typed values and the case before the act, to what is wrong.
Rule = Callable[[Mapping[str, Any], Case], tuple[Wrong, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of an application or of one outcome, with the rules that hold between them."""

    fields: tuple[Field, ...] = ()
    rules: tuple[Rule, ...] = ()

    def field(self, name: str) -> Field | None:
        return next((each for each in self.fields if each.name == name), None)


NO_FORM = Form()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sent form says, typed, and what is wrong with it."""

    values: Mapping[str, Any] = field(default_factory=dict)
    wrong: tuple[Wrong, ...] = ()


def typed(form: Form, sent: Mapping[str, Any]) -> dict[str, Any]:
    """The typed values of a form that was accepted before. Unknown keys are left out."""
    return {each.name: _value(each, sent[each.name]) for each in form.fields if _is_given(sent.get(each.name))}


def read(form: Form, sent: Mapping[str, Any], case: Case) -> Reading:
    """Read and check a form as it was sent, before it becomes an act."""
    values: dict[str, Any] = {}
    wrong = [
        Wrong(name, "unknown_field", Text("表单中没有这一项", "This form has no such field"))
        for name in sent
        if form.field(name) is None
    ]
    for each in form.fields:
        if not _is_given(sent.get(each.name)):
            continue
        try:
            values[each.name] = _value(each, sent[each.name])
        except (ValueError, TypeError):
            wrong.append(Wrong(each.name, "not_readable", _NOT_READABLE[each.kind]))
    unread = {problem.field for problem in wrong}
    wrong += [
        Wrong(each.name, "missing", Text(f"请填写{each.label.zh}", f"Please give: {each.label.en}"))
        for each in form.fields
        if each.name not in values and each.name not in unread and is_required(each, values, case)
    ]
    wrong += [Wrong(each.name, "not_yet", _NOT_YET) for each in form.fields if _lies_ahead(each, values, case)]
    if not wrong:
        wrong = [problem for rule in form.rules for problem in rule(values, case)]
    return Reading(values, tuple(wrong))


def _lies_ahead(field: Field, values: Mapping[str, Any], case: Case) -> bool:
    """Whether something is said to have happened on a day that has not come. A time later today may be a clock's."""
    value = values.get(field.name) if field.happened else None
    if value is None:
        return False
    return (local_day(value) if isinstance(value, datetime) else value) > case.today


def is_required(field: Field, values: Mapping[str, Any], case: Case) -> bool:
    """Whether a field must be filled in, given the rest of the form."""
    if isinstance(field.required, bool):
        return field.required
    return field.required.holds(case.with_form(values))


def _is_given(sent: Any) -> bool:
    return sent is not None and sent != "" and sent != []


def _value(field: Field, sent: Any) -> Any:
    if field.kind in MANY:
        if not isinstance(sent, list | tuple) or len(sent) > MOST_ENTRIES:
            raise TypeError(field.name)
        return tuple(_one(field, entry) for entry in sent)
    return _one(field, sent)


def _one(field: Field, sent: Any) -> Any:
    match field.kind:
        case FieldKind.DAY:
            return date.fromisoformat(_text(sent))
        case FieldKind.MOMENT:
            moment = datetime.fromisoformat(_text(sent))
            return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
        case FieldKind.NUMBER:
            return _number(sent)
        case FieldKind.YES_NO:
            if not isinstance(sent, bool):
                raise TypeError(field.name)
            return sent
        case FieldKind.CHOICE | FieldKind.CHOICES:
            if _text(sent) not in {choice.code for choice in field.choices}:
                raise ValueError(field.name)
            return sent
        case FieldKind.PLACE | FieldKind.PLACES:
            return _place(_text(sent))
        case FieldKind.TEXT | FieldKind.LONG_TEXT | FieldKind.EVIDENCE:
            return _text(sent)


def _text(sent: Any) -> str:
    if not isinstance(sent, str) or len(sent) > LONGEST_TEXT or "\x00" in sent:
        raise TypeError("text")
    return sent.strip()


def _number(sent: Any) -> int:
    if isinstance(sent, bool) or not isinstance(sent, int | str):
        raise TypeError("number")
    return int(sent)


def _place(code: str) -> str:
    """A division code, in its full or its short prefix form."""
    if not (code.isascii() and code.isdigit() and len(code) in {2, 4, 6, 9, 12}):
        raise ValueError("place")
    return code


_NOT_YET = Text("这一天还没有到，请填写实际发生的日期", "This day has not come yet: give the day on which it happened")
_NOT_READABLE = {
    FieldKind.TEXT: Text("文字过长或含有不能识别的字符", "The text is too long or cannot be read"),
    FieldKind.LONG_TEXT: Text("文字过长或含有不能识别的字符", "The text is too long or cannot be read"),
    FieldKind.DAY: Text("请填写日期，如 2026-11-25", "Please give a day such as 2026-11-25"),
    FieldKind.MOMENT: Text(
        "请填写日期和时间，如 2026-11-25 07:00", "Please give a day and time such as 2026-11-25 07:00"
    ),
    FieldKind.NUMBER: Text("请填写整数", "Please give a whole number"),
    FieldKind.YES_NO: Text("请选择是或者否", "Please choose yes or no"),
    FieldKind.CHOICE: Text("请从列表中选择", "Please choose from the list"),
    FieldKind.CHOICES: Text("请从列表中选择", "Please choose from the list"),
    FieldKind.PLACE: Text("请选择行政区划", "Please choose a place by its division code"),
    FieldKind.PLACES: Text("请选择行政区划", "Please choose places by their division codes"),
    FieldKind.EVIDENCE: Text("请逐项写明材料名称", "Please name each piece of evidence"),
}
