"""People are told again over the province: every reference holds, every cell opens, nobody of the told is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.catalogue.tests.test_in_the_house import leave_of
from fengqiao.demo import face as demo
from fengqiao.demo.scale import loading, newcomers, places, recipe, stock
from fengqiao.documents import face as documents
from fengqiao.kit import crypto, scope
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests.cast import NOW, Cast, cast, press
from fengqiao.subjects.tests import factories
from fengqiao.users.tests import factories as users_factories

COUNT = 60
WALLS = "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2"
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'fq' ORDER BY 1"


@pytest.fixture
def root(committed: str, cluster: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[psycopg.Connection[Any]]:
    monkeypatch.setattr(settings, "FENGQIAO_DEMONSTRATION", True)
    with cluster.superuser(committed) as connection:
        yield connection


def tell() -> Cast:
    """Three people of one county: one on leave and back, one with a paper that waits, one of whom nothing is told."""
    people = cast()
    people.delegate("leave")
    matter = leave_of(people, factories.someone(1))
    press(matter, "decide.grant", people.head)
    press(matter, "file_with_county.filed", people.clerk)
    back = NOW + timedelta(days=9)
    press(matter, "away.came_back", people.clerk, at=back, data={"returned_at": back.isoformat()})
    press(leave_of(people, factories.someone(2)), "decide.grant", people.head)
    factories.someone(3)
    return people


def test_the_told_are_told_again(root: psycopg.Connection[Any], committed: str, cluster: Any) -> None:
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        tell()
    loading.settle(root)
    walls, indexes = root.execute(WALLS).fetchall(), root.execute(INDEXES).fetchall()
    said: list[str] = []
    by = audit.system("demonstration", ranges=("33",))
    more = demo.fill(
        county="330681", count=COUNT, connect=lambda: cluster.superuser(committed), ready=None, by=by, at=NOW,
        say=said.append,
    )  # fmt: skip
    assert more == COUNT - 3
    assert root.execute("SELECT count(*) FROM subjects_subject").fetchone() == (COUNT,)
    assert root.execute(WALLS).fetchall() == walls, "every key and reference stands again, and so was checked"
    assert _alike(root.execute(INDEXES).fetchall()) == _alike(indexes)
    _every_cell_opens(root)
    _numbers_have_no_gaps(root)
    _a_clone_is_read_like_anybody(root)
    assert not demo.fill(
        county="330681", count=COUNT, connect=lambda: cluster.superuser(committed), ready=None, by=by, at=NOW,
        say=said.append,
    )  # fmt: skip


def _alike(rows: list[tuple[Any, ...]]) -> list[tuple[str, ...]]:
    """Definitions without the casts and brackets that the server writes anew when it is given its own words back."""
    return [tuple(re.sub(r"::(character varying|text)(\[\])?|[()]", "", str(cell)) for cell in row) for row in rows]


def _every_cell_opens(root: psycopg.Connection[Any]) -> None:
    told = {name for row in root.execute("SELECT name FROM subjects_subject WHERE id <= 3").fetchall() for name in row}
    for table in stock.tables():
        for column in table.columns:
            if not column.is_sealed:
                continue
            bound = recipe.BOUND.get((table.name, column.name), (table.name, column.name.removesuffix("_sealed")))
            where = (
                "subject_id > 3" if "subject_id" in table.names else "id > 3" if "birth_date" in table.names else "true"
            )
            cells = f'SELECT uid, "{column.name}" FROM "{table.name}" WHERE "{column.name}" IS NOT NULL AND {where}'
            for uid, blob in root.execute(cells).fetchall():
                plain = crypto.open_sealed(bytes(blob), table=bound[0], column=bound[1], row=UUID(str(uid)))
                assert not any(name in plain for name in told), f"{table.name}.{column.name}"


def _numbers_have_no_gaps(root: psycopg.Connection[Any]) -> None:
    rows = root.execute(
        "SELECT issuer, char, year, minors, array_agg(seq ORDER BY seq), count(DISTINCT number) FROM documents_paper "
        "GROUP BY 1, 2, 3, 4"
    ).fetchall()
    assert len(rows) > 4
    for issuer, char, year, minors, found, different in rows:
        assert found == list(range(1, len(found) + 1))
        assert different == len(found)
        last = root.execute(
            "SELECT last FROM documents_counter WHERE (area, char, year, minors) = (%s, %s, %s, %s)",
            (issuer, char, year, minors),
        ).fetchone()
        assert last == (len(found),)


def _a_clone_is_read_like_anybody(root: psycopg.Connection[Any]) -> None:
    uid, area = root.execute(
        "SELECT m.uid, m.area FROM procedures_matter m WHERE left(m.area, 6) <> '330681' AND m.ended_at IS NULL LIMIT 1"
    ).fetchone()  # type: ignore[misc]
    county = area[:6]
    lead = users_factories.someone("county_lead", county).actor(NOW)
    with transaction.atomic(), scope.of((county,)):
        matter = procedures.matter(uid=uid, by=lead, at=NOW)
        assert matter.progress.open_steps
        papers = documents.of_matter(uid)
    acts = root.execute("SELECT left(office, 6), name FROM procedures_act WHERE area = %s", (area,)).fetchall()
    assert {office for office, _name in acts} == {county}, "officers of the place itself"
    assert not {name for _office, name in acts} & {"陈立群", "李建国", "王海燕"}
    assert papers
    assert {paper.issuer[:6] for paper in papers} == {county}


def test_people_are_spread_over_every_office_after_its_villages(db: None) -> None:
    found = places.spread(10_000)
    assert sum(number for _place, number in found) == 10_000
    assert len({place.city for place, number in found if number}) == 11
    assert [number for _place, number in places.spread(0)] == [0] * len(found)


def test_newcomers_have_numbers_that_nobody_can_have_and_no_two_are_alike() -> None:
    birth, today = NOW.date().replace(year=1985), NOW.date()
    found = [newcomers.newcomer(at, sex="1", birth=birth, today=today) for at in range(2_000)]
    assert len({each.number for each in found}) == len(found)
    assert len({each.phone for each in found}) == len(found)
    assert all(re.fullmatch(r"3399\d{13}[\dX]", each.number) for each in found)
    one, again = (newcomers.newcomer(7, sex="2", birth=birth, today=today) for _ in range(2))
    assert one == again
