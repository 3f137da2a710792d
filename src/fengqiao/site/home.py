"""The installation's home folder: what it is, where it lies, and the secrets it keeps.

`FENGQIAO_HOME` names it; without one it is `.fengqiao` in the working folder of a checkout, otherwise the
user's data folder. Secrets are files of mode 0600 (THREATS T87); nothing else reads them.
"""

from __future__ import annotations

import json
import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Kind = Literal["real", "demonstration"]
ROLES = ("fq_web", "fq_worker", "fq_seal", "fq_backup", "fq_mobile", "fq_public", "fq_wall")


class HomeError(Exception):
    """The home folder cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What this installation is since its creation: kind and county never change."""

    kind: Kind
    county: str


def folder() -> Path:
    """The home folder (not necessarily existing yet)."""
    named = os.environ.get("FENGQIAO_HOME")
    if named:
        return Path(named).expanduser().resolve()
    here = Path.cwd()
    if (here / "pyproject.toml").is_file() and (here / "src" / "fengqiao").is_dir():
        return here / ".fengqiao"
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "fengqiao"


def make() -> Path:
    """The home folder, made with mode 0700 when it is not there. Other folders are left as they are."""
    home = folder()
    if not home.is_dir():
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not os.access(home, os.W_OK):
        raise HomeError(f"{home} is not writable; set FENGQIAO_HOME to a folder of your own")
    return home


def secret(name: str, *, size: int = 32) -> str:
    """A secret of this installation as hexadecimal text, made at its first use.

    The environment variable FENGQIAO_SECRET_<NAME> wins, for installations that keep secrets elsewhere.
    """
    given = os.environ.get(f"FENGQIAO_SECRET_{name.upper()}")
    if given:
        return given
    path = make() / "secrets" / name
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write_private(path, secrets.token_hex(size))
    return path.read_text().strip()


def adopt_secret(name: str, value: str) -> None:
    """Take over a secret that another home had: of the installation whose data come here.

    Raises: HomeError when the environment gives another one.
    """
    given = os.environ.get(f"FENGQIAO_SECRET_{name.upper()}")
    if given and given != value:
        raise HomeError(f"FENGQIAO_SECRET_{name.upper()} is not the secret that these data were sealed with")
    if not given:
        (make() / "secrets").mkdir(mode=0o700, exist_ok=True)
        write_private(make() / "secrets" / name, value, replace=True)


def write_private(path: Path, text: str, *, replace: bool = False) -> None:
    """Write whole or not at all, readable by this user only; the first of two writers wins, unless it replaces."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    if replace:
        temporary.replace(path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()


def table(name: str) -> dict[str, Any]:
    """A configuration file of this installation (`notices.toml`), empty when there is none.

    Raises: HomeError when other users can read it, since it may hold tokens, or when it is no TOML.
    """
    path = folder() / f"{name}.toml"
    if not path.is_file():
        return {}
    if path.stat().st_mode & 0o077:
        raise HomeError(f"{path} holds secrets and can be read by others: chmod 600")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise HomeError(f"{path} is not TOML") from None


def installation() -> Installation | None:
    """What was created here, or None."""
    path = folder() / "installation.json"
    if not path.is_file():
        return None
    data: dict[str, Any] = json.loads(path.read_text())
    return Installation(kind=data["kind"], county=data["county"])


def create(kind: Kind, county: str) -> Installation:
    """Fix what this installation is. Raises: HomeError when it is something else already."""
    made = Installation(kind, county)
    found = installation()
    if found is None:
        write_private(make() / "installation.json", json.dumps({"kind": kind, "county": county}))
        found = installation()
    if found != made:
        assert found is not None
        raise HomeError(f"this home is a {found.kind} installation of {found.county}; use another FENGQIAO_HOME")
    return made
