"""Earlier versions of a file in words: who changed what, when, why and on which paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.audit import face as audit
from fengqiao.desk.reads import choices
from fengqiao.kit.records import record
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects

LABELS: Final[Mapping[str, Any]] = {
    "name": _("Name"),
    "sex": _("Sex"),
    "birth_date": _("Birth date"),
    "number_kind": _("Kind of document"),
    "number": _("ID number"),
    "phone": _("Mobile phone"),
    "residence": _("Residence"),
    "household": _("Household address"),
    "ethnicity": _("Ethnicity"),
    "education": _("Education"),
    "marriage": _("Marriage"),
    "flags": _("Circumstances"),
    "category": _("Category"),
    "offences": _("Offence"),
    "text": _("Sentence"),
    "organ": _("Organ that decided"),
    "document_number": _("Document number"),
    "judged_on": _("Date of the decision"),
    "effective_on": _("Date of effect"),
    "start": _("Term begins"),
    "end": _("Term ends"),
    "printed_start": _("Term begins"),
    "printed_end": _("Term ends"),
    "computed_end": _("End as computed"),
    "length": _("Length of the term"),
    "term_years": _("Years of the term"),
    "term_months": _("Months of the term"),
    "term_days": _("Days of the term"),
    "custody_days": _("Days of custody before"),
}
_CODED: Final = frozenset({"sex", "number_kind", "ethnicity", "education", "marriage", "category"})
_DAYS: Final = frozenset({"judged_on", "effective_on", "start", "end", "printed_start", "printed_end", "computed_end"})


@record
class Change:
    """One part that reads otherwise. A value that may not be told is empty on both sides."""

    label: Any
    before: Any
    after: Any


@record(kw_only=True)
class Line:
    """One earlier version and what replaced it."""

    version: int
    at: datetime
    name: str
    confirmed_by: str
    reason: str
    paper: str
    paper_on: date | None
    changes: tuple[Change, ...]


def lines(*, uid: UUID, of: str, by: audit.Actor) -> tuple[Line, ...]:
    """The earlier versions of a file's facts or decision, the newest first. Raises: subjects.UnknownSubject."""
    return tuple(
        Line(
            version=each.version,
            at=each.at,
            name=each.name,
            confirmed_by=each.confirmed_by,
            reason=each.reason,
            paper=each.paper,
            paper_on=each.paper_on,
            changes=tuple(change(part.name, part.before, part.after) for part in sorted(each.parts, key=_place)),
        )
        for each in subjects.versions(uid=uid, of=of, by=by)
    )


def _place(part: subjects.Part) -> int:
    """The place of a part in the order of the form."""
    return list(LABELS).index(part.name)


def change(name: str, before: Any, after: Any) -> Change:
    """One part in words."""
    return Change(LABELS[name], _words(name, before), _words(name, after))


def _words(name: str, value: Any) -> Any:
    if value is None or value in ("", 0):
        return ""
    if name in _CODED:
        return choices.word(name, value)
    if name == "flags":
        words = [choices.word("flag", flag) for flag in value]
        return "、".join(str(shell.text(word)) for word in words)
    if name in _DAYS:
        return shell.day(date.fromisoformat(value) if isinstance(value, str) else value)
    return length(value) if isinstance(value, subjects.TermLength) else str(value)


def length(value: subjects.TermLength) -> shell.Words:
    """The length of a term in words; empty when none is known."""
    parts = ((value.years, "年", "y"), (value.months, "个月", "m"), (value.days, "日", "d"))
    zh = "".join(f"{number}{unit}" for number, unit, _en in parts if number)
    en = " ".join(f"{number} {unit}" for number, _zh, unit in parts if number)
    if value.custody_days:
        zh, en = f"{zh}（先行羁押{value.custody_days}日）", f"{en} (custody {value.custody_days} d)"
    return shell.Text(zh, en)
