"""How the values of a paper are written: days and moments in full, codes by their names. Pure; names of places are
looked up by the caller.

Source: GB/T 9704-2012 (day and year in figures, written out: 2026年11月23日).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from fengqiao.documents.papers import PaperKind, PersonField, Slot, SlotKind
from fengqiao.law.face import SHANGHAI, Text

Name = Callable[[str], str]

PERSON_LABELS: Final[Mapping[PersonField, Text]] = {
    PersonField.NAME: Text("姓名", "name"),
    PersonField.SEX: Text("性别", "sex"),
    PersonField.BIRTH: Text("出生日期", "born"),
    PersonField.NUMBER: Text("身份证号码", "citizen number"),
    PersonField.ETHNICITY: Text("民族", "ethnicity"),
    PersonField.EDUCATION: Text("文化程度", "education"),
    PersonField.MARRIAGE: Text("婚姻状况", "marriage"),
    PersonField.PHONE: Text("联系电话", "phone"),
    PersonField.HOUSEHOLD: Text("户籍地", "registered residence"),
    PersonField.RESIDENCE: Text("居住地", "residence"),
    PersonField.CATEGORY: Text("矫正类别", "category"),
    PersonField.OFFENCES: Text("罪名", "offences"),
    PersonField.SENTENCE: Text("判决（裁定、决定）内容", "sentence"),
    PersonField.ORGAN: Text("决定机关", "deciding organ"),
    PersonField.DOCUMENT: Text("法律文书号", "number of the judgment"),
    PersonField.JUDGED: Text("判决（裁定、决定）日期", "judged on"),
    PersonField.EFFECTIVE: Text("生效日期", "effective on"),
    PersonField.TERM_START: Text("矫正期限起", "term begins"),
    PersonField.TERM_END: Text("矫正期限止", "term ends"),
    PersonField.RELATIONS: Text("家庭成员及主要社会关系", "family and relations"),
}
_LONG_PERSON = frozenset({PersonField.OFFENCES, PersonField.SENTENCE, PersonField.RELATIONS, PersonField.HOUSEHOLD,
                          PersonField.RESIDENCE})  # fmt: skip
NOTHING: Final = "无"
_MANY = frozenset({SlotKind.LIST, SlotKind.ORGANS, SlotKind.OPINIONS, SlotKind.TABLE, SlotKind.ROWS})
_APART = frozenset({SlotKind.OPINIONS, SlotKind.TABLE, SlotKind.ROWS})
ROW: Final = ("no", "section", "title", "number", "author", "day", "pages", "first", "note")
"""What a line of an archive's index says."""


def day_text(day: date) -> str:
    """2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment_text(moment: datetime) -> str:
    """2026年11月23日8时30分, in Shanghai."""
    local = moment.astimezone(SHANGHAI)
    return f"{day_text(local)}{local.hour}时{local.minute:02d}分"


def value_text(value: Any) -> str:
    """A value of the person as it is written."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "；".join(filter(None, map(value_text, value)))
    return str(value)


def fact(slot: Slot, value: Any, *, place: Name, organ: Name) -> Any:
    """A special field as it is printed: a text, or a list where the paper shows one."""
    if value is None or value == "":
        return [] if slot.kind in _MANY else ""
    match slot.kind:
        case SlotKind.LIST:
            return [value_text(each) for each in _many(value)]
        case SlotKind.PLACES:
            return "、".join(dict.fromkeys(place(str(code)) for code in _many(value)))
        case SlotKind.ORGANS:
            return list(dict.fromkeys(filter(None, (organ(str(key)) for key in _many(value)))))
        case SlotKind.OPINIONS:
            return [_opinion(each) for each in value]
        case SlotKind.TABLE:
            return [[value_text(row.get(name)) or NOTHING for name, _ in slot.columns] for row in value]
        case SlotKind.ROWS:
            return [{key: value_text(each.get(key)) for key in ROW} for each in value]
        case SlotKind.DAYS:
            return f"{value}日"
        case _:
            return value_text(value)


def printed(
    kind: PaperKind, *, person: Mapping[str, Any], facts: Mapping[str, Any], place: Name, organ: Name
) -> dict[str, Any]:
    """What the renderer gets of person and special fields: texts by name, and the same as labelled rows for forms."""
    about = {field.value: value_text(person.get(field.value)) for field in kind.person}
    given = {slot.name: fact(slot, facts.get(slot.name), place=place, organ=organ) for slot in kind.slots}
    return {
        "person": about,
        "facts": given,
        "person_rows": [_row(PERSON_LABELS[f], about[f.value], long=f in _LONG_PERSON) for f in kind.person],
        "fact_rows": [
            _row(slot.label, _line(given[slot.name]), long=slot.kind in (SlotKind.LONG, SlotKind.LIST, SlotKind.PLACES))
            for slot in kind.slots
            if slot.kind not in _APART and (given[slot.name] or not slot.omit)
        ],
        "tables": [_table(slot, given[slot.name]) for slot in kind.slots if slot.kind is SlotKind.TABLE],
        "opinions": next((given[slot.name] for slot in kind.slots if slot.kind is SlotKind.OPINIONS), []),
    }


def _row(label: Text, text: str, *, long: bool) -> dict[str, Any]:
    return {"label": label.zh, "text": text or NOTHING, "long": long or len(text) > 24}


def _table(slot: Slot, rows: list[list[str]]) -> dict[str, Any]:
    """A table as the renderer gets it: its heads, and the cells of all rows one after the other."""
    cells = [one for row in rows for one in row]
    return {"label": slot.label.zh, "heads": [title.zh for _, title in slot.columns], "cells": cells}


def _line(value: Any) -> str:
    return "；".join(value) if isinstance(value, list) else str(value)


def _opinion(given: Mapping[str, Any]) -> dict[str, str]:
    """One opinion of a form: whose, what, who signed, when."""
    return {key: value_text(given.get(key)) for key in ("office", "text", "name", "at")}


def _many(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple | set | frozenset) else (value,)
