"""The chain: sealed once, and each kind of tampering found and named."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.audit import chain
from fengqiao.audit import face as audit
from fengqiao.audit import seal as sealing
from fengqiao.kit import clock

KEY = b"k" * 32


def _add(connection: psycopg.Connection[Any], *whats: str) -> None:
    for what in whats:
        connection.execute("INSERT INTO audit_row (actor, what) VALUES ('test', %s)", (what,))


@pytest.fixture
def sealer(committed: str, sql: Any) -> psycopg.Connection[Any]:
    connection: psycopg.Connection[Any] = sql("fq_seal")
    connection.autocommit = True
    audit.seal(connection)
    return connection


@pytest.fixture
def web(sealer: Any, sql: Any) -> psycopg.Connection[Any]:
    connection: psycopg.Connection[Any] = sql("fq_web")
    return connection


@pytest.fixture
def superuser(sealer: Any, cluster: Any, committed: str) -> Iterator[psycopg.Connection[Any]]:
    with cluster.superuser(committed) as connection:
        connection.execute("SET search_path = fq")
        yield connection


def _ids(connection: psycopg.Connection[Any]) -> list[int]:
    return [row[0] for row in connection.execute("SELECT id FROM audit_row ORDER BY id").fetchall()]


def test_rows_are_sealed_once_and_the_chain_holds(sealer: Any, web: Any) -> None:
    _add(web, "one", "two")
    web.commit()
    assert audit.unsealed(sealer)[0] == 2
    assert audit.seal(sealer) == 2
    assert audit.seal(sealer) == 0
    _add(web, "three")
    web.commit()
    assert audit.seal(sealer) == 1
    found = audit.verify(sealer)
    assert found["broken"] == []
    assert (found["rows"], found["unsealed"]) == (found["sealed"], 0)


def test_a_late_commit_is_sealed_once(sealer: Any, web: Any, sql: Any) -> None:
    """The slow transaction takes the smaller row id and commits last."""
    slow = sql("fq_web")
    _add(slow, "slow")
    _add(web, "fast")
    web.commit()
    assert audit.seal(sealer) == 0
    slow.commit()
    assert audit.seal(sealer) == 2
    assert audit.seal(sealer) == 0
    assert audit.verify(sealer)["broken"] == []


def test_many_writers_and_a_busy_sealer_lose_nothing(sealer: Any, sql: Any) -> None:
    connections = [sql("fq_web") for _ in range(4)]
    barrier = threading.Barrier(5)

    def work(connection: Any, keep: int) -> None:
        barrier.wait()
        for n in range(12):
            _add(connection, f"w{n}")
            connection.rollback() if n % 6 == keep else connection.commit()

    threads = [threading.Thread(target=work, args=(c, k)) for k, c in enumerate(connections)]
    for thread in threads:
        thread.start()
    barrier.wait()
    before = audit.verify(sealer)["sealed"]
    sealed = 0
    while any(thread.is_alive() for thread in threads):
        sealed += audit.seal(sealer)
    for thread in threads:
        thread.join()
    sealed += audit.seal(sealer)
    # Four writers of twelve rows each, two of which were rolled back.
    assert sealed == 40
    assert sealed + before == audit.verify(sealer)["rows"]
    assert audit.verify(sealer)["broken"] == []


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE audit_row SET what = 'other' WHERE id = %s", "changed"),
        ("UPDATE audit_row SET at = at + interval '1 second' WHERE id = %s", "changed"),
        ("UPDATE audit_row SET data = '{\"days\": 3}' WHERE id = %s", "changed"),
        ("DELETE FROM audit_row WHERE id = %s", "removed"),
        (
            "INSERT INTO audit_row (id, xid, actor, what) OVERRIDING SYSTEM VALUE "
            "SELECT id + 100000, xid, actor, what FROM audit_row WHERE id = %s",
            "inserted",
        ),
    ],
)
def test_t29_what_a_superuser_did_to_one_row_is_found(
    sealer: Any, web: Any, superuser: Any, statement: str, kind: str
) -> None:
    _add(web, "one", "two", "three")
    web.commit()
    audit.seal(sealer)
    middle = _ids(superuser)[-2]
    superuser.execute(statement, (middle,))
    row = middle + 100000 if kind == "inserted" else middle
    assert audit.verify(sealer)["broken"] == [{"row": row, "kind": kind}]


def test_t29_the_chain_cannot_be_computed_again_without_the_key(sealer: Any, web: Any, superuser: Any) -> None:
    """Whoever may change every table, and knows this program, makes every mark and code anew, with a key of his own."""
    _add(web, "one")
    web.commit()
    audit.seal(sealer)
    superuser.execute("UPDATE audit_row SET what = 'other' WHERE id = %s", (_ids(superuser)[-1],))
    before: chain.Seal | None = None
    with superuser.transaction():
        for was in list(sealing._seals(superuser)):
            rows = list(sealing._rows(superuser, was.life, was.lo, was.hi))
            before = chain.make(b"a key of his own", before=before, life=was.life, lo=was.lo, hi=was.hi, rows=rows)
            superuser.execute(
                "UPDATE audit_seal SET n = %s, prev = %s, mac = %s, marks = %s WHERE no = %s",
                (before.n, before.prev, before.mac, before.marks, before.no),
            )
    assert before is not None
    found = {each["row"] for each in audit.verify(sealer)["broken"]}
    assert f"seal:{before.no}" in found


def test_t29_a_cut_tail_and_an_old_table_are_found_by_anchors(
    sealer: Any, web: Any, superuser: Any, tmp_path: Path
) -> None:
    path = tmp_path / "anchors"
    for what in ("one", "two"):
        _add(web, what)
        web.commit()
        audit.seal(sealer)
        anchor = audit.head(sealer, clock.now())
        assert anchor is not None
        audit.add_anchor(path, anchor)
    last = audit.read_anchors(path)[-1].no
    superuser.execute("DELETE FROM audit_row WHERE id = %s", (_ids(superuser)[-1],))
    superuser.execute("DELETE FROM audit_seal WHERE no = %s", (last,))
    assert audit.verify(sealer)["broken"] == []
    found = audit.verify(sealer, audit.read_anchors(path))["broken"]
    assert found == [{"row": f"seal:{last}", "kind": "removed"}]


def test_t29_a_seal_taken_out_of_the_middle_is_found(sealer: Any, web: Any, superuser: Any) -> None:
    for what in ("one", "two", "three"):
        _add(web, what)
        web.commit()
        audit.seal(sealer)
    last = audit.head(sealer, clock.now())
    assert last is not None
    superuser.execute("DELETE FROM audit_seal WHERE no = %s", (last.no - 1,))
    assert {"row": f"seal:{last.no - 1}", "kind": "removed"} in audit.verify(sealer)["broken"]


def test_no_file_of_anchors(tmp_path: Path) -> None:
    path = tmp_path / "anchors"
    path.write_text("no anchors\n")
    with pytest.raises(ValueError):
        audit.read_anchors(path)


@pytest.mark.parametrize("role", ["fq_web", "fq_worker", "fq_seal", "fq_backup"])
def test_t28_nobody_changes_audit_rows(sealer: Any, sql: Any, role: str) -> None:
    connection = sql(role)
    for statement in (
        "UPDATE audit_row SET what = ''",
        "DELETE FROM audit_row",
        "TRUNCATE audit_row",
        "INSERT INTO audit_row (actor, what, at) VALUES ('x', 'x', now())",
        "INSERT INTO audit_row (actor, what, xid) VALUES ('x', 'x', '1')",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)
        connection.rollback()


@pytest.mark.parametrize("role", ["fq_web", "fq_worker"])
def test_the_doors_add_rows_and_read_none(sealer: Any, sql: Any, role: str) -> None:
    connection = sql(role)
    _add(connection, "x")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("SELECT 1 FROM audit_row")


_rows = st.builds(
    chain.Row,
    id=st.integers(1, 2**40), xid=st.integers(1, 2**40), life=st.integers(1, 3), at=st.integers(0, 2**52),
    door=st.text(max_size=5), actor=st.text(max_size=5), area=st.text(max_size=5), what=st.text(max_size=5),
    object=st.text(max_size=5), data=st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=3)),
)  # fmt: skip


@given(one=_rows, other=_rows)
def test_two_rows_have_one_canonical_form_only_when_they_are_equal(one: chain.Row, other: chain.Row) -> None:
    assert (chain.canonical(one) == chain.canonical(other)) == (one == other)


@given(rows=st.lists(_rows, unique_by=lambda row: row.id, max_size=6), data=st.data())
def test_a_seal_names_exactly_what_differs(rows: list[chain.Row], data: Any) -> None:
    made = chain.make(KEY, before=None, life=1, lo=0, hi=2**41, rows=rows)
    assert chain.holds(KEY, made, None)
    assert not chain.holds(b"another key", made, None)
    removed = set(data.draw(st.sets(st.sampled_from([row.id for row in rows])))) if rows else set()
    left = [row for row in rows if row.id not in removed]
    assert dict(chain.differences(KEY, made, left)) == dict.fromkeys(removed, "removed")
