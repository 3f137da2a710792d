"""An installation of its own for the length of a measurement: an empty database that nobody else uses.

A measurement that writes must touch neither the people of this installation nor a database that `DATABASE_URL`
names. It gets a home of its own in a temporary folder and the embedded PostgreSQL, as durable as a real one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fengqiao.site import database, home
from fengqiao.site.running import database_running

# What would lead back to the real installation.
_LEADS = ("FENGQIAO_HOME", "DATABASE_URL", "FENGQIAO_DATABASE")
_SECRETS = "FENGQIAO_SECRET_"


@contextlib.contextmanager
def installation(county: str) -> Iterator[None]:
    """Inside: an empty demonstration of a county with its database. Afterwards nothing is left of it.

    Call it before Django is loaded, which reads its settings once. Raises: LauncherError, CannotMigrate.
    """
    before = {name: value for name, value in os.environ.items() if name in _LEADS or name.startswith(_SECRETS)}
    with tempfile.TemporaryDirectory(prefix="fengqiao-bench-") as folder:
        for name in before:
            del os.environ[name]
        os.environ["FENGQIAO_HOME"] = str(Path(folder) / "home")
        cluster, socket = database.cluster_folder(), database.socket_folder()
        try:
            home.create("demonstration", county)
            with database_running():
                yield
        finally:
            del os.environ["FENGQIAO_HOME"]
            os.environ.update(before)
            for left in {cluster.parent, socket}:
                shutil.rmtree(left, ignore_errors=True)
