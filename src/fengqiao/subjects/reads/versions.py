"""What the file said before: its facts and its decision, version by version, with who changed what, when and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import crypto, masks
from fengqiao.subjects.models import Correction, Sentence, Subject, SubjectVersion
from fengqiao.subjects.reads.file import found
from fengqiao.subjects.reads.records import Former, Part
from fengqiao.subjects.rules.corrections import FACTS, SENTENCE

MOST: Final = 50
"""The newest versions that a page shows."""

_TABLES: Final = {FACTS: "subjects_subject", SENTENCE: "subjects_sentence"}
_MASKS: Final[Mapping[str, Callable[[str], str]]] = {
    "number_sealed": masks.mask_number,
    "phone_sealed": masks.mask_phone,
    "household_sealed": masks.mask_address,
    "residence_sealed": masks.mask_address,
}
#: A birth date stands nowhere beside a masked number (THREATS T19): that it changed is told, not from what.
_UNTOLD: Final = frozenset({"birth_date"})
_OF_FACTS: Final = frozenset(
    {"name", "sex", "birth_date", "number_kind", "ethnicity", "education", "marriage", "flags", *_MASKS}
)
_OF_SENTENCE: Final = frozenset(
    {
        "category", "offences", "text", "organ", "document_number", "judged_on", "effective_on", "printed_start",
        "printed_end", "computed_end", "term_years", "term_months", "term_days", "custody_days",
    }
)  # fmt: skip


def versions(*, uid: UUID, of: str, by: Actor) -> tuple[Former, ...]:
    """Earlier versions of a file's facts or of its decision, the newest first: five queries. A sensitive read.

    Raises: UnknownSubject, kit.crypto.SealBroken.
    """
    person = found(uid, by)
    audit.read(by=by, what=f"versions:{of}", about=str(uid), area=person.area)
    now = _now(person, of)
    rows = list(SubjectVersion.objects.filter(subject=person, of=_TABLES[of]).order_by("-id")[:MOST])
    made = {each.uid: each for each in Correction.objects.filter(uid__in=[row.act for row in rows if row.act])}
    formers, after = [], now
    for row in rows:
        parts = tuple(_parts(row, after, _OF_FACTS if of == FACTS else _OF_SENTENCE))
        if parts:
            formers.append(_former(row, parts, made.get(row.act) if row.act else None))
        after = row.before
    return tuple(formers)


def _now(person: Subject, of: str) -> Mapping[str, Any]:
    """The row as it stands, in the shape of a version's `before`."""
    row: Subject | Sentence | None = person
    if of == SENTENCE:
        row = Sentence.objects.filter(subject=person).order_by("-id").first()
    return {} if row is None else {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields}


def _former(row: SubjectVersion, parts: tuple[Part, ...], correction: Correction | None) -> Former:
    return Former(
        version=row.version,
        at=row.recorded_at,
        name=correction.name if correction else "",
        confirmed_by=correction.decided_name if correction else "",
        reason=row.reason,
        paper=correction.paper if correction else "",
        paper_on=correction.paper_on if correction else None,
        act=row.act,
        parts=parts,
    )


def _parts(row: SubjectVersion, after: Mapping[str, Any], told: frozenset[str]) -> Iterator[Part]:
    for name in row.fields:
        if name in told:
            before, then = (_shown(name, side.get(name), row) for side in (row.before, after))
            yield Part(name.removesuffix("_sealed"), before, then)


def _shown(name: str, value: Any, row: SubjectVersion) -> Any:
    if name in _UNTOLD or value is None or value == "":
        return None
    if name not in _MASKS:
        return value if isinstance(value, str | int | list) else str(value)
    blob = bytes.fromhex(value.removeprefix("\\x")) if isinstance(value, str) else bytes(value)
    clear = crypto.open_sealed(blob, table=row.of, column=name.removesuffix("_sealed"), row=row.row)
    return _MASKS[name](clear)
