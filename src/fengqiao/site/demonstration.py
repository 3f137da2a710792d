"""Make a demonstration installation: refuse a filled database, then let the demo room build its county."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from fengqiao.site import database, home
from fengqiao.site.commands.result import CANNOT, CommandError
from fengqiao.site.postgres import Cluster
from fengqiao.site.running import database_running, django_ready

COUNTY = "330681"


def build(say: Callable[[str], None], *, empty: bool = False) -> None:
    """Build Zhuji with its invented people, or (`empty`) its offices alone; a killed build is built anew.

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
        marked.unlink(missing_ok=True)


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
