"""What the sheets of an archive say (P42). Pure functions of the case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fengqiao.catalogue.archives_forms import GROUNDS
from fengqiao.catalogue.papers import chosen, from_form, paper
from fengqiao.documents import face as documents
from fengqiao.procedures.grammar import Case, local_day

# Unit: characters of a title, a number, an author that a line of the index holds; the whole is in the frozen index.
_LINE = 48
RETENTION = {"permanent": "永久", "30_years": "三十年"}


def retention(value: str) -> str:
    """How long an archive is kept, in words."""
    return RETENTION.get(value, value)


def _shut(case: Case) -> documents.ArchiveEventRow:
    event = case.fact("archive").last("closed")
    assert event is not None
    found: documents.ArchiveEventRow = event
    return found


def _counts(case: Case) -> Mapping[str, Any]:
    detail = _shut(case).detail
    return {"pieces": f"{detail['pieces']} 件", "pages": f"{detail['pages']} 页"}


def cover(case: Case) -> Mapping[str, Any]:
    """A01: whose archive, under which number, how long it is kept."""
    view, event = case.fact("archive"), _shut(case)
    return {
        **from_form(case, "archive_no", "place"),
        **_counts(case),
        "office": [case.area],
        "opened_on": view.row.opened_on,
        "closed_on": event.happened_on,
        "retention": retention(event.detail["retention"]),
        "confidential": "未成年人档案，封存保管" if "minor" in case.facts.flags else "",
    }


def index(case: Case) -> Mapping[str, Any]:
    """A02: every piece in its order."""
    view = case.fact("archive")
    return {
        "digest": view.digest,
        **{part: [_line(each) for each in view.entries if each.part == part] for part in documents.PARTS},
    }


def _line(entry: documents.Entry) -> Mapping[str, Any]:
    return {
        "no": entry.no,
        "section": documents.SECTIONS[entry.section].zh,
        "title": entry.title[:_LINE],
        "number": entry.number[:_LINE],
        "author": entry.author[:_LINE],
        "day": f"{entry.day:%Y%m%d}",
        "pages": entry.pages,
        "first": entry.first,
        "note": entry.note,
    }


def note(case: Case) -> Mapping[str, Any]:
    """A03: what is to be said of the pieces, and by whom."""
    event = _shut(case)
    names = ("condition", "gaps", "compiled_by", "checked_by", "closed_by")
    return {**_counts(case), **{name: event.detail.get(name, "") for name in names}, "closed_on": event.happened_on}


def lending(case: Case) -> Mapping[str, Any]:
    """A04: who borrows it, why, until when, who allowed it."""
    counts = _counts(case)
    return {
        **from_form(case, "borrower", "unit", "purpose", "back_by"),
        "paper": case.form.get("letter_no", ""),
        "ground": "、".join(chosen(GROUNDS, case.form["ground"])),
        "pieces": f"{counts['pieces']}，{counts['pages']}",
        "opinions": list(_opinions(case)),
    }


def _opinions(case: Case) -> Iterator[Mapping[str, Any]]:
    act = case.last("approve.grant")
    if act is not None:
        words = str(act.reasons or "同意借阅。")
        yield {"office": "县级社区矫正机构审批意见", "text": words, "name": act.by.name, "at": local_day(act.at)}


A01 = paper("A01", cover)
A02 = paper("A02", index)
A03 = paper("A03", note)
A04 = paper("A04", lending)
