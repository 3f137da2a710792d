"""A matter as its page shows it, on the day and in the past; what a form would do; drafts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import Form, Text, end
from fengqiao.procedures.models import Act, Draft, Matter
from fengqiao.procedures.tests.cast import NOW, Cast, as_actor, asked, begun, person, press, waiting_to_be_decided
from fengqiao.procedures.tests.stays import registered, stay_v1


def test_the_page_shows_the_acts_with_both_dates_and_who(people: Cast) -> None:
    matter = begun(people, person())
    visited = NOW - timedelta(days=10)
    press(matter, "review.visit", people.clerk, data={"visited_on": visited.date().isoformat()})
    view = procedures.matter(uid=matter, by=as_actor(people.clerk), at=NOW)
    late = view.acts[-1]
    assert (late.at, late.happened_on, late.is_waiting) == (NOW, visited.date(), True)
    assert late.recorded_at != NOW
    assert (late.by.name, late.outcome_title.zh) == ("陈立群", "visited")
    assert [each.act for each in view.progress.unconfirmed] == [late.uid]


def test_t25_what_was_recorded_late_is_a_list_also_after_it_was_confirmed(people: Cast) -> None:
    matter = begun(people, person())
    visited = (NOW - timedelta(days=10)).date().isoformat()
    late = press(matter, "review.visit", people.clerk, data={"visited_on": visited}).act
    by = as_actor(people.second)
    assert [each.act.uid for each in procedures.recorded_late(since=NOW.date())] == [late]
    procedures.confirm(matter=matter, act=late, accept=True, seen=2, by=by, at=NOW)
    assert [each.act.uid for each in procedures.recorded_late(since=NOW.date())] == [late]
    assert procedures.recorded_late(since=NOW.date() + timedelta(days=1)) == ()


def test_looking_at_a_matter_leaves_a_row(people: Cast) -> None:
    from unittest.mock import patch

    from fengqiao.audit import face as audit

    matter = begun(people, person())
    by = as_actor(people.clerk)
    with patch.object(audit, "read") as looked:
        procedures.matter(uid=matter, by=by, at=NOW)
    looked.assert_called_once_with(by=by, what="matter", about=str(matter), area="330681109")


def test_a_past_day_shows_the_acts_there_were(people: Cast) -> None:
    matter = begun(people, person())
    press(matter, "review.forward", people.second, at=NOW + timedelta(days=1))
    by = as_actor(people.clerk, NOW + timedelta(days=2))
    first_day = procedures.as_it_stood(uid=matter, by=by, on=NOW.date())
    second_day = procedures.as_it_stood(uid=matter, by=by, on=NOW.date() + timedelta(days=1))
    assert [[step.key for step in view.progress.open_steps] for view in (first_day, second_day)] == [
        ["review"],
        ["decide"],
    ]
    assert [len(view.acts) for view in (first_day, second_day)] == [1, 2]


def test_a_preview_shows_what_a_press_would_do_and_writes_nothing(people: Cast) -> None:
    matter = waiting_to_be_decided(people, person())
    by, count = as_actor(people.lead), Act.objects.count()
    found = procedures.preview(matter=matter, step="decide", outcome="grant", data={}, by=by, at=NOW)
    assert found.refusal is None
    assert [step.key for step in found.progress.open_steps] == ["away"]
    refused = procedures.preview(matter=matter, step="decide", outcome="refuse", data={}, by=by, at=NOW)
    assert refused.refusal.code == "reasons"
    assert Act.objects.count() == count


def test_the_start_page_is_empty_or_shows_what_the_form_would_do(people: Cast) -> None:
    subject, by = person(), as_actor(people.clerk)
    empty = procedures.blank(key="stay", subject_id=subject.id, by=by, at=NOW)
    assert [step.key for step in empty.progress.open_steps] == ["application"]
    filled = procedures.blank(key="stay", subject_id=subject.id, by=by, at=NOW, data=asked())
    assert [(check.key, check.state) for check in filled.progress.checks] == [("road", "pass")]
    wrong = procedures.blank(key="stay", subject_id=subject.id, by=by, at=NOW, data={"days": 2})
    assert {each.field for each in wrong.refusal.wrong} == {"leaves_at", "returns_at"}
    assert Matter.objects.count() == 0


def test_only_those_who_may_start_are_offered_it(people: Cast) -> None:
    subject = person()

    def offered(who: object) -> list[str]:
        found = procedures.startable(subject_id=subject.id, by=as_actor(who), at=NOW)
        return [each.key for each in found]

    assert "stay" in offered(people.clerk)
    assert "stay" not in offered(people.lead)


def test_the_matters_of_a_person_running_ones_first(people: Cast) -> None:
    subject = person()
    ended = begun(people, subject)
    press(ended, "review.withdrawn", people.clerk)
    running = waiting_to_be_decided(people, subject)
    rows = procedures.matters_of(subject_id=subject.id)
    assert [(row.uid, row.step_title, row.result_title) for row in rows] == [
        (running, Text("decide", "decide"), None),
        (ended, None, Text("withdrawn", "withdrawn")),
    ]


def test_the_timeline_has_every_act_the_newest_first(people: Cast) -> None:
    subject = person()
    matter = waiting_to_be_decided(people, subject)
    found = procedures.acts_of_person(subject_id=subject.id)
    assert [(each.matter, each.act.outcome) for each in found] == [(matter, "forward"), (matter, "submit")]


def test_a_draft_is_one_s_own_and_goes_when_the_form_is_sent(people: Cast) -> None:
    subject, by = person(), as_actor(people.clerk)
    procedures.save_draft(key="stay", subject_id=subject.id, step="application", data={"days": 2}, by=by, at=NOW)
    procedures.save_draft(key="stay", subject_id=subject.id, step="application", data={"days": 3}, by=by, at=NOW)

    def kept(who: object) -> object:
        return procedures.draft(key="stay", subject_id=subject.id, step="application", by=as_actor(who), at=NOW)

    assert kept(people.clerk).data == {"days": 3}
    assert kept(people.second) is None
    begun(people, subject)
    assert kept(people.clerk) is None
    assert Draft.objects.count() == 0


def test_a_draft_of_a_step_is_on_the_page_of_its_matter(people: Cast) -> None:
    subject, by = person(), as_actor(people.clerk)
    matter = begun(people, subject)
    data = {"visited_on": "2026-11-22"}
    procedures.save_draft(
        key="stay", subject_id=subject.id, step="review", outcome="visit", data=data, by=by, at=NOW, matter=matter
    )
    view = procedures.matter(uid=matter, by=by, at=NOW)
    assert view.draft("review", "visit").data == data
    press(matter, "review.visit", people.clerk, data=data)
    assert procedures.matter(uid=matter, by=by, at=NOW).drafts == ()


def test_a_draft_can_be_thrown_away_and_expires(people: Cast) -> None:
    subject, by = person(), as_actor(people.clerk)
    kept = procedures.save_draft(key="stay", subject_id=subject.id, step="application", data={}, by=by, at=NOW)
    later = kept.expires_at
    assert procedures.draft(key="stay", subject_id=subject.id, step="application", by=by, at=later) is None
    procedures.discard_draft(key="stay", subject_id=subject.id, step="application", by=by, at=NOW)
    assert Draft.objects.count() == 0


def test_papers_done_by_hand_are_noted_without_making_pages_old(people: Cast) -> None:
    from fengqiao.procedures.grammar import later

    review = stay_v1.step("review")
    forward = replace(review.outcome("forward"), papers=(later("D33"),))
    steps = (replace(review, outcomes=(forward, *review.outcomes[1:])), *stay_v1.steps[1:])
    with registered(replace(stay_v1, key="stay_with_paper", steps=steps)):
        by = as_actor(people.clerk)
        begun_at = procedures.start(key="stay_with_paper", subject_id=person().id, data=asked(), by=by, at=NOW)
        done = press(begun_at.matter, "review.forward", people.second)
        noted = procedures.note_paper(
            matter=begun_at.matter,
            act=done.act,
            state="issued",
            data={"paper": "D33", "number": "〔2026〕1号"},
            by=by,
            at=NOW,
        )
        assert noted.version == done.version
        view = procedures.matter(uid=begun_at.matter, by=by, at=NOW)
        assert [(paper.state, paper.number) for paper in view.progress.papers] == [("issued", "〔2026〕1号")]
        assert view.acts[-1].outcome_title.zh == "已制发"
        press(begun_at.matter, "decide.grant", people.lead, seen=done.version)


def test_an_outcome_opens_the_matter_it_names(people: Cast) -> None:
    search = replace(stay_v1, key="search", form=Form(), steps=(replace(stay_v1.step("overdue"), key="look"),))
    overdue = replace(stay_v1.step("overdue"), outcomes=(end("found", Text("found", "found"), opens=("search",)),))
    opener = replace(stay_v1, key="opener", steps=(*stay_v1.steps[:-1], overdue))
    with registered(search, opener):
        subject, by = person(), as_actor(people.clerk)
        matter = procedures.start(key="opener", subject_id=subject.id, data=asked(), by=by, at=NOW).matter
        press(matter, "review.forward", people.second)
        press(matter, "decide.grant", people.lead)
        late = NOW + timedelta(days=8)
        done = press(matter, "overdue.found", people.clerk, at=late)
        opened = Matter.objects.get(subject=subject, procedure="search")
        first = Act.objects.get(matter=opened)
        assert (first.kind, first.sealed) == ("fact", {"opened_by": str(done.act)})
        assert [row.step_title.en for row in procedures.matters_of(subject_id=subject.id) if row.step_title] == [
            "overdue"
        ]
        assert procedures.compare_all(by=as_actor(people.lead, late)) == ()


def test_what_happened_is_announced_to_whoever_listens(people: Cast) -> None:
    from fengqiao.kit import bus

    heard: list[object] = []
    bus.listen(procedures.MatterActed, heard.append)
    bus.listen(procedures.MatterEnded, heard.append)
    try:
        matter = begun(people, person())
        press(matter, "review.withdrawn", people.clerk)
    finally:
        for kind in (procedures.MatterActed, procedures.MatterEnded):
            bus._listeners[kind].remove(heard.append)
    assert [type(fact).__name__ for fact in heard] == ["MatterActed", "MatterActed", "MatterEnded"]
    assert heard[-1].result == "withdrawn"
