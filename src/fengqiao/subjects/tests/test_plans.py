"""Under the policy, lists and searches are served by indexes: asked of the planner with a few thousand people.

The policy's operators and ours are leakproof; one that is not would turn every one of these into a scan (STACK 2).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from fengqiao.kit import scope
from fengqiao.subjects import face as subjects
from fengqiao.subjects.models import NameKey, Subject
from fengqiao.subjects.reads.caseload import ORDERS, CaseloadFilters, selection
from fengqiao.subjects.reads.search import number_hash, tail_hash
from fengqiao.subjects.tests import factories as make

PEOPLE = 4000
LEAD = make.actor()


@pytest.fixture
def many(committed: str, sql: object) -> None:
    """A county of twenty offices with four thousand people, and the statistics that PostgreSQL would have."""
    with transaction.atomic(), connection.cursor() as cursor, scope.of((scope.WHOLE,)):
        subjects.load(people=[make.new(1)], source="x", by=LEAD, at=make.AT)
        _multiply(cursor)
    owner = sql("fq_owner")  # type: ignore[operator]
    owner.autocommit = True
    owner.execute("SELECT set_config('app.migrating', 'yes', false)")
    owner.execute("VACUUM (ANALYZE) fq.subjects_subject, fq.subjects_namekey")


def _multiply(cursor: object) -> None:
    """Copies of one person with names and ends of term of their own: a test of plans needs rows, not lives."""
    columns = "name, sex, birth_date, number_kind, category, state, minor, flags, term_start, source, digest, version, "
    columns += "reason, ethnicity, education, marriage, residence_code"
    cursor.execute(  # type: ignore[attr-defined]
        f"""INSERT INTO subjects_subject (uid, area, number_hash, tail_hash, term_end, {columns})
            SELECT gen_random_uuid(), '3306811' || lpad((n %% 20)::text, 2, '0'),
              sha256(n::text::bytea), sha256((n %% 900)::text::bytea), DATE '2027-01-01' + n %% 700, {columns}
            FROM subjects_subject, generate_series(1, %s) AS n""",
        [PEOPLE],
    )
    cursor.execute(  # type: ignore[attr-defined]
        """INSERT INTO subjects_namekey (kind, key, subject_id, area)
           SELECT k.kind, k.key, s.id, s.area FROM subjects_subject s, LATERAL (VALUES
             ('n', '测' || chr(20000 + (s.id % 3000)::int)), ('g', '测' || chr(20000 + (s.id % 3000)::int)),
             ('p', 'ce' || md5(s.id::text)), ('i', 'c' || md5(s.id::text))) AS k (kind, key)
           ON CONFLICT DO NOTHING"""
    )


def plan(people: QuerySet[Subject] | QuerySet[NameKey], prefix: str) -> str:
    with transaction.atomic(), scope.of((prefix,)):
        return people.explain()


def served_by(text: str, *indexes: str) -> bool:
    return any(name in text for name in indexes) and "Seq Scan" not in text


def test_lists_and_searches_reach_their_indexes(many: None) -> None:
    wanted = CaseloadFilters(state="in_correction")
    page = selection(by=LEAD, today=make.TODAY, filters=wanted).order_by(*ORDERS[""])[:51]
    everybody = selection(by=LEAD, today=make.TODAY, filters=CaseloadFilters()).order_by(*ORDERS[""])[:51]
    office = "330681107"
    both = ("subjects_in_area", "subjects_list", "subjects_in_order")
    for people in (page, everybody):
        assert served_by(plan(people, office), *both), plan(people, office)
        assert served_by(plan(people, "330681"), *both), plan(people, "330681")
        assert "Sort" not in plan(people, "33")
    deep = selection(by=LEAD, today=make.TODAY, filters=wanted)
    deep = deep.filter(term_end__gte=make.TODAY + timedelta(days=400)).order_by(*ORDERS[""])[:51]
    assert served_by(plan(deep, "33"), *both)
    number = Subject.objects.filter(number_hash__in=[number_hash("citizen", "1"), number_hash("residence_permit", "1")])
    assert served_by(plan(number, "33"), "subjects_by_number", "subjects_one_running_file")
    assert served_by(plan(Subject.objects.filter(tail_hash=tail_hash("1234")), "33"), "subjects_by_tail")
    keys = ("subjects_namekey_pkey", "subjects_namekey_by_area")
    gram = NameKey.objects.filter(kind="g", key="测" + chr(20007)).order_by()
    letters = NameKey.objects.filter(kind="p", key__gte="cea1", key__lt="cea1\U0010ffff").order_by()
    for prefix in (office, "330681", "33"):
        for found in (gram, letters):
            assert served_by(plan(found, prefix), *keys), plan(found, prefix)


def test_a_page_and_its_total_are_told_by_indexes_alone(many: None) -> None:
    """Whoever is not shown is not fetched: every column that the list asks for lies in the index that it walks."""
    asked: list[tuple[str, tuple[object, ...]]] = []

    def keep(execute: Any, statement: str, values: Any, many: bool, context: Any) -> Any:
        asked.append((statement, values))
        return execute(statement, values, many, context)

    filters = CaseloadFilters(category="suspended_sentence", minor=False)
    with transaction.atomic(), scope.of(("330681",)), connection.cursor() as cursor:
        with connection.execute_wrapper(keep):
            subjects.caseload(by=LEAD, today=make.TODAY, filters=filters)
        statement, values = next(each for each in asked if "chosen" in each[0])
        cursor.execute(f"EXPLAIN {statement}", values)
        text = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Only Scan using subjects_in_order" in text, text
    assert "Index Only Scan using subjects_in_area" in text, text


def test_a_search_that_is_not_leakproof_would_scan(many: None) -> None:
    """The reason for the rule, seen: LIKE on the same column cannot use the index under the policy."""
    text = plan(NameKey.objects.filter(kind="p", key__startswith="cea1").order_by(), "33")
    assert "key ~~" in text or "~~" in text
    condition = next((line for line in text.splitlines() if "Index Cond" in line), "")
    assert "key" not in condition
