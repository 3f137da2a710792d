"""What the matters of a person called for: their papers, and which of them still run. The archive is checked by it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from fengqiao.documents import face as documents
from fengqiao.kit.clock import start_of
from fengqiao.law import face as law
from fengqiao.procedures.definitions import running
from fengqiao.procedures.grammar import Procedure, Text
from fengqiao.procedures.models import Matter
from fengqiao.procedures.progress import papers_of
from fengqiao.procedures.reads.acts import acts_by_matter
from fengqiao.procedures.reads.standing import facts_before
from fengqiao.subjects import face as subjects


@dataclass(frozen=True, slots=True)
class CalledFor:
    """The papers that acts called for, oldest first, and the titles of the matters that have not ended."""

    papers: tuple[documents.Expected, ...]
    still_open: tuple[Text, ...]


def called_for(*, subject_id: int, on: date) -> CalledFor:
    """What the matters of a person called for. A matter that reads this itself is not one of them.

    Raises: UnknownSubject.
    """
    rows = [
        (row, definition)
        for row in Matter.objects.filter(subject_id=subject_id).order_by("id")
        if not _reads_this(definition := running(row.procedure, row.version))
    ]
    acts = acts_by_matter(row.id for row, _ in rows)
    area = subjects.area_of(subject_id)
    about = facts_before((each for _, each in rows), subject_id=subject_id, area=area, on=on)
    papers = [
        documents.Expected(
            kind=shown.id, title=_told(shown.title, shown.id), act=shown.act, procedure=_told(definition.title, ""),
            since=shown.since, built=shown.id in documents.KINDS, number=shown.number or "",
        )
        for (row, definition), facts in zip(rows, about, strict=True)
        for shown in papers_of(definition, acts.get(row.id, ()), replace(facts, matter=row.uid), start_of(on))
    ]  # fmt: skip
    still = tuple(definition.title for row, definition in rows if row.ended_at is None)
    return CalledFor(tuple(sorted(papers, key=lambda each: each.since)), still)


def _told(text: Text | None, otherwise: str) -> law.Text:
    return law.Text(text.zh, text.en) if text else law.Text(otherwise, otherwise)


def _reads_this(definition: Procedure) -> bool:
    return any(fact.load is called_for for fact in definition.reads)
