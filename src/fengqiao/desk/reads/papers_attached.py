"""Files that came in, beside the matter they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.audit import face as audit
from fengqiao.documents import face as documents
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects

KINDS: Final[Mapping[str, str]] = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
SUFFIXES: Final[Mapping[str, str]] = {"pdf": "pdf", "jpeg": "jpg", "png": "png"}
FAULTS: Final[Mapping[documents.Fault, shell.Words]] = {
    documents.Fault.EMPTY: _("It is empty: choose the file again; if it is empty on your machine too, scan it anew"),
    documents.Fault.TOO_LARGE: _("It is larger than 10 MB: scan with 200 dots per inch, or split it"),
    documents.Fault.NOT_TAKEN: _("It is no PDF, JPG or PNG: save it as PDF and add that"),
    documents.Fault.BROKEN: _("It is damaged and cannot be read: scan it anew, or print it as PDF again"),
    documents.Fault.ENCRYPTED: _("It is protected by a password: save it without one"),
    documents.Fault.ACTIVE: _("It carries a script, an embedded file or an action: print it as PDF and add that"),
    documents.Fault.TOO_HEAVY: _("It takes too long to look at: fewer pages or dots; add it by itself"),
    documents.Fault.TOO_MANY: _("Too many files: at most 5 at once and 50 in all"),
    documents.Fault.THERE_ALREADY: _("This very file is there already"),
}


@record(kw_only=True)
class File:
    """One file in the card."""

    row: documents.AttachmentRow
    href: str
    strike_href: str
    kind: str
    size: str


@record(kw_only=True)
class Card:
    """The files of something, and whether the viewer may add and strike out."""

    files: tuple[File, ...]
    add_href: str
    may_add: bool


def of_matter(view: procedures.MatterView, *, by: audit.Actor) -> Card:
    """The files of a matter. Whoever may act at a step that is open may add one."""
    return card(
        documents.attachments_of(documents.MATTER, view.uid),
        add_href=shell.address("desk:attachments", view.uid),
        may_add=may_add(view, by=by),
    )


def card(rows: Sequence[documents.AttachmentRow], *, add_href: str, may_add: bool) -> Card:
    """The files of anything, as the card shows them."""
    return Card(files=tuple(_file(row, may_add) for row in rows), add_href=add_href, may_add=may_add)


def may_add(view: procedures.MatterView, *, by: audit.Actor) -> bool:
    """Whether some way out of an open step is the viewer's by post."""
    steps = view.progress.open_steps
    return any(procedures.may(each.competence, by) for step in steps for each in step.outcomes)


def holder(view: procedures.MatterView) -> documents.Holder:
    """A matter as that to which files belong."""
    return documents.Holder(about=documents.MATTER, uid=view.uid, area=view.area, subject_id=view.subject_id)


def is_known(view: procedures.MatterView, *, by: audit.Actor) -> bool:
    """Whether the viewer may know of the person whose matter it is."""
    return bool(subjects.known_ids(by=by, ids={view.subject_id}))


def shown(uid: UUID, *, by: audit.Actor) -> documents.AttachmentRow:
    """A file by its name, for whoever may know of its person. Raises: UnknownAttachment."""
    row = documents.attachment(uid)
    if row.subject_id is not None and not subjects.known_ids(by=by, ids={row.subject_id}):
        raise documents.UnknownAttachment(uid)
    return row


def content(row: documents.AttachmentRow, *, by: audit.Actor) -> bytes:
    """The file; the look is on record. Raises: UnknownAttachment for one that was struck out, FileBroken."""
    found = documents.attached_file(row.uid)
    audit.read(by=by, what="attachment", about=str(row.uid), area=row.area)
    return found


def faults(attached: documents.Attached) -> tuple[shell.Fact, ...]:
    """Each refused file with what to do about it."""
    return tuple(shell.Fact(name, FAULTS[fault]) for name, fault in attached.refused)


def file_name(row: documents.AttachmentRow) -> str:
    """A name of ours: the sender's never leaves the page (THREATS T72)."""
    return f"attachment-{row.uid.hex[-8:]}.{SUFFIXES[row.kind]}"


def _file(row: documents.AttachmentRow, may_add: bool) -> File:
    strikes = may_add and row.struck is None
    return File(
        row=row,
        href="" if row.struck else shell.address("desk:attachment", row.uid),
        strike_href=shell.address("desk:attachment-strike", row.uid) if strikes else "",
        kind=SUFFIXES[row.kind].upper(),
        size=f"{row.size / 2**20:.1f} MB" if row.size >= 2**20 else f"{max(1, row.size // 1024)} KB",
    )
