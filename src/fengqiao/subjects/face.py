"""People under community corrections, from outside.

    subjects.caseload(by=actor, today=day, filters=CaseloadFilters(state="in_correction"))   one page, masked
    subjects.file(uid=uid, by=actor, today=day)             the whole file; leaves a row of the sensitive read
    subjects.caseload_at(by=actor, on=day, then=end)        the running files of a past day, as they were known then
    subjects.file_at(uid=uid, by=actor, on=day, then=end)   the same at the end of a past day
    subjects.balance(by=actor, place="330681", since=day, until=day)   who stood in the register, came and left
    subjects.search(text="阿卜杜热依木", by=actor, at=now)    name, pinyin, initials, last four, whole number
    subjects.reveal(uid=uid, key="phone", reason="…", by=actor, at=now)
    subjects.enrol(person=NewSubject(...), by=actor, at=now)           a new file from a notice
    subjects.load(people=[...], source="file id", by=actor, at=now)    an existing register, a thousand at a time
    subjects.prepare(NewSubject(...))                       judged and marked once, for plan_load and for load
    subjects.correct_sentence(uid=uid, sentence=…, paper=Paper(…), reason=…, by=, at=)   waits for a second person
        when it is dated back; `decide_correction` is that person's word; `supposed` shows what it would move
    subjects.propose_joining(kept=uid, joined=uid, cause=…, request=…, by=, at=)   two files of one human;
        `decide_joining` is the second person's word, `propose_separation` and `decide_separation` the way back
    subjects.due(kind=, place=, by=, today=)                whose file has reached its time; `place_hold` keeps one,
        `propose_erasure` and `decide_erasure` destroy it by two people, with a certificate
    subjects.lock(subject_id)                               the first statement of every write about a person
    subjects.lock_known(subject_id, by)                     the same for an act that `by` chose to do
    subjects.may(by, subjects.Duty.NAME_STAFF, area=…)      whose act it is; pages ask it for their buttons

Unknown, out of scope and "a minor for whom you were not named" are one error: `UnknownSubject`. Whatever leaves
here as a record is masked; querysets (`selection`) are for composing, never for writing. `register`, `open_overlay`
and `close_overlay` are effects of procedures, repeatable by `act`; `matter_facts`, `residence_area` and
`intake_dates` are what procedures read.
"""

from __future__ import annotations

from fengqiao.subjects.access import Duty, UnknownSubject, answers_for_minors, may, may_see_protected, visible
from fengqiao.subjects.actions.avoidances import declare as declare_avoidance
from fengqiao.subjects.actions.avoidances import lift as lift_avoidance
from fengqiao.subjects.actions.building import Prepared, claim_hash, phone_hash
from fengqiao.subjects.actions.corrections import (
    CORRECTABLE,
    NotCorrectable,
    ReasonMissing,
    add_contact,
    correct_facts,
    end_contact,
    name_staff,
    put_in_charge,
    unname_staff,
)
from fengqiao.subjects.actions.ending import TooEarly, discharge
from fengqiao.subjects.actions.enrolment import (
    AlreadyHere,
    LoadResult,
    NotAcceptable,
    OutOfScope,
    enrol,
    load,
    plan_load,
    prepare,
)
from fengqiao.subjects.actions.following import follow_places
from fengqiao.subjects.actions.identity import (
    ANSWERS,
    TooManyClaims,
    UnknownCheck,
    answer_county_check,
    ask_other_county,
    match_identities,
)
from fengqiao.subjects.actions.joining import (
    NoSuchJoining,
    NotJoinable,
    NotSeparable,
    decide_joining,
    decide_separation,
    propose_joining,
    propose_separation,
)
from fengqiao.subjects.actions.looking import (
    NotRevealable,
    ReasonNeeded,
    TooManySearches,
    planted_opened,
    reveal,
    running_file,
    sealed_file,
    search,
)
from fengqiao.subjects.actions.planting import NoneLeft, plant
from fengqiao.subjects.actions.registration import (
    OtherOffice,
    OverlayConflict,
    WrongState,
    begin_correction,
    close_overlay,
    miss_intake,
    open_overlay,
    register,
)
from fengqiao.subjects.actions.request_reminders import remind_of_requests
from fengqiao.subjects.actions.requests import (
    NoCopyAsked,
    NoSuchRequest,
    NothingCorrected,
    NotYet,
    answer_request,
    copy_asked,
    copy_given,
    receive_request,
)
from fengqiao.subjects.actions.retention import (
    KeptLonger,
    NoSuchErasure,
    NoSuchHold,
    decide_erasure,
    lift_hold,
    place_hold,
    propose_erasure,
)
from fengqiao.subjects.actions.sentences import (
    ChangedMeanwhile,
    NothingChanged,
    NotWaiting,
    Paper,
    SamePerson,
    StillWaiting,
    correct_sentence,
    decide_correction,
    supposed,
)
from fengqiao.subjects.actions.writing import (
    NotYourAct,
    SubjectsError,
    lock,
    lock_all,
    lock_by_uid,
    lock_known,
    lock_known_all,
    must,
)
from fengqiao.subjects.models import (
    Correction,
    DataRequest,
    Erasure,
    Hold,
    Joining,
    PersonRow,
    Subject,
    VersionedRow,
    VersionRow,
)
from fengqiao.subjects.reads.avoidances import AvoidanceRow, avoidances, avoidances_of, avoided, keeps_away
from fengqiao.subjects.reads.balance import Balance, balance, balances, balances_below
from fengqiao.subjects.reads.canaries import numbers as planted_numbers
from fengqiao.subjects.reads.caseload import (
    SIZE_OF_SCOPE,
    CaseloadFilters,
    anybody,
    being_received,
    caseload,
    count_by_state,
    known_ids,
    rows,
    selection,
    terms_by_day,
)
from fengqiao.subjects.reads.course import (
    UnderCorrection,
    offices_with_people,
    overlay_spans,
    running_in,
    under_correction,
)
from fengqiao.subjects.reads.duplicates import Pair, duplicates
from fengqiao.subjects.reads.file import ended_minors, file, named_staff, reachable, row
from fengqiao.subjects.reads.going import Going, going
from fengqiao.subjects.reads.joining import (
    JoinedAway,
    JoiningRow,
    Moves,
    Obstacle,
    joined_away,
    joining,
    joining_preview,
    joinings,
    joinings_of,
)
from fengqiao.subjects.reads.matter import (
    area_of,
    areas_of,
    at_the_end,
    at_the_end_of,
    ended_on,
    ended_on_of,
    intake_dates,
    intake_dates_of,
    matter_facts,
    matter_facts_of,
    protected_names,
    protected_names_of,
    residence_area,
    residence_area_of,
    term_end,
    term_end_of,
    terms_ending,
)
from fengqiao.subjects.reads.papers import paper_values
from fengqiao.subjects.reads.past import PastFile, file_at
from fengqiao.subjects.reads.past_list import PastCaseload, PastRow, caseload_at
from fengqiao.subjects.reads.questions import open_checks, waiting_correction, waiting_corrections
from fengqiao.subjects.reads.records import (
    AtTheEnd,
    CaseloadPage,
    CheckRow,
    FactRow,
    Former,
    Found,
    IntakeDates,
    MaskedField,
    MatterFacts,
    OpenCheck,
    OverlayRow,
    Part,
    RelationRow,
    SentenceView,
    SubjectFile,
    SubjectRow,
    WaitingCorrection,
)
from fengqiao.subjects.reads.requests import RequestRow, corrections_since, open_requests, request, requests_of
from fengqiao.subjects.reads.retention import (
    DueRow,
    ErasureRow,
    HoldRow,
    due,
    erased_since,
    erasure,
    erasures,
    holds,
    holds_of,
    schedule,
)
from fengqiao.subjects.reads.retention import obstacles as erasing_obstacles
from fengqiao.subjects.reads.rows import pre_discharge_days
from fengqiao.subjects.reads.search import is_full_number, name_keys, number_hash, tail_hash
from fengqiao.subjects.reads.versions import versions
from fengqiao.subjects.rules import avoidances as avoidance_rules
from fengqiao.subjects.rules import duplicates as duplicate_rules
from fengqiao.subjects.rules import joining as joining_rules
from fengqiao.subjects.rules import requests as request_rules
from fengqiao.subjects.rules import retention as retention_rules
from fengqiao.subjects.rules.codes import codes, label
from fengqiao.subjects.rules.corrections import FACTS, SENTENCE
from fengqiao.subjects.rules.corrections import changed as sentence_changed
from fengqiao.subjects.rules.corrections import waits as sentence_waits
from fengqiao.subjects.rules.intake import NewContact, NewSentence, NewSubject, Wrong, problems
from fengqiao.subjects.rules.names import BadName
from fengqiao.subjects.rules.names import clean as clean_name
from fengqiao.subjects.rules.states import ENDED
from fengqiao.subjects.rules.terms import TermCheck, TermLength
from fengqiao.subjects.rules.terms import check as check_term

__all__ = [
    "ANSWERS", "CORRECTABLE", "ENDED", "FACTS", "SENTENCE", "SIZE_OF_SCOPE",
    "AlreadyHere", "AtTheEnd", "AvoidanceRow", "BadName",
    "Balance", "CaseloadFilters", "CaseloadPage", "ChangedMeanwhile", "CheckRow", "Correction", "DataRequest",
    "DueRow", "Duty", "Erasure", "ErasureRow", "FactRow", "Former", "Found", "Going", "Hold", "HoldRow",
    "IntakeDates", "JoinedAway", "Joining", "JoiningRow", "KeptLonger", "LoadResult", "MaskedField", "MatterFacts",
    "Moves", "NewContact", "NewSentence", "NewSubject", "NoCopyAsked", "NoSuchErasure", "NoSuchHold", "NoSuchJoining",
    "NoSuchRequest", "NoneLeft", "NotAcceptable", "NotCorrectable", "NotJoinable", "NotRevealable", "NotSeparable",
    "NotWaiting", "NotYet", "NotYourAct", "NothingChanged", "NothingCorrected", "Obstacle", "OpenCheck",
    "OtherOffice", "OutOfScope", "OverlayConflict", "OverlayRow", "Pair", "Paper", "Part", "PastCaseload", "PastFile",
    "PastRow", "PersonRow", "Prepared", "ReasonMissing", "ReasonNeeded", "RelationRow", "RequestRow", "SamePerson",
    "SentenceView", "StillWaiting", "Subject", "SubjectFile", "SubjectRow", "SubjectsError", "TermCheck",
    "TermLength", "TooEarly", "TooManyClaims", "TooManySearches", "UnderCorrection", "UnknownCheck", "UnknownSubject",
    "VersionRow", "VersionedRow", "WaitingCorrection", "Wrong", "WrongState", "add_contact", "answer_county_check",
    "answer_request", "answers_for_minors", "anybody", "area_of", "areas_of", "ask_other_county", "at_the_end",
    "at_the_end_of",
    "avoidance_rules", "avoidances", "avoidances_of", "avoided", "balance", "balances", "balances_below",
    "begin_correction", "being_received", "caseload", "caseload_at", "check_term", "claim_hash", "clean_name",
    "close_overlay", "codes", "copy_asked", "copy_given", "correct_facts", "correct_sentence", "corrections_since",
    "count_by_state", "decide_correction", "decide_erasure", "decide_joining", "decide_separation",
    "declare_avoidance", "discharge", "due", "duplicate_rules", "duplicates", "end_contact", "ended_minors",
    "ended_on", "ended_on_of", "enrol", "erased_since", "erasing_obstacles", "erasure", "erasures", "file", "file_at",
    "follow_places", "going", "holds", "holds_of", "intake_dates", "intake_dates_of", "is_full_number", "joined_away",
    "joining", "joining_preview", "joining_rules", "joinings", "joinings_of", "keeps_away", "known_ids", "label",
    "lift_avoidance", "lift_hold", "load", "lock", "lock_all", "lock_by_uid", "lock_known", "lock_known_all",
    "match_identities", "matter_facts", "matter_facts_of", "may", "may_see_protected", "miss_intake", "must",
    "name_keys", "name_staff", "named_staff", "number_hash", "offices_with_people", "open_checks", "open_overlay",
    "open_requests", "overlay_spans", "paper_values", "phone_hash", "place_hold", "plan_load", "plant",
    "planted_numbers", "planted_opened", "pre_discharge_days", "prepare", "problems", "propose_erasure",
    "propose_joining", "propose_separation", "protected_names", "protected_names_of", "put_in_charge", "reachable",
    "receive_request",
    "register", "remind_of_requests", "request", "request_rules", "requests_of", "residence_area",
    "residence_area_of", "retention_rules",
    "reveal", "row", "rows", "running_file", "running_in", "schedule", "sealed_file", "search",
    "selection", "sentence_changed",
    "sentence_waits", "supposed", "tail_hash", "term_end", "term_end_of", "terms_by_day", "terms_ending",
    "under_correction", "unname_staff", "versions", "visible", "waiting_correction", "waiting_corrections",
]  # fmt: skip
