"""Casework facts, from outside.

    casework.record_leave(by=, at=, subject_id=, area=, matter=, act=, first_day=, last_day=, places=, reason=)
    casework.change_leave(…, last_day=)   cancel_leave(…)   close_leave(…, returned_on=)     effects, once per `act`
    casework.approved_leaves(subject_id=, on=)   injunction_areas(subject_id=, on=)          what procedures read
    casework.classes_for(ids, on=)   officers_for(ids, on=)   on_leave(ids, on=)             lists: one query each
    casework.standing_for(ids, on=)                              class and officer together
    casework.in_class("strict", on=)   with_officer(person, on=)   away(on=)                 conditions over subjects
    casework.sort_injunction(injunction=, items=[NewInjunction(...)], by=, at=)              the loaded text stays
    casework.load(items=[NewCasework(...)], by=, at=)                                        an existing register
    casework.record_induction(…)   add_member(…)   end_member(…)   form_group(…)                 effects: P06, P07
    casework.adopt_plan(…)   record_plan_review(…)   set_class(…)                              effects: P08, P09
    casework.correction_group(subject_id=, on=)   plan_in_force(…)   class_history(…)          what procedures read
    casework.class_spans_of(ids)   inductions_of(ids)   leave_spans_of(ids, since=)           the same for many people
    casework.plans_to_review(until=)   class_reviews_due(on=, area=)                           who is due

Effects on a matter that has granted no leave do nothing when they end one, and raise `NoLeave` when they change one.
"""

from __future__ import annotations

from fengqiao.casework.actions.beginning import record_induction, set_class
from fengqiao.casework.actions.groups import NoSuchMember, add_member, end_member, form_group
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
from fengqiao.casework.actions.plans import NoPlan, adopt_plan, record_plan_review
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
    Charge,
    InjunctionArea,
    InjunctionRow,
    LeaveSpan,
    Officer,
    Standing,
    UnsortedInjunction,
    approved_leaves,
    approved_leaves_of,
    away,
    charge_by,
    classes_for,
    in_class,
    injunction_areas,
    injunction_areas_of,
    injunction_texts,
    injunction_texts_of,
    injunctions_in_force,
    injunctions_in_force_of,
    injunctions_of,
    injunctions_to_sort,
    leave_spans_of,
    leaves_by_day,
    leaves_ending,
    leaves_of,
    officer_of,
    officers_for,
    on_leave,
    people_of_officer,
    standing_for,
    with_officer,
)
from fengqiao.casework.reads.beginning import (
    ClassSpan,
    class_history,
    class_history_of,
    class_reviews_due,
    class_spans_of,
    correction_group,
    correction_group_of,
    in_class_since,
    inducted_on,
    inducted_on_of,
    inductions_of,
    plan_in_force,
    plan_in_force_of,
    plans_of,
    plans_to_review,
)
from fengqiao.casework.reads.past import PastCasework, PastCharge, casework_at, charges_at
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
from fengqiao.casework.rules import classes as class_rules
from fengqiao.casework.rules import groups as group_rules
from fengqiao.casework.rules import plans as plan_rules
from fengqiao.casework.rules.groups import Group, Member, NewMember
from fengqiao.casework.rules.plans import NewPlan, PlanRow

__all__ = [
    "CLASSES",
    "INJUNCTION_KINDS",
    "LEAVE_STATES",
    "SORTED_KINDS",
    "UNSORTED",
    "BeforeTheLast",
    "CaseworkError",
    "Charge",
    "ClassSpan",
    "Group",
    "InjunctionArea",
    "InjunctionRow",
    "LeaveSpan",
    "Member",
    "NewCasework",
    "NewInjunction",
    "NewMember",
    "NewOfficer",
    "NewPlan",
    "NoLeave",
    "NoPlan",
    "NoSuchMember",
    "NothingSorted",
    "Officer",
    "PastCasework",
    "PastCharge",
    "PlanRow",
    "SortingReasonMissing",
    "Standing",
    "UnknownClass",
    "UnknownInjunction",
    "UnsortedInjunction",
    "WrongDays",
    "add_member",
    "adopt_plan",
    "approved_leaves",
    "approved_leaves_of",
    "assign_officer",
    "away",
    "cancel_leave",
    "casework_at",
    "change_leave",
    "charge_by",
    "charges_at",
    "class_history",
    "class_history_of",
    "class_reviews_due",
    "class_rules",
    "class_spans_of",
    "classes_for",
    "close_leave",
    "correction_group",
    "correction_group_of",
    "end_member",
    "form_group",
    "group_rules",
    "in_class",
    "in_class_since",
    "inducted_on",
    "inducted_on_of",
    "inductions_of",
    "injunction_areas",
    "injunction_areas_of",
    "injunction_texts",
    "injunction_texts_of",
    "injunctions_in_force",
    "injunctions_in_force_of",
    "injunctions_of",
    "injunctions_to_sort",
    "leave_spans_of",
    "leaves_by_day",
    "leaves_ending",
    "leaves_of",
    "load",
    "load_class",
    "load_injunctions",
    "officer_of",
    "officers_for",
    "on_leave",
    "people_of_officer",
    "plan_in_force",
    "plan_in_force_of",
    "plan_rules",
    "plans_of",
    "plans_to_review",
    "record_induction",
    "record_leave",
    "record_plan_review",
    "set_class",
    "sort_injunction",
    "standing_for",
    "suggested",
    "with_officer",
]
