"""Make a demonstration installation: refuse a filled database, then let the demo room build its county."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from fengqiao.site import database, home
from fengqiao.site.commands.result import CANNOT, CommandError
from fengqiao.site.postgres import Cluster
from fengqiao.site.running import database_running, django_ready

COUNTY = "330681"


def build(say: Callable[[str], None], *, empty: bool = False, scale: int = 0) -> None:
    """Build Zhuji with its invented people, or (`empty`) its offices alone; a killed build is built anew.

    With `scale` its people are told again over the whole province, until there are so many.

    Raises: CommandError (3) on a database that holds people and is no demonstration of ours (THREATS T88).
    """
    with database_running():
        found = home.installation()
        marked = _mark()
        if found is None:
            home.make()
            marked.touch(mode=0o600)
            home.create("demonstration", COUNTY)
        django_ready("web")
        from fengqiao.demo import face as demo

        if demo.holds_people() and not marked.exists():
            raise CommandError("this database holds people; a demonstration needs a database of its own", CANNOT)
        if empty:
            demo.begin(county=COUNTY, say=say)
        else:
            demo.build(county=COUNTY, say=say)
        if scale:
            _fill(demo.fill, scale, say)
        _count()
        marked.unlink(missing_ok=True)


def _count() -> None:
    """What cities and the province look at, as the worker counts it every ten minutes."""
    from fengqiao.desk import face as desk
    from fengqiao.kit import clock
    from fengqiao.procedures import face as procedures

    desk.take_tallies(counties=procedures.all_counties(), at=clock.now())


def _fill(fill: Callable[..., int], scale: int, say: Callable[[str], None]) -> None:
    from fengqiao.audit import face as audit
    from fengqiao.kit import clock

    now = clock.now()
    by = replace(audit.system("demonstration", ranges=("33",)), verified_at=now)
    fill(county=COUNTY, count=scale, connect=_superuser, ready=partial(django_ready, "worker"), by=by, at=now, say=say)


def _superuser() -> psycopg.Connection[Any]:
    """A connection that may leave triggers and policies out. Raises: CommandError on a database of somebody else's."""
    if database.external() is not None:
        raise CommandError("--scale needs the embedded database: it fills tables without their triggers", CANNOT)
    return Cluster().superuser("fengqiao")


def forget_half_built() -> None:
    """Drop a demonstration whose first build was interrupted; the next build starts from nothing.

    Raises: CommandError (3) when its database is not ours to drop.
    """
    if not _mark().exists():
        return
    if database.external() is not None:
        raise CommandError("an interrupted demonstration left its rows; give it an empty database", CANNOT)
    Cluster().stop()
    shutil.rmtree(database.cluster_folder(), ignore_errors=True)
    shutil.rmtree(home.folder())


def _mark() -> Path:
    """The file that stands while a demonstration is being built."""
    return home.folder() / "demonstration.building"
