"""Emergency access to restricted files: who, how long, who hears of it, who reviews it (THREATS T34, T15, T20)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from fengqiao.audit import face as audit
from fengqiao.kit import clock, scope
from fengqiao.oversight import face as oversight
from fengqiao.oversight import rules
from fengqiao.oversight.errors import (
    AlreadyOpen,
    DoneBefore,
    NothingHere,
    NotNeeded,
    NotYours,
    OwnOpening,
    StillOpen,
    TooFewWords,
    UnknownOpening,
)
from fengqiao.oversight.models import Opening
from fengqiao.oversight.reads import openings
from fengqiao.oversight.reads.opened_file import opened_file
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import NewContact
from fengqiao.subjects.tests import factories as people
from fengqiao.users import face as users
from fengqiao.users.tests import factories as staff
from fengqiao.users.tests.factories import Someone, someone

WHY = "深夜走失，须立即联系监护人"
BORN = date(2010, 3, 4)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def at() -> datetime:
    return clock.now()


@pytest.fixture
def officer(db: None) -> Someone:
    return someone("office_staff", people.A1, name="值夜人", number_of="值夜人")


@pytest.fixture
def lead(db: None) -> Someone:
    return someone("county_lead", "330681", name="县负责人")


@pytest.fixture
def data_officer(db: None) -> Someone:
    return someone("data_officer", "330681", name="数据专员")


@pytest.fixture
def minor(db: None) -> subjects.Subject:
    return people.someone(701, name="林小未", birth_date=BORN)


@contextmanager
def everything() -> Iterator[None]:
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        yield


def number_of(serial: int, born: date = BORN) -> str:
    return people.number(serial, born=born)


def opened(by: Someone, at: datetime, serial: int = 701, born: date = BORN) -> Opening:
    with transaction.atomic(), scope.of(by.actor(at).ranges):
        return oversight.ask(number=number_of(serial, born), reason=WHY, by=by.actor(at), at=at)


def notices_told(row: Opening) -> set[tuple[str, int | None]]:
    with everything(), connection.cursor() as cursor:
        cursor.execute("SELECT kind, post_id FROM notices_notice WHERE cause = %s", [row.uid])
        return set(cursor.fetchall())


def test_t34_a_minors_file_opens_for_whoever_was_not_named_and_both_hear_at_once(
    at: datetime, officer: Someone, lead: Someone, data_officer: Someone, minor: subjects.Subject
) -> None:
    with transaction.atomic(), scope.of((people.A1,)), pytest.raises(subjects.UnknownSubject):
        subjects.file(uid=minor.uid, by=officer.actor(at), today=clock.local_day(at))
    row = opened(officer, at)
    assert row.until == at + 24 * HOUR
    file = opened_file(oversight.reader(row.uid, by=officer.actor(at), at=at), at=at)
    assert file.name == "林小未"
    assert notices_told(row) == {("opening", lead.post), ("opening", data_officer.post)}
    for who in (lead, data_officer):
        bell = staff.sign_in(Client(), who).get("/messages/").content.decode()
        assert "值夜人紧急查阅受限档案，时限24小时" in bell


def test_t34_another_offices_file_in_the_own_county_opens_too(at: datetime, officer: Someone) -> None:
    people.someone(702, area=people.A2, name="外所甲")
    row = opened(officer, at, 702, date(1985, 3, 4))
    assert opened_file(oversight.reader(row.uid, by=officer.actor(at), at=at), at=at).name == "外所甲"


def test_t34_nothing_is_broken_open_outside_the_own_county_and_the_answer_is_that_for_nobody(
    at: datetime, officer: Someone
) -> None:
    people.someone(703, area=people.B1, name="外县乙")
    told = []
    for serial in (703, 704):
        with pytest.raises(NothingHere) as refused:
            opened(officer, at, serial, date(1985, 3, 4))
        told.append(refused.value.text)
    assert told[0] == told[1]
    with everything():
        assert not Opening.objects.exists()


def test_t34_it_ends_after_its_hours_and_is_then_not_found(
    at: datetime, officer: Someone, minor: subjects.Subject
) -> None:
    row = opened(officer, at)
    just_before = at + 24 * HOUR - timedelta(seconds=1)
    assert oversight.reader(row.uid, by=officer.actor(just_before), at=just_before)
    for moment in (at + 24 * HOUR, at + 30 * DAY):
        with pytest.raises(UnknownOpening):
            oversight.reader(row.uid, by=officer.actor(moment), at=moment)


def test_t34_the_fourth_of_a_month_waits_for_the_lead(at: datetime, officer: Someone, lead: Someone) -> None:
    for serial in range(711, 715):
        people.someone(serial, name=f"林小{serial}", birth_date=BORN)
    rows = [opened(officer, at, serial) for serial in range(711, 715)]
    assert [row.opened_at is not None for row in rows] == [True, True, True, False]
    with pytest.raises(UnknownOpening):
        oversight.reader(rows[3].uid, by=officer.actor(at), at=at)
    assert ("opening_asked", lead.post) in notices_told(rows[3])
    oversight.answer(opening=rows[3].uid, allow=True, by=lead.actor(at), at=at)
    assert oversight.reader(rows[3].uid, by=officer.actor(at), at=at)
    with pytest.raises(DoneBefore):
        oversight.answer(opening=rows[3].uid, allow=False, by=lead.actor(at), at=at)


def test_t34_unreviewed_after_its_days_the_head_of_the_bureau_is_told_once(
    at: datetime, officer: Someone, lead: Someone, minor: subjects.Subject
) -> None:
    head, row = someone("bureau_head", "330681"), opened(officer, at)
    late = at + 10 * DAY
    assert oversight.escalate(over=("330681", "330682"), at=at + 7 * DAY) == 0
    assert oversight.escalate(over=("330681", "330682"), at=late) == 1
    assert oversight.escalate(over=("330681", "330682"), at=late) == 0
    assert ("opening_unreviewed", head.post) in notices_told(row)
    assert oversight.waiting(by=lead.actor(late), at=late) == (1, True)


def test_t34_protected_people_are_never_shown(at: datetime, officer: Someone, minor: subjects.Subject) -> None:
    with everything():
        for protected, name in ((True, "受害人丙"), (False, "监护人丁")):
            role = "victim" if protected else "guardian"
            contact = NewContact(relation="5", role=role, name=name, phone="13900000001")
            subjects.add_contact(uid=minor.uid, contact=contact, by=people.actor(), at=people.AT)
    row = opened(officer, at)
    file = opened_file(oversight.reader(row.uid, by=officer.actor(at), at=at), at=at)
    assert [one.name for one in file.contacts] == ["监护人丁"]


def test_every_look_is_audited_under_the_opening_and_nothing_can_be_done_under_it(
    at: datetime, officer: Someone, minor: subjects.Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = opened(officer, at)
    reader = oversight.reader(row.uid, by=officer.actor(at), at=at)
    looked: list[dict[str, Any]] = []
    monkeypatch.setattr("fengqiao.audit.record.write", lambda **row: looked.append(row))
    for _look in range(2):
        opened_file(reader, at=at)
    assert [(each["what"], each["about"]) for each in looked] == [("read:subject", str(minor.uid))] * 2
    assert all(f"opening:{row.uid}" in each["by"].signature for each in looked)
    with pytest.raises(audit.ReadsOnly):
        subjects.correct_facts(uid=minor.uid, changes={"name": "改"}, reason="x", by=reader, at=at)


def test_t20_an_opening_puts_nobody_into_lists_search_or_counts(
    at: datetime, officer: Someone, minor: subjects.Subject
) -> None:
    opened(officer, at)
    by = officer.actor(at)
    with transaction.atomic(), scope.of(by.ranges):
        assert subjects.search(text="林小未", by=by, at=at).rows == ()
        assert not subjects.visible(by).filter(pk=minor.pk).exists()


def test_the_reader_sees_one_person_and_no_other_of_the_office(
    at: datetime, officer: Someone, minor: subjects.Subject
) -> None:
    other = people.someone(720, name="同所戊", birth_date=BORN)
    reader = oversight.reader(opened(officer, at).uid, by=officer.actor(at), at=at)
    with transaction.atomic(), scope.of(reader.ranges):
        assert [one.pk for one in subjects.visible(reader)] == [minor.pk]
        assert other.pk != minor.pk


@pytest.mark.parametrize(
    ("role", "area"), [("county_lead", "330681"), ("city_staff", "3306"), ("procurator", "330681"), ("clerk", "330681")]
)
def test_who_breaks_nothing_open(at: datetime, minor: subjects.Subject, role: str, area: str) -> None:
    with pytest.raises(NotYours):
        opened(someone(role, area), at)


def test_what_is_asked_before_anything_is_looked_up(at: datetime, officer: Someone, minor: subjects.Subject) -> None:
    stale = officer.actor(at, verified=False)
    with pytest.raises(users.FactorNeeded):
        oversight.ask(number=number_of(701), reason=WHY, by=stale, at=at)
    with pytest.raises(TooFewWords):
        oversight.ask(number=number_of(701), reason="急" * 9, by=officer.actor(at), at=at)
    with transaction.atomic(), scope.of((people.A1,)), pytest.raises(NotNeeded):
        oversight.ask(number=number_of(701), reason=WHY, by=someone("office_head", people.A1).actor(at), at=at)
    opened(officer, at)
    with pytest.raises(AlreadyOpen):
        opened(officer, at)


def test_the_review_is_somebody_elses_afterwards_and_stays(
    at: datetime, officer: Someone, data_officer: Someone, minor: subjects.Subject
) -> None:
    row = opened(officer, at)
    said = {"opening": row.uid, "is_justified": True, "words": "已核实，确因走失联系监护人"}
    with pytest.raises(StillOpen):
        oversight.review(**said, by=data_officer.actor(at), at=at)
    oversight.close(opening=row.uid, by=officer.actor(at), at=at + HOUR)
    twin = someone("data_officer", "330681", number_of="值夜人")
    for by, refusal in ((officer, NotYours), (twin, OwnOpening), (someone("data_officer", "330682"), UnknownOpening)):
        with pytest.raises(refusal):
            oversight.review(**said, by=by.actor(at), at=at + HOUR)
    with pytest.raises(TooFewWords):
        oversight.review(**{**said, "words": "好"}, by=data_officer.actor(at), at=at + HOUR)
    oversight.review(**said, by=data_officer.actor(at), at=at + HOUR)
    with pytest.raises(DoneBefore):
        oversight.review(**said, by=data_officer.actor(at), at=at + HOUR)
    with everything(), pytest.raises(DatabaseError, match="what is written stays"), transaction.atomic():
        Opening.objects.filter(pk=row.pk).update(review="改写")


@pytest.mark.parametrize(
    ("opened_days", "closed", "reviewed", "days_on", "state"),
    [
        (None, False, False, 0.5, "asked"), (None, False, False, 1, "lapsed"), (None, True, False, 0, "declined"),
        (0, False, False, 0.9, "open"), (0, True, False, 0.5, "to_review"), (0, False, False, 1, "to_review"),
        (0, False, False, 8, "to_review"), (0, False, False, 9, "overdue"), (0, True, True, 9, "reviewed"),
    ],
)  # fmt: skip
def test_the_course_of_an_opening(
    opened_days: int | None, closed: bool, reviewed: bool, days_on: float, state: str
) -> None:
    asked = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
    began = None if opened_days is None else asked + opened_days * DAY
    dates = rules.Dates(
        asked, began, began and began + DAY, asked if closed else None, asked if reviewed else None,
        began and date(2026, 3, 10),
    )  # fmt: skip
    at = asked + days_on * DAY
    assert rules.state(dates, at=at, today=clock.local_day(at), hours=24) == state


def test_t15_pages_for_the_opener_for_others_and_for_the_reviewer(
    client: Client, officer: Someone, lead: Someone, minor: subjects.Subject
) -> None:
    staff.sign_in(client, officer)
    answer = client.post("/openings/", {"number": number_of(701), "words": WHY})
    assert answer.status_code == 302, answer.content.decode()
    body = client.get(answer["Location"]).content.decode()
    assert "林小未" in body
    assert number_of(701) not in body
    assert str(minor.uid) not in body
    other = staff.sign_in(Client(), someone("office_staff", people.A1))
    told = [other.get(f"/openings/{uid}/") for uid in (answer["Location"].split("/")[2], minor.uid)]
    assert [each.status_code for each in told] == [404, 404]
    assert _without_tokens(told[0].content.decode()).split() == _without_tokens(told[1].content.decode()).split()
    reviewer = staff.sign_in(Client(), lead)
    board = reviewer.get("/openings/board/").content.decode()
    assert "值夜人" in board
    assert WHY in board
    assert "林小未" not in board
    assert other.get("/openings/board/").status_code == 403
    client.post(f"{answer['Location']}close/")
    assert client.get(answer["Location"]).status_code == 404
    reviewer.post(f"{answer['Location']}review/", {"verdict": "no", "words": "未见必须立即查阅的情形，已约谈"})
    assert "未见必须立即查阅的情形" in client.get("/openings/").content.decode()


def test_a_review_that_is_refused_keeps_its_words_where_they_were_typed(
    client: Client, at: datetime, officer: Someone, data_officer: Someone, minor: subjects.Subject
) -> None:
    row, words = opened(officer, at), "已向医院核实，确有此事，查阅范围适当"
    oversight.close(opening=row.uid, by=officer.actor(at), at=at)
    staff.sign_in(client, data_officer)
    refused = client.post(f"/openings/{row.uid}/review/", {"verdict": "", "words": words})
    assert refused.status_code == 422
    assert words in refused.content.decode()
    assert "请选择" in refused.content.decode()
    assert client.post(f"/openings/{row.uid}/review/", {"verdict": "yes", "words": words}).status_code == 302
    assert words in client.get("/openings/board/").content.decode()


def test_t15_a_number_of_nobody_and_of_another_county_get_the_same_page(client: Client, officer: Someone) -> None:
    people.someone(703, area=people.B1)
    staff.sign_in(client, officer)
    pages = []
    for serial in (703, 704):
        number = number_of(serial, date(1985, 3, 4))
        answer = client.post("/openings/", {"number": number, "words": WHY})
        pages.append((answer.status_code, _without_tokens(answer.content.decode()).replace(number, "")))
    assert pages[0] == pages[1]
    assert pages[0][0] == 422


def _without_tokens(page: str) -> str:
    """The page but for what differs at every look: tokens, the problem number, the address."""
    page = re.sub(r"[A-Za-z0-9]{64}|[0-9A-Z]{4}-[0-9A-Z]{4}", "", page)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", page)


def test_the_list_of_openings_costs_a_fixed_number_of_statements(
    at: datetime, officer: Someone, lead: Someone, django_assert_max_num_queries
) -> None:
    for serial in (731, 732):
        people.someone(serial, birth_date=BORN)
        opened(officer, at, serial)
        with django_assert_max_num_queries(7):
            openings.board(by=lead.actor(at), at=at)
