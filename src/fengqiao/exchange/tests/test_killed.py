"""kill -9 in the middle of a load leaves nobody half-done, and loading again completes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from django.db import transaction

from fengqiao.exchange import face as exchange
from fengqiao.exchange.tests import samples
from fengqiao.kit import clock, scope
from fengqiao.subjects import face as subjects
from fengqiao.users.tests import factories

COUNTY = "330681"

# Two batches of two are committed; in the third, people are written and then the process hangs before its end.
HANGS = """
import sys, time
import django
django.setup()
from pathlib import Path
from fengqiao.exchange import actions, face as exchange
from fengqiao.kit import clock
from fengqiao.users import face as users

path, account, post = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
actions.BATCH_SIZE = 2
real, batches = actions.casework.load, []

def hangs(**given):
    batches.append(1)
    result = real(**given)
    if len(batches) == 3:
        print("in the middle", flush=True)
        time.sleep(60)
    return result

actions.casework.load = hangs
at = clock.now()
by = users.actor(account=account, post=post, on=clock.local_day(at))
exchange.import_register(path, county="330681", dry_run=False, good_rows=False, report=None, by=by, at=at)
"""


def test_kill_9_during_an_import_leaves_nobody_half_done(
    tmp_path: Path, committed: str, sql: Callable[[str], psycopg.Connection[Any]]
) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(samples.workbook(samples.good_rows(6) + samples.good_rows(13)[9:]))
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        lead = factories.someone("county_lead", COUNTY)
    environment = {
        **os.environ,
        "FENGQIAO_DATABASE": committed,
        "DJANGO_SETTINGS_MODULE": "fengqiao.site.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    child = subprocess.Popen(
        [sys.executable, "-c", HANGS, str(path), str(lead.account), str(lead.post)],
        env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "in the middle"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()

    assert _whole_people() == 4

    with transaction.atomic(), scope.of((scope.WHOLE,)):
        by = lead.actor()
    result = exchange.import_register(
        path, county=COUNTY, dry_run=False, good_rows=False, report=None, by=by, at=clock.now()
    )
    assert (result.unchanged, result.written, result.rejected) == (4, 6, 0)
    assert _whole_people() == 10

    rows = sql("fq_seal").execute("SELECT what, actor, data::text FROM fq.audit_row").fetchall()
    loads = [data for what, actor, data in rows if what == "exchange.load_people"]
    assert len(loads) == 3
    assert not [data for _, _, data in rows if "339900" in data or "阿卜杜" in data]


def _whole_people() -> int:
    """People of the county; fails when one of them lacks what the file gives everybody: a class."""
    from fengqiao.casework import face as casework

    with transaction.atomic(), scope.of((COUNTY,)):
        ids = list(subjects.Subject.objects.values_list("id", flat=True))
        assert set(casework.classes_for(ids, on=clock.today())) == set(ids)
        return len(ids)
