"""What else is being done when the fault strikes: papers bound into one file, files that follow a changed place."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from fengqiao.areas import face as areas
from fengqiao.desk import printing
from fengqiao.documents import face as documents
from fengqiao.documents.tests import factories as papers
from fengqiao.kit import clock, scope
from fengqiao.law import changes
from fengqiao.procedures.tests import cast
from fengqiao.site import home
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users
from fengqiao.users.tests import factories

HERE, THERE, COUNTY = "330681109", "330681112", "330681"


class Printing:
    """Batches of papers are bound into files; a file is whole and in order, or not there."""

    count = 2

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(printing, "CHUNK", 1)
        monkeypatch.setattr(printing, "PIECE", 1)
        with cast.working():
            self._head = cast.cast().head
            by, at = self._head.actor(clock.now()), clock.now()
            orders = [papers.order("D36", area=HERE, issuer=HERE, subject_id=cast.person().pk) for _ in range(4)]
            rows = [documents.issue(order=order, by=by, at=at) for order in orders]
            documents.seal(papers=[row.uid for row in rows], by=by, at=at)  # then the file is kept and not drawn again
            self._papers = tuple(documents.Numbered(row.uid, row.number, row.kind, row.subject_id) for row in rows)
            self._expected = hashlib.sha256(documents.pdf_of([row.uid for row in rows])).hexdigest()

    def do(self, n: int) -> str:
        at = clock.now()
        with transaction.atomic(), scope.of((HERE,)):
            by = self._head.actor(at)
        batch = documents.ask_print(
            papers=self._papers, count=len(self._papers), reason="核对", request=uuid4(), by=by, at=at
        )
        printing.bind_as_job(batch.uid, area=batch.area, now=clock.now)
        return hashlib.sha256(documents.open_print(uid=batch.uid, by=by, at=clock.now())).hexdigest()

    def holds(self, told: dict[int, str]) -> None:
        assert set(told.values()) <= {self._expected}, "a file is not whole"
        with transaction.atomic(), scope.of((HERE,)):
            by = self._head.actor(clock.now())
        for batch in documents.recent_prints(by=by, at=clock.now()):
            if batch.state == "ready":
                content = documents.open_print(uid=batch.uid, by=by, at=clock.now())
                assert hashlib.sha256(content).hexdigest() == self._expected, "ready and not whole"


class Following:
    """Files follow a merged place, in the worker's own role; each is here or there, with all that is about it."""

    count = 2
    _files = 8

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with cast.working():
            people = cast.cast()
            for _ in range(self._files):
                cast.waiting_to_be_decided(people, cast.person())
        at, day = clock.now(), clock.today() + timedelta(days=1)
        with transaction.atomic(), scope.of(("33",)):
            staff, lead = (factories.someone(role, "33").actor(at) for role in ("province_staff", "province_lead"))
            terms = changes.Terms(
                valid_from=day, is_correction=False, reason="撤并", document="浙政函", request=uuid4()
            )
            row = areas.propose_merge(sources=[HERE], target=THERE, terms=terms, by=staff, at=at)
            changes.confirm(change=row.uid, foreseen={}, by=lead, at=at)
            self._posts = len(users.posts_at([HERE, THERE], on=day))
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "USER", "fq_worker")
        monkeypatch.setitem(connection.settings_dict, "PASSWORD", home.secret("db_fq_worker"))

    def do(self, n: int) -> str:
        done = subjects.follow_places(at=clock.now() + timedelta(days=1))
        assert not done.stuck
        return "followed"

    def holds(self, told: dict[int, str]) -> None:
        with transaction.atomic(), scope.of((COUNTY,)), connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*), count(*) FILTER (WHERE s.area = %s), count(*) FILTER (WHERE m.area <> s.area OR "
                "EXISTS (SELECT FROM procedures_task t WHERE t.matter_id = m.id AND t.area <> s.area)), "
                "count(DISTINCT r.id), count(r.id) FILTER (WHERE s.area <> %s) FROM subjects_subject s "
                "JOIN procedures_matter m ON m.subject_id = s.id LEFT JOIN subjects_move r ON r.subject_id = s.id",
                (THERE, THERE),
            )
            files, moved, torn, receipts, wrong = cursor.fetchone()
            officers = users.posts_at([HERE, THERE], on=clock.today() + timedelta(days=2))
        assert (files, torn, wrong) == (self._files, 0, 0), "a file is doubled, lost or torn"
        assert receipts == moved, "a receipt is missing or doubled"
        assert len(officers) == self._posts, "a post is given twice or lost"
        if told:
            assert moved == self._files
