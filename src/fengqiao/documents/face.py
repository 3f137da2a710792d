"""Papers, from outside.

    documents.issue(order=Order(kind="D33", …), by=actor, at=now)   in the act's transaction; once per act and kind
    documents.seal(papers=[uid], by=actor, at=now)                  signature and seal, with a fresh factor
    documents.deliver(paper=uid, service=Service(…), by=…, at=…)    who received it, or who refused before which witness
    documents.withdraw(paper=uid, reason="…", by=…, at=…)           void; the number stays with its reason
    documents.renew(paper=uid, order=…, reason="…", by=…, at=…)     a new version with its own number
    documents.of_matter(uid), of_person(id), register(…), waiting_for_seal(…)
    documents.pdf_of([uid, …])                                       one PDF of one or many
    documents.attach(to=Holder(…), files=[NewFile(…)], …), attachments_of(about, uid)   files that came in
    documents.ask_print(papers=, reason=, …), print_batch(uid=, by=)   many papers as one file, bound by a job
    documents.draft(order, at=now)                                   the sheet before anybody decides, marked 草稿
    documents.archive_of(subject_id=, on=)                           the archive of a term: derived until it is closed
    documents.archives(area=, stage=, …), missing(…)                 lists of archives; what an archive lacks

Person and matter are opaque ids. Who may see a paper is the database's answer by area; that a minor's papers are for
those who may know of the minor is for the caller to ask of the room of persons.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fengqiao.areas import face as areas
from fengqiao.documents import glyphs, rendering
from fengqiao.documents.access import holds_seal, may_file, opens_sealed
from fengqiao.documents.actions.archive_items import LOOKING, Look, NewItem, file_item, look_inside, strike_item
from fengqiao.documents.actions.archiving import (
    close_archive,
    end_archive,
    extend_loan,
    hand_over_archive,
    lend_archive,
    return_archive,
    send_back_archive,
    store_archive,
)
from fengqiao.documents.actions.attaching import Attached, Holder, NewFile, attach, strike_attachment
from fengqiao.documents.actions.issuing import Order, Signer, issue, number_of, values_of
from fengqiao.documents.actions.printing import (
    MOST_TO_PRINT,
    PRINT_KEPT_HOURS,
    again_print,
    ask_print,
    begin_print,
    cancel_print,
    fail_print,
    forget_prints,
    note_print,
    open_print,
)
from fengqiao.documents.actions.serving import MOST_AT_ONCE, Service, deliver, renew, seal, withdraw
from fengqiao.documents.actions.writing import hide_codes
from fengqiao.documents.archive_reads import (
    ArchiveEventRow,
    ArchivePage,
    ArchiveRow,
    ArchiveView,
    LoanPage,
    LoanRow,
    archive_of,
    archive_of_many,
    archives,
    counts_by_stage,
    loans,
)
from fengqiao.documents.attachment_reads import (
    LETTER,
    MATTER,
    AttachmentRow,
    attached_file,
    attachment,
    attachments_of,
)
from fengqiao.documents.errors import (
    ArchiveStandsElsewhere,
    CharactersMissing,
    DocumentsError,
    FileBroken,
    ItemIncomplete,
    NotAllowedNow,
    NotDrawn,
    NothingAttached,
    NothingToPrint,
    NotYourArchive,
    NotYourSeal,
    ReasonMissing,
    ServedTooEarly,
    ServiceIncomplete,
    StruckAlready,
    TooManyPrints,
    TooManyToPrint,
    UnknownAttachment,
    UnknownPaper,
    UnknownPrint,
    ValuesMissing,
    WrongIssuer,
)
from fengqiao.documents.files import limits as file_limits
from fengqiao.documents.files.answer import Fault
from fengqiao.documents.filing import MOST_ENTRIES, PARTS, SECTIONS, STAGES, Entry, Expected, Gap, missing
from fengqiao.documents.joining import Binder, NotOurs
from fengqiao.documents.models import Paper
from fengqiao.documents.papers import KINDS, PaperKind, UnknownKind, kind
from fengqiao.documents.person_copies import person_copy
from fengqiao.documents.print_reads import (
    NotPrinted,
    Numbered,
    PrintView,
    files_of,
    numbered,
    papers,
    print_batch,
    recent_prints,
)
from fengqiao.documents.reads import (
    EventRow,
    Fingerprint,
    PaperRow,
    PersonsPapers,
    RegisterPage,
    Told,
    address_of,
    content,
    fingerprint,
    of_matter,
    of_person,
    paper,
    pdf_of,
    pictures_of,
    register,
    service_of,
    token_hash,
    told_of,
    unprintable,
    verification_address,
    versions,
    waiting_for_seal,
)
from fengqiao.documents.rendering import CannotRender
from fengqiao.documents.rules import BadValues, Series
from fengqiao.documents.vendor import FOLDER as FONTS
from fengqiao.documents.wording import day_text, moment_text
from fengqiao.kit.clock import local_day
from fengqiao.law.face import Text

DRAFT_NUMBER = "（编号待定）"


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper before anybody decides: its pages as pictures, and the characters that cannot be printed."""

    title: Text
    pages: tuple[bytes, ...]
    unprintable: tuple[str, ...]


def draft(order: Order, *, at: datetime) -> Draft:
    """The paper as it would be, marked as a draft, without number, seal and code. Nothing is written.

    Raises: UnknownKind, WrongIssuer, ValuesMissing, BadValues, CannotRender.
    """
    values = {**values_of(order, day=local_day(at)), "number": DRAFT_NUMBER}
    pages = rendering.pictures([(values, rendering.Look(mark="草稿"))])
    return Draft(kind(order.kind).title, tuple(pages), glyphs.missing(values))


def issuer_of(id: str, area: str) -> str:
    """Who issues a paper that no officer's act calls for: the lowest level that may, over the person's office."""
    return areas.at_level(area, areas.Level(max(kind(id).levels)))


def kind_levels() -> dict[str, frozenset[int]]:
    """Every built paper with the levels that may issue it, for the start-up check of definitions."""
    return {each.id: each.levels for each in KINDS.values()}


__all__ = [
    "DRAFT_NUMBER",
    "FONTS",
    "KINDS",
    "LETTER",
    "LOOKING",
    "MATTER",
    "MOST_AT_ONCE",
    "MOST_ENTRIES",
    "MOST_TO_PRINT",
    "PARTS",
    "PRINT_KEPT_HOURS",
    "SECTIONS",
    "STAGES",
    "ArchiveEventRow",
    "ArchivePage",
    "ArchiveRow",
    "ArchiveStandsElsewhere",
    "ArchiveView",
    "Attached",
    "AttachmentRow",
    "BadValues",
    "Binder",
    "CannotRender",
    "CharactersMissing",
    "DocumentsError",
    "Draft",
    "Entry",
    "EventRow",
    "Expected",
    "Fault",
    "FileBroken",
    "Fingerprint",
    "Gap",
    "Holder",
    "ItemIncomplete",
    "LoanPage",
    "LoanRow",
    "Look",
    "NewFile",
    "NewItem",
    "NotAllowedNow",
    "NotDrawn",
    "NotOurs",
    "NotPrinted",
    "NotYourArchive",
    "NotYourSeal",
    "NothingAttached",
    "NothingToPrint",
    "Numbered",
    "Order",
    "Paper",
    "PaperKind",
    "PaperRow",
    "PersonsPapers",
    "PrintView",
    "ReasonMissing",
    "RegisterPage",
    "Series",
    "ServedTooEarly",
    "Service",
    "ServiceIncomplete",
    "Signer",
    "StruckAlready",
    "Told",
    "TooManyPrints",
    "TooManyToPrint",
    "UnknownAttachment",
    "UnknownKind",
    "UnknownPaper",
    "UnknownPrint",
    "ValuesMissing",
    "WrongIssuer",
    "address_of",
    "again_print",
    "archive_of",
    "archive_of_many",
    "archives",
    "ask_print",
    "attach",
    "attached_file",
    "attachment",
    "attachments_of",
    "begin_print",
    "cancel_print",
    "close_archive",
    "content",
    "counts_by_stage",
    "day_text",
    "deliver",
    "draft",
    "end_archive",
    "extend_loan",
    "fail_print",
    "file_item",
    "file_limits",
    "files_of",
    "fingerprint",
    "forget_prints",
    "hand_over_archive",
    "hide_codes",
    "holds_seal",
    "issue",
    "issuer_of",
    "kind",
    "kind_levels",
    "lend_archive",
    "loans",
    "look_inside",
    "may_file",
    "missing",
    "moment_text",
    "note_print",
    "number_of",
    "numbered",
    "of_matter",
    "of_person",
    "open_print",
    "opens_sealed",
    "paper",
    "papers",
    "pdf_of",
    "person_copy",
    "pictures_of",
    "print_batch",
    "recent_prints",
    "register",
    "renew",
    "return_archive",
    "seal",
    "send_back_archive",
    "service_of",
    "store_archive",
    "strike_attachment",
    "strike_item",
    "token_hash",
    "told_of",
    "unprintable",
    "verification_address",
    "versions",
    "waiting_for_seal",
    "withdraw",
]
