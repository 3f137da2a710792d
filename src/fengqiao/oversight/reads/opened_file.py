"""What is shown of a file that was broken open: what helps now, masked, and whom to call."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit.face import Actor
from fengqiao.casework import face as casework
from fengqiao.kit import scope
from fengqiao.kit.clock import local_day
from fengqiao.kit.records import record
from fengqiao.oversight.errors import UnknownOpening
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects

LABELS: Final = {
    "number": _("Identity number"), "phone": _("Telephone"), "household": _("Registered at"),
    "residence": _("Lives at"),
}  # fmt: skip


@record
class Contact:
    """Somebody around the person; a protected one is never here (T34)."""

    relation: shell.Words
    name: str = field(repr=False)
    phone: str = field(repr=False)


@record
class OpenedFile:
    """One person's file as an emergency needs it."""

    name: str = field(repr=False)
    facts: tuple[shell.Words, ...]
    in_charge: str
    masked: tuple[shell.Fact, ...] = field(repr=False)
    sentence: tuple[shell.Fact, ...] = field(repr=False)
    contacts: tuple[Contact, ...] = field(repr=False)
    injunctions: tuple[str, ...] = field(repr=False)
    running: tuple[tuple[shell.Words, shell.Words, datetime | None], ...] = ()


def opened_file(reader: Actor, *, at: datetime) -> OpenedFile:
    """The file that the reader's opening names; the read stands in the audit under the opening.

    Raises: UnknownOpening when the person is no longer in the place.
    """
    assert reader.opening is not None
    today = local_day(at)
    with transaction.atomic(), scope.of(reader.ranges):
        try:
            found = subjects.file(
                uid=reader.opening.subject, by=reader, today=today, purpose=f"opening:{reader.opening.uid}",
                parts={"relations"},
            )  # fmt: skip
        except subjects.UnknownSubject:
            raise UnknownOpening(reader.opening.uid) from None
        row = found.row
        officer = casework.officers_for([row.id], on=today).get(row.id)
        return OpenedFile(
            name=row.name,
            facts=_facts(row),
            in_charge=officer.name if officer else "",
            masked=tuple(shell.Fact(LABELS[one.key], one.text) for one in found.masked if one.key in LABELS),
            sentence=_sentence(found.sentence),
            contacts=tuple(_contact(one) for one in found.relations if not one.is_protected),
            injunctions=tuple(one.text for one in casework.injunctions_of(row.id)),
            running=tuple(
                (one.title, one.step_title or "", one.due_at)
                for one in procedures.matters_of(subject_id=row.id) if one.ended_at is None
            ),
        )  # fmt: skip


def _facts(row: subjects.SubjectRow) -> tuple[shell.Words, ...]:
    """Sex, age, category, state, office: never the birth date beside a masked number (T19)."""
    told = (
        subjects.label("sex", row.sex), shell.Text(f"{row.age} 岁", f"{row.age} years"),
        subjects.label("category", row.category), subjects.label("state", row.state), areas.office_name(row.area),
    )  # fmt: skip
    return tuple(word for word in told if word)


def _sentence(sentence: subjects.SentenceView | None) -> tuple[shell.Fact, ...]:
    if sentence is None:
        return ()
    return (
        shell.Fact(_("Offence"), sentence.offences), shell.Fact(_("Decision of the court"), sentence.text),
        shell.Fact(_("Decided by"), sentence.organ),
    )  # fmt: skip


def _contact(one: subjects.RelationRow) -> Contact:
    words = subjects.label("role" if one.role else "relation", one.role or one.relation)
    return Contact(words or "", one.name, one.phone_masked)
