"""A person's file as it stood at the end of a past day."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit.former import as_known
from fengqiao.kit.records import record
from fengqiao.subjects.models import Overlay, Sentence, SubjectVersion
from fengqiao.subjects.reads import canaries
from fengqiao.subjects.reads.file import found, masked_fields, sentence_view
from fengqiao.subjects.reads.records import MaskedField, SentenceView, SubjectRow
from fengqiao.subjects.reads.rows import row_with


@record
class PastFile:
    """The person as the file said it. `is_by_dates`: the file did not exist yet, so what was entered later is shown by
    its dates, and the state, which has none, is not told; `entered_at` is when the file was made."""

    row: SubjectRow
    masked: tuple[MaskedField, ...]
    sentence: SentenceView | None
    is_by_dates: bool
    entered_at: datetime


def file_at(*, uid: UUID, by: Actor, on: date, then: datetime) -> PastFile:
    """The file at a moment, the end of a day: four queries. A sensitive read. Raises: UnknownSubject."""
    person = found(uid, by)
    audit.read(by=by, what="subject:past", about=str(uid), area=person.area)
    canaries.watched(person, by)
    is_by_dates = person.recorded_at > then
    sentences, overlays = Sentence.objects.filter(subject=person), Overlay.objects.filter(subject=person)
    rows = (person, *sentences.order_by("id"), *overlays.order_by("first_day", "id"))
    versions = () if is_by_dates else SubjectVersion.objects.filter(subject=person, recorded_at__gt=then)
    known = rows if is_by_dates else as_known(rows, versions, at=then)
    lying = [each for each in known if isinstance(each, Overlay) and _holds(each, on)]
    [stood] = [each for each in known if isinstance(each, type(person))]
    decided = [each for each in known if isinstance(each, Sentence)]
    return PastFile(
        row=row_with(stood, dict.fromkeys(each.kind for each in lying), on),
        masked=tuple(masked_fields(stood)),
        sentence=sentence_view(decided[-1]) if decided else None,
        is_by_dates=is_by_dates,
        entered_at=person.recorded_at,
    )


def _holds(overlay: Overlay, on: date) -> bool:
    return overlay.first_day <= on and (overlay.last_day is None or on <= overlay.last_day)
