"""What measures time: run by `make soak` on a quiet machine."""

from __future__ import annotations

import statistics
import time
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from fengqiao.kit import scope
from fengqiao.subjects import face as subjects
from fengqiao.subjects.tests import factories as make

pytestmark = pytest.mark.soak
PAIRS = 50


def test_a_register_is_loaded_at_a_thousand_people_a_second(committed: str) -> None:
    people = [make.new(n) for n in range(4000)]
    lead = make.actor()
    subjects.load(people=people[:1000], source="warm", by=lead, at=make.AT)
    before = time.perf_counter()
    for start in range(1000, 4000, 1000):
        subjects.load(people=people[start : start + 1000], source="x", by=lead, at=make.AT)
    assert 3000 / (time.perf_counter() - before) >= 1000


def test_t08_known_and_unknown_numbers_take_the_same_time(committed: str) -> None:
    waiting = {"arrived_on": None, "registered_on": None, "documents_on": date(2026, 9, 1)}
    held = [make.new(n, area=make.B1, **waiting) for n in range(PAIRS)]
    for n, person in enumerate(held):
        subjects.enrol(person=person, by=make.actor("office_head", make.B1, person=900 + n // 20), at=make.AT)
    took: dict[bool, list[float]] = {True: [], False: []}
    for n in range(2 * PAIRS):
        known = n % 2 == 0
        person = make.new(n // 2 if known else 1000 + n, **waiting)
        by = make.actor("office_head", make.A1, person=500 + n // 20)
        before = time.perf_counter()
        subjects.enrol(person=person, by=by, at=make.AT)
        took[known].append(time.perf_counter() - before)
    ratio = statistics.median(took[True]) / statistics.median(took[False])
    assert 0.9 < ratio < 1.1, ratio


def test_t15_a_foreign_and_an_unknown_person_take_the_same_time(committed: str) -> None:
    foreign = make.someone(1, area=make.B1)
    by = make.actor("office_head", make.A1, person=7)
    took: dict[bool, list[float]] = {True: [], False: []}
    for n in range(400):
        known = n % 2 == 0
        uid = foreign.uid if known else uuid4()
        with transaction.atomic(), scope.of(by.ranges):
            before = time.perf_counter()
            with pytest.raises(subjects.UnknownSubject):
                subjects.file(uid=uid, by=by, today=make.TODAY)
            took[known].append(time.perf_counter() - before)
    ratio = statistics.median(took[True]) / statistics.median(took[False])
    assert 0.9 < ratio < 1.1, ratio
