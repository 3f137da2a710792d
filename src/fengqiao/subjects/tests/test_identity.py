"""One number in two counties: the worker tells both, once; a county answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from fengqiao.kit import scope
from fengqiao.subjects import face as subjects
from fengqiao.subjects.models import CountyCheck
from fengqiao.subjects.tests import factories as make


@pytest.fixture
def as_worker(committed: str, sql: Callable[[str], psycopg.Connection[Any]]) -> Callable[[], int]:
    """Run the job in the worker's own role."""

    def run() -> int:
        before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
        connection.close()
        connection.settings_dict |= {"USER": "fq_worker", "PASSWORD": sql("fq_worker").info.password}
        try:
            return subjects.match_identities(at=make.AT)
        finally:
            connection.close()
            connection.settings_dict |= before

    return run


def test_both_counties_are_told_once_and_answer(as_worker: Callable[[], int]) -> None:
    here, there = make.someone(1), make.someone(1, area=make.B1)
    make.someone(2)
    assert [as_worker(), as_worker()] == [2, 0]
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        checks = list(CountyCheck.objects.order_by("area").values_list("subject_id", "area", "other_county"))
    assert checks == [(here.pk, make.A1, "330682"), (there.pk, make.B1, "330681")]
    lead = make.actor()
    with transaction.atomic(), scope.of(lead.ranges):
        [check] = subjects.file(uid=here.uid, by=lead, today=make.TODAY).county_checks
    first, second = (subjects.ask_other_county(check=check.uid, by=lead, at=make.AT) for _ in range(2))
    assert (first.uid, first.to_area, first.kind) == (second.uid, "330682", "number_check"), "one letter a question"
    answer = {"check": check.uid, "answer": "two_people", "reason": "核对照片", "by": lead, "at": make.AT}
    for _ in range(2):
        assert subjects.answer_county_check(**answer).version == 2
    with transaction.atomic(), scope.of(lead.ranges):
        assert subjects.file(uid=here.uid, by=lead, today=make.TODAY).county_checks == ()
    for wrong in ({"check": uuid4()}, {"answer": "perhaps"}):
        with pytest.raises(subjects.UnknownCheck):
            subjects.answer_county_check(**(answer | wrong))
    with pytest.raises(subjects.UnknownCheck):
        subjects.ask_other_county(check=uuid4(), by=lead, at=make.AT)
    with pytest.raises(subjects.NotYourAct):
        subjects.ask_other_county(check=check.uid, by=make.actor("office_staff", area=make.A1), at=make.AT)


def test_the_staff_door_cannot_run_the_job(committed: str) -> None:
    with pytest.raises(DatabaseError):
        subjects.match_identities(at=make.AT)
