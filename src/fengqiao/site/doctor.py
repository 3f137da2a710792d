"""What is wrong with this installation, and how to mend it. Names and counts only, never a value."""

from __future__ import annotations

import psycopg
from django.db import connection, transaction

from fengqiao.audit import face as audit
from fengqiao.kit import clock
from fengqiao.site import clock_shift, database, home, roles, sealing
from fengqiao.site.keeping import backup
from fengqiao.site.keeping.restore import OLDEST_SERVER
from fengqiao.site.machine import Finding
from fengqiao.site.postgres import Cluster

_CLOCK_SECONDS = 2.0
_UNSEALED_SECONDS = 120
# The timetable asks each minute; a worker that starts needs a moment.
_TIMETABLE_SECONDS = 300
# The tables whose lists are read from indexes alone; with fewer rows each is read in a moment, swept or not.
_LISTED = ("procedures_task", "subjects_subject")
_MANY_ROWS = 20_000


def examine(cluster: Cluster | None) -> list[Finding]:
    """Every check, in the worker's role."""
    with transaction.atomic():
        found = [_server(), _encoding(), _clock(), _roles(), _policies(), _public_door(), _migrations()]
        found += [_timetable(), _jobs(), _swept()]
    found += [_backup_reads(), _sealing(), *_procedures()]
    return [*found, _orphans(cluster)] if cluster is not None else found


def _one(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def _server() -> Finding:
    version = int(str(_one("SHOW server_version_num")[0][0]))
    major, minor = version // 10000, version % 10000
    ok = major in OLDEST_SERVER and minor >= OLDEST_SERVER[major]
    return Finding("server", ok, f"PostgreSQL {major}.{minor}", "use PostgreSQL 15.14, 16.10, 17.6, 18 or later")


def shifted_clock() -> Finding | None:
    """What keeps this installation from starting at all: a clock that was put ahead where none may be (THREATS T27)."""
    try:
        clock_shift.days_ahead()
    except clock_shift.ShiftRefused as refused:
        return Finding("clock", False, str(refused), f"remove {clock_shift.file()}")
    return None


def _clock() -> Finding:
    """This machine's clock against the database's, which nobody shifts; the days ahead are left out."""
    theirs = _one("SELECT extract(epoch FROM clock_timestamp())::float8")[0][0]
    difference = abs(float(str(theirs)) - clock.in_the_world(clock.now()).timestamp())
    mend = (
        "set the clocks of this machine and of the database by the same time service; a shifted clock decides nothing"
    )
    days = clock.ahead().days
    ahead = f"; this demonstration stands {days} days ahead: it is {clock.today()} in it" if days else ""
    return Finding("clock", difference <= _CLOCK_SECONDS, f"{difference:.1f} s from the database{ahead}", mend)


def _encoding() -> Finding:
    """Names are kept as they are written only in UTF-8."""
    found = str(_one("SHOW server_encoding")[0][0])
    mend = "make the database anew: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, then restore into it"
    return Finding("encoding", found == "UTF8", found, mend)


def _roles() -> Finding:
    """Every door's role is there and none bypasses policies or owns what it reads."""
    rows = _one(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'fq\\_%' AND (rolsuper OR rolbypassrls) "
        "AND rolname <> 'fq_bootstrap'"
    )
    there = {str(r[0]) for r in _one("SELECT rolname FROM pg_roles WHERE rolname LIKE 'fq\\_%'")}
    missing = [f"{name} is missing" for name in (*home.ROLES, *roles.DEFINERS) if name not in there]
    wrong = ", ".join([*(f"{r[0]} passes policies" for r in rows), *missing])
    mend = "ALTER ROLE … NOSUPERUSER NOBYPASSRLS; missing ones: fengqiao migrate"
    return Finding("roles", not wrong, wrong or "no door bypasses policies", mend)


def _policies() -> Finding:
    """A table with policies, or with a person, that does not ask them of everybody, its owner included."""
    rows = _one(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'fq' AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity) "
        "AND (EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid) OR EXISTS (SELECT 1 FROM pg_attribute a "
        "WHERE a.attrelid = c.oid AND a.attname = 'subject_id' AND NOT a.attisdropped)) ORDER BY 1"
    )
    names = ", ".join(str(r[0]) for r in rows)
    mend = "ALTER TABLE fq.… ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY, and find out who switched it off"
    return Finding("policies", not rows, names or "every case table is protected", mend)


def _backup_reads() -> Finding:
    """The policies of the role of backups against the list of tables (DATABASE 11)."""
    with psycopg.connect(**database.plain(database.connection("backup"))) as own:
        unseen = ", ".join(backup.blind_tables(own))
    return Finding("backup reads", not unseen, unseen or "backups see every table", "fengqiao migrate")


def _timetable() -> Finding:
    """Whether a worker keeps the timetable: the job of each minute was asked for lately."""
    rows = _one(
        "SELECT extract(epoch FROM clock_timestamp()) - max(defer_timestamp) FROM procrastinate_periodic_defers "
        "WHERE task_name = 'site.seal'"
    )
    age = rows[0][0]
    detail = "never ran" if age is None else f"last asked {float(str(age)):.0f} s ago"
    ok = age is not None and float(str(age)) <= _TIMETABLE_SECONDS
    return Finding("timetable", ok, detail, "start the worker: fengqiao up, or fengqiao worker")


def _public_door() -> Finding:
    """What strangers' role may touch: published tables to read, the counter of look-ups, the audit to add to."""
    rows = _one(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'fq' AND c.relkind IN ('r', 'p', 'v', 'm') "
        "AND (has_any_column_privilege('fq_public', c.oid, 'SELECT, INSERT, UPDATE') "
        "OR has_table_privilege('fq_public', c.oid, 'DELETE, TRUNCATE')) ORDER BY 1"
    )
    names = {str(r[0]) for r in rows}
    wrong = ", ".join(sorted(names - roles.OPEN_TO_PUBLIC))
    mend = "REVOKE ALL ON the named tables FROM fq_public"
    return Finding(
        "public door", not wrong, wrong or f"{len(names)} tables open to the public, all of them meant", mend
    )


def _migrations() -> Finding:
    from fengqiao.site import migrate

    rows = _one("SELECT obj_description(to_regnamespace('fq'), 'pg_namespace')")
    current = bool(rows) and rows[0][0] == migrate.state()
    return Finding("migrations", current, "at this version" if current else "not at this version", "fengqiao migrate")


def _sealing() -> Finding:
    with sealing.connection() as own:
        count, age = audit.unsealed(own)
    mend = "start the worker: fengqiao up, or fengqiao worker; or once by hand: fengqiao audit seal"
    return Finding("seal", age <= _UNSEALED_SECONDS, f"{count} rows not sealed yet, the oldest {age:.0f} s", mend)


def _jobs() -> Finding:
    """Jobs that failed since yesterday: the worker keeps them, and nobody else would notice."""
    rows = _one(
        "SELECT j.task_name, count(*) FROM procrastinate_jobs j JOIN procrastinate_events e "
        "ON e.job_id = j.id AND e.type = 'failed' "
        "WHERE j.status = 'failed' AND e.at > now() - interval '1 day' GROUP BY 1 ORDER BY 1"
    )
    failed = ", ".join(f"{name} {times}×" for name, times in rows)
    mend = "the worker's log says why (look for the job's name); the timetable brings its jobs again by itself"
    return Finding("jobs", not rows, failed or "none failed since yesterday", mend)


def _procedures() -> list[Finding]:
    """Inbox and clocks against the acts they are made from, and whether the clock goes over every place."""
    from fengqiao.procedures import face as procedures

    found = procedures.health(now=clock.now())
    differing = f"{found.differing} of {found.matters} running matters differ from their acts"
    silent = ", ".join(found.silent) or f"{found.matters} running matters are looked after"
    missed = ", ".join(found.days_missed) or "today's run opened what was due"
    return [
        Finding("projections", not found.differing, differing, "fengqiao rebuild (--diff says what)"),
        Finding("clocks", not found.silent, silent, "start the worker: fengqiao up, or fengqiao worker"),
        Finding("daily", not found.days_missed, missed, "start the worker; it catches up within a quarter of an hour"),
    ]


def _swept() -> Finding:
    """Whether autovacuum keeps up: lists read indexes alone only where the database knows that a page has settled."""
    rows = _one(
        f"SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'fq' AND relname IN {_LISTED} "
        f"AND n_live_tup >= {_MANY_ROWS} AND n_dead_tup + n_ins_since_vacuum > n_live_tup / 2 ORDER BY 1"
    )
    names = ", ".join(str(r[0]) for r in rows)
    mend = "VACUUM (ANALYZE) the named tables as their owner, and see to it that autovacuum is on"
    return Finding("autovacuum", not names, f"behind on {names}" if names else "keeps up", mend)


def _orphans(cluster: Cluster | None) -> Finding:
    """Every foreign key between case tables, once more by anti-join, past the policies."""
    assert cluster is not None
    bad: list[str] = []
    with cluster.superuser("fengqiao") as admin:
        keys = admin.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text, "
            "(SELECT array_agg(a.attname ORDER BY k.ord) FROM unnest(conkey) WITH ORDINALITY k(n, ord) "
            " JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.n), "
            "(SELECT array_agg(a.attname ORDER BY k.ord) FROM unnest(confkey) WITH ORDINALITY k(n, ord) "
            " JOIN pg_attribute a ON a.attrelid = confrelid AND a.attnum = k.n) "
            "FROM pg_constraint JOIN pg_namespace n ON n.oid = connamespace WHERE contype = 'f' AND n.nspname = 'fq'"
        ).fetchall()
        for child, parent, columns, targets in keys:
            pairs = " AND ".join(f"p.{t} = c.{s}" for s, t in zip(columns, targets, strict=True))
            given = " AND ".join(f"c.{s} IS NOT NULL" for s in columns)
            lonely = f"{given} AND p.{targets[0]} IS NULL"
            row = admin.execute(
                f"SELECT count(*) FROM {child} c LEFT JOIN {parent} p ON {pairs} WHERE {lonely}"
            ).fetchone()
            if row is not None and row[0]:
                bad.append(f"{child} → {parent}: {row[0]}")
    return Finding("keys", not bad, "; ".join(bad) or f"{len(keys)} foreign keys hold", "restore the last backup")
