"""People under community corrections, from outside.

    subjects.caseload(by=actor, today=day, filters=CaseloadFilters(state="in_correction"))   one page, masked
    subjects.file(uid=uid, by=actor, today=day)             the whole file; leaves a row of the sensitive read
    subjects.search(text="阿卜杜热依木", by=actor, at=now)    name, pinyin, initials, last four, whole number
    subjects.reveal(uid=uid, key="phone", reason="…", by=actor, at=now)
    subjects.enrol(person=NewSubject(...), by=actor, at=now)           a new file from a notice
    subjects.load(people=[...], source="file id", by=actor, at=now)    an existing register, a thousand at a time
    subjects.lock(subject_id)                               the first statement of every write about a person

Unknown, out of scope and "a minor for whom you were not named" are one error: `UnknownSubject`. Whatever leaves
here as a record is masked; querysets (`selection`) are for composing, never for writing. `register`, `open_overlay`
and `close_overlay` are effects of procedures, repeatable by `act`; `matter_facts`, `residence_area` and
`intake_dates` are what procedures read.
"""

from __future__ import annotations

from fengqiao.subjects.access import UnknownSubject, answers_for_minors, may_see_protected, visible
from fengqiao.subjects.actions.corrections import (
    CORRECTABLE,
    NotCorrectable,
    ReasonMissing,
    add_contact,
    correct_facts,
    correct_sentence,
    end_contact,
    name_staff,
    unname_staff,
)
from fengqiao.subjects.actions.enrolment import (
    AlreadyHere,
    LoadResult,
    NotAcceptable,
    OutOfScope,
    enrol,
    load,
    plan_load,
)
from fengqiao.subjects.actions.identity import (
    ANSWERS,
    TooManyClaims,
    UnknownCheck,
    answer_county_check,
    match_identities,
)
from fengqiao.subjects.actions.looking import NotRevealable, ReasonNeeded, TooManySearches, reveal, search
from fengqiao.subjects.actions.registration import (
    OtherOffice,
    OverlayConflict,
    WrongState,
    close_overlay,
    open_overlay,
    register,
)
from fengqiao.subjects.actions.writing import SubjectsError, lock, lock_by_uid
from fengqiao.subjects.models import PersonRow, Subject, VersionedRow, VersionRow
from fengqiao.subjects.reads.caseload import (
    CaseloadFilters,
    anybody,
    being_received,
    caseload,
    count_by_state,
    known_ids,
    rows,
    selection,
)
from fengqiao.subjects.reads.file import file, named_staff, row
from fengqiao.subjects.reads.matter import area_of, intake_dates, matter_facts, residence_area
from fengqiao.subjects.reads.records import (
    CaseloadPage,
    CheckRow,
    FactRow,
    Found,
    IntakeDates,
    MaskedField,
    MatterFacts,
    OverlayRow,
    RelationRow,
    SentenceView,
    SubjectFile,
    SubjectRow,
)
from fengqiao.subjects.reads.search import is_full_number
from fengqiao.subjects.rules.codes import codes, label
from fengqiao.subjects.rules.intake import NewContact, NewSentence, NewSubject, Wrong, problems
from fengqiao.subjects.rules.names import BadName
from fengqiao.subjects.rules.names import clean as clean_name
from fengqiao.subjects.rules.terms import TermCheck, TermLength
from fengqiao.subjects.rules.terms import check as check_term

__all__ = [
    "ANSWERS",
    "CORRECTABLE",
    "AlreadyHere",
    "BadName",
    "CaseloadFilters",
    "CaseloadPage",
    "CheckRow",
    "FactRow",
    "Found",
    "IntakeDates",
    "LoadResult",
    "MaskedField",
    "MatterFacts",
    "NewContact",
    "NewSentence",
    "NewSubject",
    "NotAcceptable",
    "NotCorrectable",
    "NotRevealable",
    "OtherOffice",
    "OutOfScope",
    "OverlayConflict",
    "OverlayRow",
    "PersonRow",
    "ReasonMissing",
    "ReasonNeeded",
    "RelationRow",
    "SentenceView",
    "Subject",
    "SubjectFile",
    "SubjectRow",
    "SubjectsError",
    "TermCheck",
    "TermLength",
    "TooManyClaims",
    "TooManySearches",
    "UnknownCheck",
    "UnknownSubject",
    "VersionRow",
    "VersionedRow",
    "Wrong",
    "WrongState",
    "add_contact",
    "answer_county_check",
    "answers_for_minors",
    "anybody",
    "area_of",
    "being_received",
    "caseload",
    "check_term",
    "clean_name",
    "close_overlay",
    "codes",
    "correct_facts",
    "correct_sentence",
    "count_by_state",
    "end_contact",
    "enrol",
    "file",
    "intake_dates",
    "is_full_number",
    "known_ids",
    "label",
    "load",
    "lock",
    "lock_by_uid",
    "match_identities",
    "matter_facts",
    "may_see_protected",
    "name_staff",
    "named_staff",
    "open_overlay",
    "plan_load",
    "problems",
    "register",
    "residence_area",
    "reveal",
    "row",
    "rows",
    "search",
    "selection",
    "unname_staff",
    "visible",
]
