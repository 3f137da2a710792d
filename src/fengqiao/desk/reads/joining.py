"""What the pages of a joining say of tables, and which person stands beside which."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from fengqiao.desk.reads import people
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects

WHAT: Final[dict[str, Any]] = {
    "subjects_subject": _("Basic facts of the file"),
    "subjects_sentence": _("Sentence and term"),
    "subjects_contact": _("Family and contacts"),
    "subjects_move": _("Moves with changed places"),
    "subjects_overlay": _("What lies over the state"),
    "subjects_namedstaff": _("Staff named for the minor"),
    "subjects_countycheck": _("Questions about the number"),
    "subjects_correction": _("Corrections"),
    "subjects_datarequest": _("Requests about one's own data"),
    "subjects_joining": _("Earlier joinings"),
    "subjects_hold": _("Holds"),
    "subjects_avoidance": _("Declared relations"),
    "subjects_version": _("Former versions"),
    "casework_managementclass": _("Class"),
    "casework_officerassignment": _("Officer in charge"),
    "casework_correctiongroup": _("Correction group"),
    "casework_groupmember": _("Members of the group"),
    "casework_plan": _("Correction plan"),
    "casework_planreview": _("Reviews of the plan"),
    "casework_induction": _("Induction"),
    "casework_injunction": _("Injunctions"),
    "casework_leave": _("Leaves"),
    "casework_version": _("Former versions"),
    "supervision_report": _("Reports"),
    "supervision_contact": _("Talks and visits"),
    "supervision_appointment": _("Appointments"),
    "supervision_version": _("Former versions"),
    "procedures_matter": _("Matters with all their steps"),
    "procedures_draft": _("Drafts"),
    "documents_paper": _("Papers"),
    "documents_archive": _("Archive"),
    "documents_attachment": _("Files that came in"),
    "letters_sent": _("Letters sent"),
    "letters_arrived": _("Letters that came"),
    "notices_message": _("Messages"),
    "notices_notice": _("Notices"),
    "oversight_opening": _("Emergency access"),
    "oversight_sealing": _("Sealings"),
    "oversight_sealedlook": _("Looks into a sealed record"),
}
"""The tables that take part, as people call them; a test holds it to the database."""
PARTS: Final[dict[str, Any]] = {
    "subjects_namekey": _("Search keys"),
    "subjects_joinedrow": _("Records kept of a joining"),
    "procedures_act": _("Steps of matters"),
    "procedures_task": _("Tasks and deadlines"),
    "procedures_clock": _("Tasks and deadlines"),
    "procedures_moveddeadline": _("Moved deadlines"),
    "documents_event": _("Sealing and service of papers"),
    "documents_file": _("Files of papers"),
    "documents_archiveitem": _("Pieces of the archive"),
    "documents_archiveevent": _("Lending of the archive"),
    "letters_event": _("What happened to letters"),
    "notices_delivery": _("Tries of messages"),
}
"""What hangs on them, for certificates of destruction."""


@record
class Line:
    """Rows of one kind, several tables of one name together."""

    what: Any
    moved: int
    aside: int


def lines(moves: Iterable[subjects.Moves]) -> list[Line]:
    """What moves and what is set aside, by kind; the person's own row goes without saying."""
    found: dict[str, Line] = {}
    for each in moves:
        if each.of == "subjects_subject":
            continue
        words = WHAT.get(each.of, each.of)
        before = found.get(str(words), Line(words, 0, 0))
        found[str(words)] = Line(words, before.moved + each.moved, before.aside + each.aside)
    return list(found.values())


def against(obstacles: Iterable[subjects.Obstacle], *, today: date) -> list[tuple[shell.Words, shell.Words | None]]:
    """What has to be settled first, with the procedure that it is about."""
    return [
        (
            subjects.joining_rules.OBSTACLES[each.what],
            procedures.current(each.about, on=today).title if each.about else None,
        )
        for each in obstacles
    ]


def cell(row: subjects.SubjectRow | None) -> shell.Person | None:
    """A person as a list names one, or nobody where the file stands no more."""
    return people.of_row(row).cell if row is not None else None
