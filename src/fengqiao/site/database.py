"""Where the database is and how each door connects to it.

Either `DATABASE_URL` names the owner's connection to a PostgreSQL of one's own, or our launcher
(`site/postgres.py`) runs one in the home folder. Each process connects as the role of its door.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from fengqiao.site import home

#: How often one connection asks a statement before the driver prepares it.
PREPARED_AFTER = 2
DOORS = {
    "web": "fq_web",
    "public": "fq_public",
    "worker": "fq_worker",
    "seal": "fq_seal",
    "backup": "fq_backup",
    "owner": "fq_owner",
}


def cluster_folder() -> Path:
    """Where the embedded cluster's files lie.

    An ordinary user's cluster lies in the home. Root's must lie where the unprivileged user that runs
    PostgreSQL can reach it without touching anybody's folder permissions: the home may be closed to it.
    """
    if os.geteuid() != 0:
        return home.folder() / "postgres"
    mark = hashlib.sha256(str(home.folder()).encode()).hexdigest()[:16]
    return Path("/var/lib/fengqiao") / mark / "postgres"


def socket_folder() -> Path:
    """The folder of the socket: short enough for the kernel's 107 bytes, closed to other users."""
    inside = cluster_folder().parent / "run"
    if len(str(inside)) <= 80:
        return inside
    mark = hashlib.sha256(str(inside).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"fengqiao-{os.geteuid()}-{mark}"


def external() -> dict[str, Any] | None:
    """The owner's connection when DATABASE_URL names a server, as Django keys, else None."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise home.HomeError("DATABASE_URL must be postgresql://user:password@host:port/name")
    query = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "QUERY": query,
    }


def plain(settings: dict[str, Any]) -> dict[str, Any]:
    """The same place and role as arguments of libpq, for connections beside Django's."""
    outside = external()
    return {
        "host": settings["HOST"] or None,
        "port": settings["PORT"] or None,
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "dbname": settings["NAME"],
        **(outside["QUERY"] if outside else {}),
    }


def connection(door: str) -> dict[str, Any]:
    """Django's settings for one door: web, public, worker, seal or owner."""
    outside = external()
    role = DOORS[door]
    if outside is None:
        settings: dict[str, Any] = {
            "NAME": os.environ.get("FENGQIAO_DATABASE", "fengqiao"),
            "HOST": str(socket_folder()),
            "PORT": "5432",
            "USER": role,
            "PASSWORD": home.secret(f"db_{role}"),
        }
        query: dict[str, str] = {}
    else:
        query = outside.pop("QUERY")
        settings = dict(outside)
        if door != "owner":
            settings |= {"USER": role, "PASSWORD": home.secret(f"db_{role}")}
        if "FENGQIAO_DATABASE" in os.environ:
            settings["NAME"] = os.environ["FENGQIAO_DATABASE"]
    options: dict[str, Any] = {**query, "application_name": f"fengqiao-{door}"}
    # Binding on the server keeps values out of the statement text, hence out of logs (THREATS T12).
    options["server_side_binding"] = True
    # The staff door asks the same few hundred statements all day (kit/plans.py); no other door prepares any.
    options["prepare_threshold"] = PREPARED_AFTER if door == "web" else None
    if door == "owner":
        options["options"] = "-c search_path=fq -c app.migrating=yes"
    return {
        "ENGINE": "fengqiao.kit.postgres",
        **settings,
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "AUTOCOMMIT": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
