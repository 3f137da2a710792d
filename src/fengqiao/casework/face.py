"""Casework facts, from outside.

    casework.record_leave(by=, at=, subject_id=, area=, matter=, act=, first_day=, last_day=, places=, reason=)
    casework.change_leave(…, last_day=)   cancel_leave(…)   close_leave(…, returned_on=)     effects, once per `act`
    casework.approved_leaves(subject_id=, on=)   injunction_areas(subject_id=, on=)          what procedures read
    casework.classes_for(ids, on=)   officers_for(ids, on=)   on_leave(ids, on=)             lists: one query each
    casework.in_class("strict", on=)   with_officer(person, on=)   away(on=)                 conditions over subjects
    casework.sort_injunction(injunction=, items=[NewInjunction(...)], by=, at=)              the loaded text stays
    casework.load(items=[NewCasework(...)], by=, at=)                                        an existing register

Effects on a matter that has granted no leave do nothing when they end one, and raise `NoLeave` when they change one.
"""

from __future__ import annotations

from fengqiao.casework.actions.injunctions import (
    NothingSorted,
    SortingReasonMissing,
    UnknownInjunction,
    sort_injunction,
)
from fengqiao.casework.actions.leaves import (
    NoLeave,
    WrongDays,
    cancel_leave,
    change_leave,
    close_leave,
    record_leave,
)
from fengqiao.casework.actions.standing import (
    BeforeTheLast,
    UnknownClass,
    assign_officer,
    load,
    load_class,
    load_injunctions,
)
from fengqiao.casework.actions.writing import CaseworkError
from fengqiao.casework.reads import (
    InjunctionArea,
    InjunctionRow,
    LeaveSpan,
    Officer,
    UnsortedInjunction,
    approved_leaves,
    away,
    classes_for,
    in_class,
    injunction_areas,
    injunctions_of,
    injunctions_to_sort,
    leaves_of,
    officers_for,
    on_leave,
    with_officer,
)
from fengqiao.casework.rules import (
    CLASSES,
    INJUNCTION_KINDS,
    LEAVE_STATES,
    SORTED_KINDS,
    UNSORTED,
    NewCasework,
    NewInjunction,
    NewOfficer,
    suggested,
)

__all__ = [
    "CLASSES",
    "INJUNCTION_KINDS",
    "LEAVE_STATES",
    "SORTED_KINDS",
    "UNSORTED",
    "BeforeTheLast",
    "CaseworkError",
    "InjunctionArea",
    "InjunctionRow",
    "LeaveSpan",
    "NewCasework",
    "NewInjunction",
    "NewOfficer",
    "NoLeave",
    "NothingSorted",
    "Officer",
    "SortingReasonMissing",
    "UnknownClass",
    "UnknownInjunction",
    "UnsortedInjunction",
    "WrongDays",
    "approved_leaves",
    "assign_officer",
    "away",
    "cancel_leave",
    "change_leave",
    "classes_for",
    "close_leave",
    "in_class",
    "injunction_areas",
    "injunctions_of",
    "injunctions_to_sort",
    "leaves_of",
    "load",
    "load_class",
    "load_injunctions",
    "officers_for",
    "on_leave",
    "record_leave",
    "sort_injunction",
    "suggested",
    "with_officer",
]
