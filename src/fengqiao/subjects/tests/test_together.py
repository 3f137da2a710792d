"""Two people doing the same at the same moment: one file, one version after another."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

from django.db import connection, transaction

from fengqiao.kit import scope
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Subject
from fengqiao.subjects.models import SubjectVersion
from fengqiao.subjects.tests import factories as make


def together(*jobs: Callable[[], object]) -> list[object]:
    """Run the jobs at the same moment, each on a connection of its own; results and errors in their order."""
    answers: list[object] = [None] * len(jobs)
    ready = threading.Barrier(len(jobs))

    def run(place: int, job: Callable[[], object]) -> None:
        try:
            ready.wait()
            answers[place] = job()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, job)) for n, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_the_same_register_loaded_twice_at_once_makes_each_file_once(committed: str) -> None:
    people = [make.new(n) for n in range(40)]

    def load() -> list[str]:
        return [r.status for r in subjects.load(people=people, source="x", by=make.actor(), at=make.AT)]

    answers = together(load, load, load)
    statuses = Counter(status for answer in answers for status in answer)  # type: ignore[attr-defined]
    assert statuses == {"created": 40, "unchanged": 80}
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        assert Subject.objects.count() == 40


def test_corrections_at_once_follow_each_other_and_lose_nothing(committed: str) -> None:
    person = make.someone(1)

    def correct(phone: str) -> Callable[[], object]:
        change = {"uid": person.uid, "changes": {"phone": phone}, "reason": "本人来电", "at": make.AT}
        return lambda: subjects.correct_facts(**change, by=make.actor()).version

    versions = together(*(correct(f"1370000{n:04d}") for n in range(6)))
    assert sorted(versions, key=str) == [2, 3, 4, 5, 6, 7]
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        kept = list(SubjectVersion.objects.filter(row=person.uid).order_by("version").values_list("version", flat=True))
    assert kept == [1, 2, 3, 4, 5, 6]
