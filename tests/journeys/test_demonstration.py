"""The demonstration as it was built: every state of every procedure stands in it, and the register balances.

Asked of the database of the running program, before a journey changes anything.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from fengqiao.audit.face import Actor
from fengqiao.demo import face as demo
from fengqiao.demo.tests.untold import ENDINGS, NOT_TOLD
from fengqiao.kit import clock, scope
from fengqiao.letters import face as letters
from fengqiao.notices import face as notices
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users
from tests.journeys.conftest import Program, _environment

COUNTY = "330681"
#: How the matters of the past ended.
ENDS = {
    "leave": {"closed", "refused", "withdrawn", "cancelled", "not_needed", "no_contact", "detained"},
    "registration": {"registered", "not_taken_over", "detained", "death"},
    "discharge": {"discharged"},
    "induction": {"announced"},
    "correction_group": {"formed"},
    "group_member_change": {"formed"},
    "correction_plan": {"adopted"},
    "plan_adjustment": {"kept"},
    "classification": {"decided"},
    "report": {"accepted", "in_time", "educated", "excused"},
    "event_report": {"accepted", "educated"},
    "supervision_visit": {"visited", "talked", "contacted", "term_ended"},
}


SOCKET = "from fengqiao.site.database import socket_folder; print(socket_folder())"


@pytest.fixture
def built(program: Program, django_db_setup: None, django_db_blocker: Any) -> Iterator[Actor]:
    """The county lead at work in the program's database, which this process reads with its own keys."""
    told = subprocess.run(
        [sys.executable, "-c", SOCKET], env=_environment(program.home), capture_output=True, text=True, check=True
    )
    before = dict(connection.settings_dict)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict |= {"HOST": told.stdout.strip(), "NAME": "fengqiao"}
        try:
            with transaction.atomic():
                yield users.actor_of(username="zj.lead", at=clock.now())
                transaction.set_rollback(True)
        finally:
            connection.close()
            connection.settings_dict.clear()
            connection.settings_dict |= before


def _people(lead: Actor) -> list[subjects.SubjectRow]:
    """Everybody who runs, and who was discharged."""
    found: list[subjects.SubjectRow] = []
    for filters in (subjects.CaseloadFilters(), subjects.CaseloadFilters(state="discharged")):
        after: str | None = ""
        while after is not None:
            page = subjects.caseload(by=lead, today=clock.today(), filters=filters, size=200, after=after or None)
            found, after = [*found, *page.rows], page.next_cursor
    return found


def _tasks(lead: Actor) -> list[procedures.TaskRow]:
    filters, found, after = procedures.InboxFilters(mine=False), list[procedures.TaskRow](), None
    while True:
        page = procedures.inbox(by=lead, now=clock.now(), filters=filters, after=after, size=200)
        found += page.rows
        after = page.next_cursor
        if after is None:
            return found


def test_every_state_of_leave_and_registration_is_there(built: Actor) -> None:
    assert demo.holds_people()
    with scope.of(built.ranges):
        tasks = _tasks(built)
        acts = [act for person in _people(built) for act in procedures.acts_of_person(subject_id=person.id)]
        people = Counter(person.state for person in _people(built))
        matters = [row for person in _people(built) for row in procedures.matters_of(subject_id=person.id)]
        running = [procedures.matter(uid=row.uid, by=built, at=clock.now()) for row in matters if row.ended_at is None]
        sent = [row for person in _people(built) for row in notices.of_person(subject_id=person.id)]
        _register_balances(built)
    _every_message_stands(sent)
    _every_letter_stands(built)
    _everything_is_told(acts, running)
    _every_step_is_open(running)
    _every_deadline_stands(tasks)
    _every_end_was_reached(matters)
    assert {task.kind for task in tasks} == {"act", "watch", "confirm"}
    assert {"documents_received", "registered", "in_correction"} <= set(people)
    done = {(each.act.step, each.act.outcome) for each in acts}
    assert done >= {
        ("away", "checked"),
        ("away", "ask_help"),
        ("overdue", "came_back_late"),
        ("decide_extension", "grant"),
        ("decide_extension", "refuse"),
        ("decide", "refuse"),
        ("missed", "arrived"),
        ("await_papers", "completed"),
        ("office_report", "appeared"),
    }


def _every_message_stands(sent: list[notices.MessageRow]) -> None:
    """Arrived, refused, lost, switched off, tried in vain, waiting; and for the colleagues the bell."""
    assert {row.state for row in sent} >= {"delivered", "failed", "stopped"}
    assert {row.why.zh for row in sent if row.why} >= {"号码被拒收", "回执显示未送达", "多次发送未成功", "该号码已停用"}
    assert not [row for row in sent if row.sent_at is not None and row.sent_at < row.told_at]
    staff = users.actor_of(username="fq.staff", at=clock.now())
    with scope.of(staff.ranges):
        told = notices.inbox(by=staff, at=clock.now()).rows
    assert {row.kind for row in told} - {"letter_received"} == {"decided", "undelivered", "handed_back"}
    assert {row.is_read for row in told if row.kind == "undelivered"} == {True, False}


def _every_letter_stands(lead: Actor) -> None:
    """Prepared, waiting, overdue, received; one county has our letter to answer, and we have theirs and a court's."""
    today = clock.today()
    with scope.of(lead.ranges):
        sent = letters.sent(by=lead, today=today, minors=True, size=500).rows
        came = letters.arrived(by=lead, minors=True).rows
    assert {row.state for row in sent} == {"prepared", "waiting", "overdue", "received"}
    assert {row.organ for row in sent} >= {"decision_organ", "procuratorate", "police", "other_institution"}
    assert {(row.organ, row.state) for row in came} == {("other_institution", "new"), ("court", "to_answer")}
    other = users.actor_of(username="sy.staff", at=clock.now())
    with scope.of(other.ranges):
        assert [row.state for row in letters.arrived(by=other, minors=True).rows] == ["to_answer"]
        assert {row.kind for row in notices.inbox(by=other, at=clock.now()).rows} == {"letter_received"}


def _everything_is_told(acts: list[procedures.PersonAct], running: list[procedures.MatterView]) -> None:
    """Every stage and every outcome of the definitions is shown by a matter, or left out for a reason."""
    done = {(each.definition.key, each.act.step, each.act.outcome) for each in acts}
    stages = {each[:2] for each in done} | {
        (view.key, step.key) for view in running for step in view.progress.open_steps
    }
    shown = {*done, *((*stage, "") for stage in stages), *((key, "*", outcome) for key, _, outcome in done)}
    for outcome in ENDINGS:
        assert any(each[2] == outcome for each in done), outcome
    wanted: set[tuple[str, str, str]] = set()
    for definition in procedures.all_current(clock.today()):
        common = {*ENDINGS, "transferred"}  # a change of the place of execution (P14) is not built
        wanted |= {(definition.key, "*", way.key) for way in definition.matter_wide if way.key not in common}
        for step in definition.steps:
            wanted |= {(definition.key, step.key, way.key) for way in step.outcomes} | {(definition.key, step.key, "")}
    left_out = frozenset[tuple[str, str, str]]().union(*NOT_TOLD.values())
    assert sorted(wanted - shown - left_out) == [], "neither told nor left out for a reason"
    assert sorted(left_out - wanted) == [], "there is no such stage or outcome"


def _every_step_is_open(running: list[procedures.MatterView]) -> None:
    for key in ENDS:
        steps = {step.key for step in procedures.current(key, clock.today()).steps}
        told = {step.key for view in running if view.key == key for step in view.progress.open_steps}
        assert steps <= told, key


def _every_deadline_stands(tasks: list[procedures.TaskRow]) -> None:
    today = clock.start_of(clock.today())
    colours = set()
    for task in tasks:
        if task.due_at is None:
            colours.add("none")
        elif task.due_at < clock.now():
            colours.add("over")
        elif task.due_at <= today + timedelta(days=1):
            colours.add("today")
        else:
            colours.add("soon" if task.due_at < today + timedelta(days=4) else "later")
    assert colours == {"none", "over", "today", "soon", "later"}
    assert any(task.blocked for task in tasks)


def _every_end_was_reached(matters: list[procedures.MatterRow]) -> None:
    for key, ends in ENDS.items():
        ended = [row for row in matters if row.key == key and row.ended_at is not None]
        assert len({row.result_title.zh for row in ended if row.result_title is not None}) == len(ends), key


def _register_balances(built: Actor) -> None:
    """Month by month over a year, each beginning where the one before ended."""
    ends = [clock.today() - timedelta(days=30 * back) for back in range(12)]
    found = [
        subjects.balance(by=built, place=COUNTY, since=before, until=end) for end, before in itertools.pairwise(ends)
    ]
    assert all(each.holds for each in found)
    assert all(later.before == earlier.in_register for later, earlier in itertools.pairwise(found))
    assert sum(each.discharged for each in found) > 0
    assert found[0].received > 0
    assert found[0].in_register > 100
