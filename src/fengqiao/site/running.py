"""A database for the length of a command: the embedded one, started if need be, or one's own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from fengqiao.site import database, home, migrate
from fengqiao.site.postgres import Cluster


@contextlib.contextmanager
def database_running(*, migrated: bool = True) -> Iterator[Cluster | None]:
    """Inside: the database answers and, unless told otherwise, is at this version.

    Yields the embedded cluster, or None with DATABASE_URL. Raises: LauncherError, CannotMigrate.
    """
    home.make()
    with contextlib.ExitStack() as stack:
        cluster = None
        if database.external() is None:
            cluster = Cluster()
            stack.enter_context(cluster.running())
        else:
            migrate.reach(database.connection("owner"))
        if migrated:
            migrate.bring_up_to_date()
        yield cluster


def django_ready(door: str = "web") -> None:
    """Load Django in this process as one door. Once per process."""
    import gc
    import os

    os.environ["FENGQIAO_DOOR"] = door
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fengqiao.site.settings")
    import django

    # What is loaded stays: looking for garbage in it, while it is loaded and at every seven hundred objects afterwards,
    # finds nothing and takes a sixth of the work of a long command (site/wsgi.py says the same of the doors).
    gc.disable()
    django.setup()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()
