"""What waits for whom, in which order, and how many questions to the database it costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.kit.keyset import BadCursor
from fengqiao.procedures import face as procedures
from fengqiao.procedures import projection
from fengqiao.procedures.tests.cast import NOW, Cast, as_actor, begun, person, press, waiting_to_be_decided
from fengqiao.subjects.face import Subject


def _inbox(who: Any, **filters: Any) -> tuple[procedures.TaskRow, ...]:
    return procedures.inbox(by=as_actor(who), now=NOW, filters=procedures.InboxFilters(**filters)).rows


def _queries(question: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        question()
    return len(asked)


def test_each_post_sees_what_waits_for_it(people: Cast) -> None:
    waiting_to_be_decided(people, person())
    begun(people, person())
    assert [row.step for row in _inbox(people.head)] == ["review"]
    assert [row.step for row in _inbox(people.lead)] == ["decide"]
    assert _inbox(people.county_clerk) == ()


def test_a_row_says_why_it_is_there_and_what_one_press_does(people: Cast) -> None:
    subject = person()
    matter = waiting_to_be_decided(people, subject)
    (row,) = _inbox(people.lead)
    assert (row.matter, row.subject_id, row.version) == (matter, subject.id, 2)
    assert (row.procedure_title.zh, row.reason.zh, row.clock, row.basis) == ("小住", "待审批", "LEA-2", ("M27",))
    assert row.due_at == NOW + timedelta(days=4)
    assert row.consequence == 3
    assert row.decides
    assert row.can_act
    assert [(quick.key, quick.grants) for quick in row.quick] == [("grant", True)]
    quick = row.quick[0]
    press(row.matter, f"{row.step}.{quick.key}", people.lead, seen=row.version)


def test_a_failed_check_takes_the_one_press_away(people: Cast, world: Any) -> None:
    world.closed_roads = frozenset({"S309"})
    waiting_to_be_decided(people, person(), road="S309")
    (row,) = _inbox(people.lead)
    assert row.blocked
    assert row.quick == ()


def test_what_one_s_own_part_forbids_is_not_in_one_s_inbox(people: Cast) -> None:
    from fengqiao.users.tests import factories

    people.delegate()
    second_head = factories.someone("office_head", "330681109", name="郑伟")
    matter = begun(people, person())
    press(matter, "review.forward", people.head)
    assert _inbox(people.head) == ()
    assert [row.can_act for row in _inbox(people.head, mine=False)] == [False]
    assert [row.can_act for row in _inbox(second_head)] == [True]


def test_where_nobody_of_the_office_is_free_the_county_decides(people: Cast) -> None:
    people.delegate()
    matter = begun(people, person())
    press(matter, "review.forward", people.head)
    assert [(row.matter, row.office) for row in _inbox(people.lead)] == [(matter, "330681")]


def test_a_deputy_sees_the_absent_colleague_s_inbox_too(people: Cast) -> None:
    from fengqiao.users.tests import factories

    waiting_to_be_decided(people, person())
    deputy = factories.someone("county_staff", "330681", name="吴刚")
    assert _inbox(deputy) == ()
    factories.cover(deputy=deputy, covered=people.lead)
    assert [row.step for row in _inbox(deputy)] == ["decide"]
    press(_inbox(deputy)[0].matter, "decide.grant", deputy)


def test_a_state_that_runs_comes_up_shortly_before_its_end(people: Cast) -> None:
    matter = waiting_to_be_decided(people, person())
    press(matter, "decide.grant", people.lead)
    assert _inbox(people.clerk) == ()
    eve = NOW + timedelta(days=3)
    (row,) = procedures.inbox(by=as_actor(people.clerk, eve), now=eve).rows
    assert (row.step, row.kind, row.reason.zh) == ("away", "watch", "即将到期")
    assert [quick.key for quick in row.quick] == ["back"]


def test_what_the_person_must_do_is_watched_by_the_office(people: Cast) -> None:
    matter = begun(people, person())
    press(matter, "review.incomplete", people.second, data={"what_is_missing": "证明"})
    (row,) = _inbox(people.clerk)
    assert (row.step, row.kind) == ("application", "act")


def test_the_order_is_legal_consequence_and_time_left_and_nothing_overdue_sinks(people: Cast) -> None:
    soon = waiting_to_be_decided(people, person(), leaves=timedelta(days=2))
    far = waiting_to_be_decided(people, person(), leaves=timedelta(days=30))
    late = waiting_to_be_decided(people, person(), leaves=timedelta(hours=1))
    unhurried = begun(people, person())
    now = NOW + timedelta(days=1)
    rows = procedures.inbox(by=as_actor(people.lead, now), now=now, filters=procedures.InboxFilters(mine=False)).rows
    assert [row.matter for row in rows] == [late, soon, unhurried, far]


def test_pages_follow_each_other_without_gap_or_repeat(people: Cast) -> None:
    made = {begun(people, person()) for _ in range(7)}
    seen: list[Any] = []
    after = None
    for _ in range(4):
        found = procedures.inbox(by=as_actor(people.head), now=NOW, after=after, size=3)
        assert found.total == 7
        seen += [row.matter for row in found.rows]
        after = found.next_cursor
        if after is None:
            break
    assert len(seen) == 7
    assert set(seen) == made
    with pytest.raises(BadCursor):
        procedures.inbox(by=as_actor(people.head), now=NOW, after="forged")


def test_the_strip_counts_what_the_filters_show(people: Cast) -> None:
    for leaves in (timedelta(hours=1), timedelta(hours=20), timedelta(days=3), timedelta(days=20)):
        waiting_to_be_decided(people, person(), leaves=leaves)
    now = NOW + timedelta(hours=2)
    by = as_actor(people.lead, now)
    counts = procedures.inbox_counts(by=by, now=now)
    assert (counts.total, counts.over, counts.approve) == (4, 1, 4)
    for state, count in (("over", counts.over), ("today", counts.today), ("soon", counts.soon)):
        found = procedures.inbox(by=by, now=now, filters=procedures.InboxFilters(state=state))
        assert (found.total, len(found.rows)) == (count, count), state
    assert (counts.today, counts.soon) == (0, 2)


def test_the_menu_counts_what_the_inbox_holds(people: Cast) -> None:
    waiting_to_be_decided(people, person())
    begun(people, person())
    for who in (people.head, people.lead, people.county_clerk):
        for days in (0, 1, 3, 4, 9):
            now = NOW + timedelta(days=days)
            by = as_actor(who)
            counts = procedures.inbox_counts(by=by, now=now)
            assert procedures.inbox_pressing(by=by, now=now) == (counts.over, counts.today), (who, days)


def test_the_week_counts_what_was_done_in_time(people: Cast) -> None:
    for leaves in (timedelta(days=4), timedelta(hours=1)):
        matter = waiting_to_be_decided(people, person(), leaves=leaves)
        press(matter, "decide.refuse", people.lead, at=NOW + timedelta(hours=2), reasons="不符合条件")
    now = NOW + timedelta(hours=3)
    counts = procedures.inbox_counts(by=as_actor(people.lead, now), now=now)
    assert (counts.week_done, counts.week_in_time) == (2, 1)


def test_approve_and_next_goes_through_the_queue(people: Cast) -> None:
    queue = {waiting_to_be_decided(people, person()) for _ in range(3)}
    by, done = as_actor(people.lead), []
    matter = procedures.next_task(by=by, now=NOW)
    while matter is not None:
        done.append(matter)
        press(matter, "decide.grant", people.lead)
        matter = procedures.next_task(by=by, now=NOW, after=matter, procedure="stay")
    assert set(done) == queue
    assert len(done) == 3


def test_due_summary_names_what_presses_most_about_each_person(people: Cast) -> None:
    busy, idle = person(), person()
    begun(people, busy)
    urgent = waiting_to_be_decided(people, busy, leaves=timedelta(days=1))
    found = procedures.due_summary(subject_ids=[busy.id, idle.id], now=NOW)
    assert set(found) == {busy.id}
    row = found[busy.id]
    assert (row.matter, row.open_tasks, row.is_late) == (urgent, 2, False)
    assert procedures.due_summary(subject_ids=[busy.id], now=NOW + timedelta(days=2))[busy.id].is_late


def test_a_list_of_persons_can_be_narrowed_to_what_is_due(people: Cast) -> None:
    busy, _ = person(), person()
    waiting_to_be_decided(people, busy, leaves=timedelta(days=1))
    due = procedures.with_open_clock(before=NOW + timedelta(days=2))
    assert list(Subject.objects.filter(due)) == [busy]


@pytest.mark.parametrize("how_many", [1, 12])
def test_the_number_of_queries_does_not_grow_with_the_rows(people: Cast, how_many: int) -> None:
    subjects = [person() for _ in range(how_many)]
    for subject in subjects:
        waiting_to_be_decided(people, subject)
    by, ids = as_actor(people.lead), [subject.id for subject in subjects]
    assert _queries(lambda: procedures.inbox(by=by, now=NOW)) == 1
    assert _queries(lambda: procedures.inbox_counts(by=by, now=NOW)) == 2
    assert _queries(lambda: procedures.overdue_board(by=by, now=NOW + timedelta(days=9))) == 1
    assert _queries(lambda: procedures.due_summary(subject_ids=ids, now=NOW)) == 1
    assert _queries(lambda: procedures.next_task(by=by, now=NOW)) == 1
    assert _queries(lambda: procedures.matters_of(subject_id=ids[0])) == 2
    assert _queries(lambda: procedures.acts_of_person(subject_id=ids[0])) == 1


def test_the_total_is_that_of_the_strip_and_costs_no_query_more(people: Cast) -> None:
    for _ in range(3):
        waiting_to_be_decided(people, person())
    by = as_actor(people.lead)
    total = procedures.inbox_counts(by=by, now=NOW).total
    assert procedures.inbox(by=by, now=NOW, size=2).total == total == 3
    assert procedures.inbox(by=by, now=NOW, size=2, counted=total).total == 3
    assert _queries(lambda: procedures.inbox(by=by, now=NOW, size=2)) == 2
    assert _queries(lambda: procedures.inbox(by=by, now=NOW, size=2, counted=total)) == 1
    narrow = procedures.InboxFilters(procedure="nothing of the kind")
    assert procedures.inbox(by=by, now=NOW, filters=narrow, counted=total).total == 0


@pytest.mark.parametrize("consequence", [projection.GRAVE, projection.LAWFUL, projection.LOCAL, projection.NONE])
def test_nothing_presses_after_it_is_due(consequence: int) -> None:
    """What is overdue is looked for among what presses already (`reads/overdue.py`, the number in the menu)."""
    assert projection._pressing_at(NOW - timedelta(days=90), NOW, consequence) <= NOW


def test_a_matter_page_costs_a_fixed_number_of_queries(people: Cast) -> None:
    matter = waiting_to_be_decided(people, person())
    by = as_actor(people.lead)
    few = _queries(lambda: procedures.matter(uid=matter, by=by, at=NOW))
    press(matter, "decide.grant", people.lead)
    assert _queries(lambda: procedures.matter(uid=matter, by=by, at=NOW)) == few <= 9
