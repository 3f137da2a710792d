"""What pages get: masked, scoped, without those whom the viewer may not know of, in a fixed number of queries."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from fengqiao.audit import face as audit
from fengqiao.kit import keyset, scope, sql
from fengqiao.subjects import access
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import CaseloadFilters, NewContact, Subject, UnknownSubject
from fengqiao.subjects.tests import factories as make

LEAD = make.actor()
STAFF = make.actor("office_staff", make.A1, person=31)
COLLEAGUE = make.actor("office_staff", make.A1, person=32)
YOUNG = date(2010, 5, 6)


@pytest.fixture(autouse=True)
def _everywhere(everywhere: None) -> None:
    """Scenes are set in the whole country; the viewer's own scope is entered by `within`."""


@pytest.fixture
def within() -> Iterator[None]:
    with scope.of((make.A1,)):
        yield


def listed(by: subjects.SubjectRow | object = LEAD, **filters: object) -> list[int]:
    page = subjects.caseload(by=by, today=make.TODAY, filters=CaseloadFilters(**filters))  # type: ignore[arg-type]
    return [row.id for row in page.rows]


def test_the_caseload_is_ordered_by_the_end_of_term() -> None:
    ends = [date(2027, 5, 1), date(2027, 1, 1), date(2027, 3, 1)]
    people = [make.someone(n, sentence=make.sentence(end=end, length=None)) for n, end in enumerate(ends)]
    assert listed() == [people[1].pk, people[2].pk, people[0].pk]


def test_pages_follow_each_other_without_gap_or_double() -> None:
    people = [make.new(n, sentence=make.sentence(end=date(2027, 1, 1 + n // 4), length=None)) for n in range(30)]
    subjects.load(people=people, source="x", by=LEAD, at=make.AT)
    seen: list[int] = []
    after: str | None = None
    for _ in range(20):
        page = subjects.caseload(by=LEAD, today=make.TODAY, filters=CaseloadFilters(), after=after, size=7)
        seen += [row.id for row in page.rows]
        after = page.next_cursor
        assert (page.total, page.total_is_more) == (30, False)
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 30


@pytest.mark.parametrize(
    ("viewer", "conditions", "told"),
    [
        (make.actor("province_lead", "33"), (), (9, False)),
        (make.actor("province_lead", "33"), (Q(sex__gt=""),), (2, True)),
        (LEAD, (Q(sex__gt=""),), (9, False)),
        (STAFF, (Q(sex__gt=""),), (9, False)),
    ],
)
def test_a_dear_condition_is_counted_less_far_above_a_county(
    monkeypatch: pytest.MonkeyPatch, viewer: audit.Actor, conditions: tuple[Q, ...], told: tuple[int, bool]
) -> None:
    monkeypatch.setattr("fengqiao.subjects.reads.caseload.COUNTED_TO", 10)
    subjects.load(people=[make.new(n) for n in range(9)], source="x", by=LEAD, at=make.AT)
    first = subjects.caseload(by=viewer, today=make.TODAY, filters=CaseloadFilters(conditions=conditions), size=4)
    assert (first.total, first.total_is_more, len(first.rows)) == (*told, 4)
    nobody_left = subjects.caseload(
        by=viewer, today=make.TODAY, filters=CaseloadFilters(conditions=conditions), size=4,
        after=keyset.cursor_of(("term_end", "id"), (date(2099, 1, 1), 1)),
    )  # fmt: skip
    assert (nobody_left.total, nobody_left.total_is_more, nobody_left.rows) == (*told, ())


def test_a_cursor_of_ones_own_making_is_refused() -> None:
    with pytest.raises(keyset.BadCursor):
        subjects.caseload(by=LEAD, today=make.TODAY, filters=CaseloadFilters(), after="2027-01-01")


def test_filters() -> None:
    one = make.someone(1)
    two = make.someone(2, area=make.A2, sentence=make.sentence(category="parole", end=date(2026, 12, 1), length=None))
    waiting = make.notified(3)
    assert listed(state="in_correction") == [two.pk, one.pk]
    assert listed(state="documents_received") == [waiting.pk]
    assert listed(category="parole") == [two.pk]
    assert listed(office=make.A2) == [two.pk]
    assert listed(ending_within_days=30) == [two.pk]
    assert listed(overlay="pre_discharge") == [two.pk]
    assert listed(ids=frozenset({one.pk})) == [one.pk]
    assert listed(conditions=(subjects.being_received(),)) == [waiting.pk]
    subjects.open_overlay(
        by=LEAD, at=make.AT, subject_id=one.pk, area=one.area, matter=uuid4(), act=uuid4(), kind="lost_contact",
        since=date(2026, 11, 1),
    )  # fmt: skip
    assert listed(overlay="lost_contact") == [one.pk]
    assert subjects.count_by_state(by=LEAD) == {"in_correction": 2, "documents_received": 1}


def test_out_of_scope_and_unknown_are_one_error(within: None) -> None:
    with scope.of((scope.WHOLE,)):
        foreign = make.someone(1, area=make.B1)
    for uid in (foreign.uid, uuid4()):
        with pytest.raises(UnknownSubject):
            subjects.file(uid=uid, by=STAFF, today=make.TODAY)
        with pytest.raises(UnknownSubject):
            subjects.reveal(uid=uid, key="number", reason="x", by=STAFF, at=make.AT)
    with pytest.raises(UnknownSubject):
        subjects.lock(foreign.pk)
    assert subjects.rows(ids=[foreign.pk], by=STAFF, today=make.TODAY) == {}


def test_t20_a_minor_is_nowhere_for_staff_who_were_not_named() -> None:
    adult, minor = make.someone(1), make.someone(2, birth_date=YOUNG, name="陈小测")
    subjects.name_staff(subject_id=minor.pk, person=31, first_day=make.TODAY, by=LEAD, at=make.AT)
    assert listed(STAFF) == [adult.pk, minor.pk]
    page = subjects.caseload(by=COLLEAGUE, today=make.TODAY, filters=CaseloadFilters())
    assert ([row.id for row in page.rows], page.total) == ([adult.pk], 1)
    number = make.number(2, born=YOUNG)
    for text in ("陈小测", "cxc", number, number[-4:]):
        found = subjects.search(text=text, by=COLLEAGUE, at=make.AT)
        assert minor.pk not in [row.id for row in found.rows]
        assert minor.pk in [row.id for row in subjects.search(text=text, by=STAFF, at=make.AT).rows], text
    assert subjects.count_by_state(by=COLLEAGUE) == {"in_correction": 1}
    with pytest.raises(UnknownSubject):
        subjects.file(uid=minor.uid, by=COLLEAGUE, today=make.TODAY)
    subjects.unname_staff(subject_id=minor.pk, person=31, last_day=make.TODAY, reason="moved", by=LEAD, at=make.AT)
    assert listed(STAFF) == [adult.pk]


def test_t20_the_condition_of_the_list_knows_the_same_people_as_every_other_way() -> None:
    adult, minor, kept_away = make.someone(1), make.someone(2, birth_date=YOUNG), make.someone(3)
    subjects.name_staff(subject_id=minor.pk, person=31, first_day=make.TODAY, by=LEAD, at=make.AT)
    subjects.declare_avoidance(
        uid=kept_away.uid, person=None, kind="relative", words="系其堂弟", request=uuid4(), by=STAFF, at=make.AT
    )
    opened = dataclasses.replace(COLLEAGUE, opening=audit.Opened(uid=uuid4(), subject=minor.uid))
    known = {}
    for by in (LEAD, STAFF, COLLEAGUE, opened, dataclasses.replace(LEAD, person=None)):
        wanted = access.visible_condition(by)
        listed = sql.listed(f"SELECT id FROM subjects_subject WHERE {wanted.text} ORDER BY id", wanted.values)
        known[by] = [pk for (pk,) in listed]
        assert known[by] == list(subjects.visible(by).order_by("pk").values_list("pk", flat=True))
    assert [known[STAFF], known[COLLEAGUE], known[opened]] == [
        [adult.pk, minor.pk], [adult.pk, kept_away.pk], [minor.pk],
    ]  # fmt: skip


def test_t20_who_takes_a_minor_in_goes_on_with_the_file() -> None:
    minor = make.notified(1, by=STAFF, birth_date=YOUNG)
    assert listed(STAFF) == [minor.pk]
    assert listed(COLLEAGUE) == []


def test_t81_the_regime_stays_when_the_person_turns_eighteen() -> None:
    minor = make.someone(1, birth_date=YOUNG, sentence=make.sentence(end=date(2029, 8, 31), length=None))
    assert minor.minor
    later = date(2029, 1, 1)
    assert subjects.caseload(by=COLLEAGUE, today=later, filters=CaseloadFilters()).total == 0
    assert "minor" in subjects.matter_facts(subject_id=minor.pk, on=later).flags
    [row] = subjects.caseload(by=LEAD, today=later, filters=CaseloadFilters()).rows
    assert (row.is_minor_regime, row.age) == (True, 18)


def test_t19_what_a_file_shows_does_not_give_the_number_back() -> None:
    person = make.someone(1)
    file = subjects.file(uid=person.uid, by=LEAD, today=make.TODAY)
    number = make.number(1)
    shown = " ".join(str(v) for v in _values(file))
    assert number not in shown
    assert not re.search("1985.{0,2}0?3.{0,2}0?4", shown)
    masked = next(m.text for m in file.masked if m.key == "number")
    assert sum(c.isdigit() for c in masked) <= 6
    for key in ("birth_date", "number", "phone", "household", "residence"):
        clear = subjects.reveal(uid=person.uid, key=key, reason="核对", by=LEAD, at=make.AT)
        assert clear
        assert clear not in shown


def _values(record: object) -> Iterator[object]:
    if dataclasses.is_dataclass(record):
        for each in dataclasses.fields(record):
            yield from _values(getattr(record, each.name))
    elif isinstance(record, tuple | frozenset):
        for item in record:
            yield from _values(item)
    else:
        yield record


def test_a_reveal_needs_a_reason_and_a_known_key() -> None:
    victim = NewContact("8", "victim", "吴某", "13887654321")
    person = make.someone(1, contacts=(victim,))
    [relation] = subjects.file(uid=person.uid, by=LEAD, today=make.TODAY).relations
    key = f"contact:{relation.uid}:name"
    with pytest.raises(subjects.ReasonNeeded):
        subjects.reveal(uid=person.uid, key="phone", reason=" ", by=LEAD, at=make.AT)
    for bad in ("digest", "contact:x:name", f"contact:{uuid4()}:name"):
        with pytest.raises(subjects.NotRevealable):
            subjects.reveal(uid=person.uid, key=bad, reason="x", by=LEAD, at=make.AT)
    with pytest.raises(subjects.NotRevealable):
        subjects.reveal(uid=person.uid, key=key, reason="x", by=STAFF, at=make.AT)
    assert subjects.reveal(uid=person.uid, key=key, reason="x", by=LEAD, at=make.AT) == "吴某"


def test_lists_and_files_take_a_fixed_number_of_queries() -> None:
    counts: dict[int, tuple[int, int]] = {}
    for size in (3, 30):
        already = Subject.objects.count()
        people = [make.new(n) for n in range(already, already + size)]
        [first, *_] = subjects.load(people=people, source="x", by=LEAD, at=make.AT)
        with CaptureQueriesContext(
            connection,
        ) as page:
            subjects.caseload(by=LEAD, today=make.TODAY, filters=CaseloadFilters())
        with CaptureQueriesContext(connection) as file:
            assert first.uid
            subjects.file(uid=first.uid, by=LEAD, today=make.TODAY)
        counts[size] = (len(page), len(file))
    assert counts[3] == counts[30]
    assert counts[30][0] == 1
    assert counts[30][1] <= 8


def test_facts_for_procedures() -> None:
    person = make.someone(1, flags=frozenset({"pregnant"}), sex="2")
    on = make.TODAY
    told = ("in_correction", "suspended_sentence", {"pregnant", "female"}, date(2027, 2, 28))
    assert subjects.matter_facts(subject_id=person.pk, on=on) == told
    other = make.someone(2)
    assert subjects.matter_facts_of(subject_ids=(person.pk, other.pk), on=on)[person.pk] == told
    assert subjects.residence_area(subject_id=person.pk, on=on) == "330681109201"
    dates = subjects.intake_dates(subject_id=person.pk, on=on)
    assert subjects.intake_dates_of(subject_ids=(person.pk, other.pk), on=on)[person.pk] == dates
    assert (dates.effective_on, dates.arrived_on, dates.state) == (date(2026, 9, 1), date(2026, 9, 3), "in_correction")
    assert subjects.area_of(person.pk) == make.A1
    with pytest.raises(UnknownSubject):
        subjects.matter_facts(subject_id=other.pk + 1, on=on)
    with pytest.raises(UnknownSubject):
        subjects.intake_dates_of(subject_ids=(person.pk, other.pk + 1), on=on)


def test_t18_whole_numbers_are_counted_by_person_and_day() -> None:
    person = make.someone(1)
    number = make.number(1)
    for n in range(30):
        reason = "" if n < 10 else "群众来访核实"
        if n == 10:
            with pytest.raises(subjects.ReasonNeeded):
                subjects.search(text=number, by=STAFF, at=make.AT)
        assert [r.id for r in subjects.search(text=number, by=STAFF, at=make.AT, reason=reason).rows] == [person.pk]
    with pytest.raises(subjects.TooManySearches):
        subjects.search(text=number, by=STAFF, at=make.AT, reason="x")
    assert subjects.search(text="陈测", by=STAFF, at=make.AT).how == "name"
    assert subjects.search(text=number, by=COLLEAGUE, at=make.AT).rows
    assert subjects.search(text=number, by=STAFF, at=make.AT + timedelta(days=1)).rows
