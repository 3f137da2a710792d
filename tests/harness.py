"""A pytest plugin: a real PostgreSQL for every test, made by the real migrations.

Loaded by `-p tests.harness` before Django reads its settings, so that no test touches a real home. One
embedded cluster per checkout, a template database per state of the migrations, a copy per run.

A run may use several processes (`make test` does), each with a cluster of its own: a transaction that is open in one
database of a cluster keeps the sealing of audit rows in every other one waiting. A file's tests stay together, so that
what a module shares is made once; the journeys share one running program, so they stay together and go first, because
they take the longest.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import subprocess
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
from xdist.scheduler import LoadScopeScheduling

from tests import memory, seed

ROOT = Path(__file__).resolve().parent.parent
_MARK = hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]
_PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "")
HOME = Path(tempfile.gettempdir()) / f"fengqiao-test-{os.geteuid()}-{_MARK}{_PROCESS}"
#: What the processes of this checkout share: their secrets, and a cluster to copy.
STORE = HOME.with_name(f"fengqiao-test-{os.geteuid()}-{_MARK}-store")

os.environ["FENGQIAO_HOME"] = str(HOME)
seed.share_secrets(HOME, STORE)
for _name in ("DATABASE_URL", "FENGQIAO_DATABASE", "FENGQIAO_DOOR", "FENGQIAO_HOSTS"):
    os.environ.pop(_name, None)


JOURNEYS = ROOT / "tests" / "journeys"
#: Journeys that start a program of their own: another process may take them.
OWN_PROGRAM = frozenset({"test_first_administrator.py", "test_whole_correction.py"})
#: The journey that must come before any other changes the demonstration.
LOOKS_FIRST = "test_demonstration.py"
#: Files that take half a minute and more.
LONG = frozenset(
    {
        "test_routes.py", "test_fuzz.py", "test_planted.py", "test_settings.py", "test_backup.py", "test_lives.py",
        "test_rounds.py", "test_scale.py", "test_killed.py", "test_build.py", "test_translations.py",
    }
)  # fmt: skip
_MOST_PROCESSES = 4
"""Each has a database of its own and a pool of connections to it."""

hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process per core within reason; two at least, because the journeys wait for a browser most of the time."""
    return max(2, min(_MOST_PROCESSES, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2))


class Together(LoadScopeScheduling):
    """What stays in one process: the tests of a file, and all journeys that share the running program."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return "journeys" if (ROOT / file).parent == JOURNEYS and Path(file).name not in OWN_PROGRAM else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """Ours, whatever `--dist` says. (Groups by mark need a private name that pytest 9.2 no longer has.)"""
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys first, then the other long files: what is short fills up the end. First of all what looks at the
    demonstration as it was built."""
    items.sort(
        key=lambda item: (
            JOURNEYS not in item.path.parents, item.path.name != LOOKS_FIRST, item.path.name not in LONG,
        )
    )  # fmt: skip


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was loaded until here stays: to look for garbage in it again and again was a sixth of the work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[Any]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A command that failed is shown with what it said: its exception names the exit code alone."""
    report = yield
    if call.excinfo and isinstance(ended := call.excinfo.value, subprocess.CalledProcessError):
        report.sections.append(("what the command said", f"{ended.stdout or ''}\n{ended.stderr or ''}"))
    return report


def _migrations_state() -> str:
    """A hash of everything that shapes the schema."""
    digest = hashlib.sha256()
    files = sorted((ROOT / "src" / "fengqiao").rglob("migrations/*.py"))
    for path in [*files, ROOT / "src/fengqiao/site/roles.py", ROOT / "src/fengqiao/site/home.py"]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _template(cluster: Any) -> str:
    from psycopg import sql

    from fengqiao.site import migrate, roles

    name = f"tpl_{_migrations_state()}"
    with cluster.superuser() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(7)")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
        if cursor.fetchone():
            return name
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'tpl\\_%' OR datname LIKE 'building\\_%'")
        for (old,) in cursor.fetchall():
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(old)))
        building = f"building_{os.getpid()}"
        if migrate.is_up_to_date():
            roles.create_database(cursor, building, template="fengqiao")
        else:
            roles.create_database(cursor, building)
            os.environ["FENGQIAO_DATABASE"] = building
            migrate.migrate()
            del os.environ["FENGQIAO_DATABASE"]
        rename = "ALTER DATABASE {} RENAME TO {}"
        cursor.execute(sql.SQL(rename).format(sql.Identifier(building), sql.Identifier(name)))
    return name


def _point_at(name: str) -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name


@contextlib.contextmanager
def _copy(cluster: Any, template: str, name: str) -> Iterator[None]:
    from psycopg import sql

    from fengqiao.site import roles

    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with cluster.superuser() as connection, connection.cursor() as cursor:
        cursor.execute(drop)
        roles.create_database(cursor, name, template=template)
    try:
        yield
    finally:
        with cluster.superuser() as connection:
            connection.execute(drop)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Any]:
    """The running embedded cluster; without fsync, since a test run may be lost."""
    from fengqiao.site.postgres import Cluster, LauncherError

    found = Cluster(durable=False)
    with contextlib.ExitStack() as running:
        seed.sow(HOME, STORE)
        try:
            running.enter_context(found.running())
        except LauncherError as error:
            if "secrets are gone" not in str(error):
                raise
            # Root's clusters lie outside the folder for temporary files, which somebody emptied: nothing to keep.
            memory.clear(found.data)
            seed.sow(HOME, STORE)
            running.enter_context(found.running())
        yield found
    memory.give_back(found)


@pytest.fixture(scope="session")
def template_database(cluster: Any) -> str:
    """The name of a database with all migrations applied, to copy from."""
    return _template(cluster)


@pytest.fixture(scope="session")
def django_db_setup(cluster: Any, template_database: str, django_db_blocker: Any) -> Iterator[None]:
    """pytest-django's database: a copy of the template, reached as fq_web."""
    name = f"test_{os.getpid()}"
    with _copy(cluster, template_database, name), django_db_blocker.unblock():
        _point_at(name)
        yield
        _point_at("fengqiao")


@pytest.fixture
def everywhere(db: None) -> Iterator[None]:
    """The scope of the whole country, for setting a scene."""
    from fengqiao.kit import scope

    with scope.of((scope.WHOLE,)):
        yield


@contextlib.contextmanager
def own_database(cluster: Any, template: str, name: str, blocker: Any) -> Iterator[None]:
    """Inside: Django works in a database of its own, in which transactions really commit."""
    from django.db import connection

    before = connection.settings_dict["NAME"]
    with _copy(cluster, template, name), blocker.unblock():
        _point_at(name)
        try:
            yield
        finally:
            _point_at(before)


@pytest.fixture
def committed(cluster: Any, template_database: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A private database in which transactions really commit; its name."""
    name = f"commit_{os.getpid()}"
    with own_database(cluster, template_database, name, django_db_blocker):
        yield name


@pytest.fixture
def sql(cluster: Any, django_db_setup: None) -> Iterator[Callable[[str], psycopg.Connection[Any]]]:
    """`sql("fq_web")`: a connection of its own as that role, on the database in use."""
    from django.db import connection

    from fengqiao.site import home

    opened: list[psycopg.Connection[Any]] = []

    def connect(role: str) -> psycopg.Connection[Any]:
        made = psycopg.connect(
            host=str(cluster.socket), port=5432, dbname=connection.settings_dict["NAME"], user=role,
            password=home.secret(f"db_{role}"),
        )  # fmt: skip
        opened.append(made)
        return made

    yield connect
    for made in opened:
        made.close()
