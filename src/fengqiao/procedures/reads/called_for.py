"""What the matters of a person called for: their papers, and which of them still run. The archive is checked by it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from fengqiao.documents import face as documents
from fengqiao.kit.clock import start_of
from fengqiao.kit.fields import among
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.procedures.definitions import running
from fengqiao.procedures.grammar import Procedure, Text
from fengqiao.procedures.models import Matter
from fengqiao.procedures.progress import papers_of
from fengqiao.procedures.progress_records import PaperShown
from fengqiao.procedures.reads.acts import acts_by_matter
from fengqiao.procedures.reads.standing import Together, common_facts_of
from fengqiao.subjects import face as subjects


@record
class CalledFor:
    """The papers that acts called for, oldest first, and the titles of the matters that have not ended."""

    papers: tuple[documents.Expected, ...]
    still_open: tuple[Text, ...]


def called_for(*, subject_id: int, on: date) -> CalledFor:
    """What the matters of a person called for. A matter that reads this itself is not one of them.

    Raises: UnknownSubject.
    """
    return called_for_of(subject_ids=(subject_id,), on=on)[subject_id]


def called_for_of(*, subject_ids: Collection[int], on: date) -> dict[int, CalledFor]:
    """The same for many people, by id. Queries grow with nothing but the facts that their matters ask for.

    Raises: UnknownSubject when one of them is not in scope.
    """
    rows = [
        (row, definition)
        for row in Matter.objects.filter(among("subject_id", subject_ids)).order_by("id")
        if not _reads_this(definition := running(row.procedure, row.version))
    ]
    acts = acts_by_matter(row.id for row, _ in rows)
    facts, together = common_facts_of(subjects.areas_of(subject_ids=subject_ids), on=on), Together(subject_ids, on)
    papers: dict[int, list[documents.Expected]] = {subject: [] for subject in subject_ids}
    still: dict[int, list[Text]] = {subject: [] for subject in subject_ids}
    for row, definition in rows:
        about = replace(facts[row.subject_id], values=together.of(definition, row.subject_id), matter=row.uid)
        shown = papers_of(definition, acts.get(row.id, ()), about, start_of(on))
        papers[row.subject_id] += (_expected(each, definition) for each in shown)
        if row.ended_at is None:
            still[row.subject_id].append(definition.title)
    return {
        subject: CalledFor(tuple(sorted(found, key=lambda each: each.since)), tuple(still[subject]))
        for subject, found in papers.items()
    }


def _expected(shown: PaperShown, definition: Procedure) -> documents.Expected:
    return documents.Expected(
        kind=shown.id, title=_told(shown.title, shown.id), act=shown.act, procedure=_told(definition.title, ""),
        since=shown.since, built=shown.id in documents.KINDS, number=shown.number or "",
    )  # fmt: skip


def _told(text: Text | None, otherwise: str) -> law.Text:
    return law.Text(text.zh, text.en) if text else law.Text(otherwise, otherwise)


def _reads_this(definition: Procedure) -> bool:
    return any(fact.load is called_for for fact in definition.reads)
