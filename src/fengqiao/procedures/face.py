"""Matters from outside: open one, act on it, see what waits, prove that it is right.

    procedures.register(definition)                      the catalogue, while the process starts
    procedures.start(key=, subject_id=, data=, by=, at=)  opens a matter; `request` makes a double press one
    procedures.start_all(key=, openings=[Opening(...)], count=, by=, at=)
                                                         the same about many people: an existing register
    procedures.tried_for_many(key=, places=, data=, …)   the same, only asked: why not, person by person
    procedures.submit(matter=, step=, outcome=, data=, seen=, by=, at=)
                                                         every step of every procedure; `seen` = progress.version
    procedures.confirm(matter=, act=, accept=, …)         a second person, for an act dated too far back
    procedures.inbox(by=, now=)                           what waits, by legal consequence and time left
    procedures.matter(uid=, by=, at=)                     one matter with its Progress; as_it_stood for a past day
    procedures.due_summary(subject_ids=, now=)            what presses most about each person, in one query
    procedures.run_clocks(at=)                            what lapsed, area by area; may be called at any time
    procedures.run_daily(at=)                             whose day or period has come: opened once, area by area
    procedures.fact_announced(fact, at=)                  another room's fact opens what waits for it (`site/wiring.py`)
    procedures.moved_deadlines(by=)                       every deadline that was extended, paused or corrected
    procedures.foreseen(edition, since=, after=, at=)     what a change of the law would change, matter by matter
    procedures.law_changed(area=, since=, at=)            after it: inbox and clocks of a place brought in line
    procedures.compare_all(by=) / rebuild(by=, at=)       whether inbox and clocks are what the acts say

Refusals are `ProceduresError`s: `Refused` carries the engine's Refusal, `AlreadyDecided` the acts that came
between. Effects of a definition are called in the act's transaction, with the act's id.
"""

from __future__ import annotations

from fengqiao.procedures.access import works
from fengqiao.procedures.actions.clockwork import RunReport, lapse, run_clocks
from fengqiao.procedures.actions.daily import DailyReport, run_daily
from fengqiao.procedures.actions.deciding import ONE_IS_OPEN, Done, confirm, note_paper, start, submit
from fengqiao.procedures.actions.drafting import discard_draft, save_draft
from fengqiao.procedures.actions.handing_back import hand_back_covers
from fengqiao.procedures.actions.law_changed import law_changed
from fengqiao.procedures.actions.opening import Announced, fact_announced, open_again
from fengqiao.procedures.actions.overtaking import overtake
from fengqiao.procedures.actions.projecting import Difference
from fengqiao.procedures.actions.rebuilding import (
    PERSON_FACTS,
    Health,
    compare_all,
    health,
    matter_facts_changed,
    new_day,
    powers_changed,
    rebuild,
)
from fengqiao.procedures.actions.reminding import run_reminders
from fengqiao.procedures.actions.starting import Opening, start_all
from fengqiao.procedures.definitions import all_current, current, facts_awaited, names_of, register, running
from fengqiao.procedures.describe import as_text, describe
from fengqiao.procedures.errors import (
    AlreadyDecided,
    ClockAhead,
    IncompleteDefinition,
    KeyUsedBefore,
    NotYourWork,
    ProceduresError,
    Refused,
    UnknownMatter,
    UnknownProcedure,
)
from fengqiao.procedures.facts import MatterActed, MatterEnded
from fengqiao.procedures.grammar import Act, By, Text, Variant
from fengqiao.procedures.progress_records import (
    BandShown,
    Barred,
    ByHand,
    CheckShown,
    ClockShown,
    Competence,
    CopyShown,
    Ended,
    OpenStep,
    OutcomeShown,
    PaperShown,
    Progress,
    Refusal,
    StepShown,
    Unconfirmed,
)
from fengqiao.procedures.reads.acts import applications, by_of, hats_of
from fengqiao.procedures.reads.calendar import DayClock, clocks_between, clocks_by_day, days_of_clocks
from fengqiao.procedures.reads.called_for import CalledFor, called_for, called_for_of
from fengqiao.procedures.reads.cases import (
    RunningCase,
    RunningForm,
    blocked_cases,
    running_cases,
    running_forms,
    supposed_cases,
    with_running,
)
from fengqiao.procedures.reads.clocks import (
    DueRow,
    LastRun,
    RunsMissing,
    all_counties,
    due_summary,
    last_daily_run,
    last_run,
    matters_to_lapse,
    runs_missing,
    with_open_clock,
)
from fengqiao.procedures.reads.drafts import DraftView, draft
from fengqiao.procedures.reads.foreseeing import CLOCK as FORESEEN_CLOCK
from fengqiao.procedures.reads.foreseeing import FIRM as FORESEEN_FIRM
from fengqiao.procedures.reads.foreseeing import TASK as FORESEEN_TASK
from fengqiao.procedures.reads.foreseeing import Foreseen, Looked, foreseen, running_of
from fengqiao.procedures.reads.foreseeing_openings import ForeseenOpening, foreseen_openings
from fengqiao.procedures.reads.inbox import (
    InboxCounts,
    InboxFilters,
    InboxPage,
    days_late,
    inbox,
    inbox_counts,
    inbox_pressing,
    next_task,
)
from fengqiao.procedures.reads.inbox_rows import QuickOutcome, TaskRow
from fengqiao.procedures.reads.many import tried_for_many
from fengqiao.procedures.reads.matters import (
    ActShown,
    MatterRow,
    MatterView,
    PersonAct,
    Preview,
    Startable,
    acts_in_place_of,
    acts_of_person,
    as_it_stood,
    barred,
    blank,
    matter,
    matters_of,
    may,
    preview,
    recorded_late,
    startable,
)
from fengqiao.procedures.reads.moved import KINDS as MOVES
from fengqiao.procedures.reads.moved import MovedPage, MovedRow, moved_deadlines
from fengqiao.procedures.reads.orders import PapersAhead, paper_again, papers_ahead
from fengqiao.procedures.reads.outlook import Expected, Moved, moved, outlook
from fengqiao.procedures.reads.overdue import (
    BoardRow,
    Load,
    board_row,
    load_by,
    overdue_board,
    overdue_groups,
    overdue_people,
)
from fengqiao.procedures.reads.past import PastMatter, matters_at
from fengqiao.procedures.reads.past_lists import Waited, WaitedPage, open_at, waiting_at
from fengqiao.procedures.reads.periods import OpenPeriod, first_periods, open_periods, with_open_step
from fengqiao.procedures.register import DEFINITIONS
from fengqiao.users.face import FactorNeeded

__all__ = [
    "DEFINITIONS",
    "FORESEEN_CLOCK",
    "FORESEEN_FIRM",
    "FORESEEN_TASK",
    "MOVES",
    "ONE_IS_OPEN",
    "PERSON_FACTS",
    "Act",
    "ActShown",
    "AlreadyDecided",
    "Announced",
    "BandShown",
    "Barred",
    "BoardRow",
    "By",
    "ByHand",
    "CalledFor",
    "CheckShown",
    "ClockAhead",
    "ClockShown",
    "Competence",
    "CopyShown",
    "DailyReport",
    "DayClock",
    "Difference",
    "Done",
    "DraftView",
    "DueRow",
    "Ended",
    "Expected",
    "FactorNeeded",
    "Foreseen",
    "ForeseenOpening",
    "Health",
    "InboxCounts",
    "InboxFilters",
    "InboxPage",
    "IncompleteDefinition",
    "KeyUsedBefore",
    "LastRun",
    "Load",
    "Looked",
    "MatterActed",
    "MatterEnded",
    "MatterRow",
    "MatterView",
    "Moved",
    "MovedPage",
    "MovedRow",
    "NotYourWork",
    "OpenPeriod",
    "OpenStep",
    "Opening",
    "OutcomeShown",
    "PaperShown",
    "PapersAhead",
    "PastMatter",
    "PersonAct",
    "Preview",
    "ProceduresError",
    "Progress",
    "QuickOutcome",
    "Refusal",
    "Refused",
    "RunReport",
    "RunningCase",
    "RunningForm",
    "RunsMissing",
    "Startable",
    "StepShown",
    "TaskRow",
    "Text",
    "Unconfirmed",
    "UnknownMatter",
    "UnknownProcedure",
    "Variant",
    "Waited",
    "WaitedPage",
    "acts_in_place_of",
    "acts_of_person",
    "all_counties",
    "all_current",
    "applications",
    "as_it_stood",
    "as_text",
    "barred",
    "blank",
    "blocked_cases",
    "board_row",
    "by_of",
    "called_for",
    "called_for_of",
    "clocks_between",
    "clocks_by_day",
    "compare_all",
    "confirm",
    "current",
    "days_late",
    "days_of_clocks",
    "describe",
    "discard_draft",
    "draft",
    "due_summary",
    "fact_announced",
    "facts_awaited",
    "first_periods",
    "foreseen",
    "foreseen_openings",
    "hand_back_covers",
    "hats_of",
    "health",
    "inbox",
    "inbox_counts",
    "inbox_pressing",
    "lapse",
    "last_daily_run",
    "last_run",
    "law_changed",
    "load_by",
    "matter",
    "matter_facts_changed",
    "matters_at",
    "matters_of",
    "matters_to_lapse",
    "may",
    "moved",
    "moved_deadlines",
    "names_of",
    "new_day",
    "next_task",
    "note_paper",
    "open_again",
    "open_at",
    "open_periods",
    "outlook",
    "overdue_board",
    "overdue_groups",
    "overdue_people",
    "overtake",
    "paper_again",
    "papers_ahead",
    "powers_changed",
    "preview",
    "rebuild",
    "recorded_late",
    "register",
    "run_clocks",
    "run_daily",
    "run_reminders",
    "running",
    "running_cases",
    "running_forms",
    "running_of",
    "runs_missing",
    "save_draft",
    "start",
    "start_all",
    "startable",
    "submit",
    "supposed_cases",
    "tried_for_many",
    "waiting_at",
    "with_open_clock",
    "with_open_step",
    "with_running",
    "works",
]
