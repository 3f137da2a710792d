"""What is being done when the fault strikes: deciding, numbering, sealing, sending, importing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.documents import face as documents
from fengqiao.documents import rules as numbering
from fengqiao.documents.models import Paper
from fengqiao.documents.tests import factories as papers
from fengqiao.exchange import actions as importing
from fengqiao.exchange import face as exchange
from fengqiao.exchange.tests import samples
from fengqiao.kit import clock, scope
from fengqiao.notices import rules as notices_rules
from fengqiao.notices.actions import sending
from fengqiao.notices.channels import choosing
from fengqiao.notices.channels.port import Outgoing
from fengqiao.notices.models import Message
from fengqiao.notices.tests import scene
from fengqiao.procedures import face as procedures
from fengqiao.procedures.models import Act
from fengqiao.procedures.tests import cast
from fengqiao.site import sealing
from fengqiao.subjects import face as subjects
from fengqiao.users.tests import factories as users

COUNTY = "330681"


@contextmanager
def _everywhere() -> Iterator[None]:
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        yield


class Deciding:
    """A lead decides one matter after another; pressing twice is told so."""

    count = 5

    def __init__(self) -> None:
        with cast.working():
            self._people = cast.cast()
            self._matters = [cast.waiting_to_be_decided(self._people, cast.person()) for _ in range(self.count)]
        self._by = cast.as_actor(self._people.lead)

    def do(self, n: int) -> str:
        matter, at = self._matters[n], cast.NOW + clock.ahead()
        by = cast.as_actor(self._people.lead, at)
        try:
            done = procedures.submit(matter=matter, step="decide", outcome="grant", data={}, seen=2, by=by, at=at)
            return str(done.act)
        except procedures.AlreadyDecided as told:
            return str(told.acts[0].uid)

    def holds(self, told: dict[int, str]) -> None:
        with cast.working():
            acts = Act.objects.filter(matter__uid__in=self._matters, step="decide").values_list("matter__uid", "uid")
            found = dict(acts)
            assert len(acts) == len(found), "decided twice"
            assert all(str(found.get(self._matters[n])) == act for n, act in told.items()), "a decision is lost"
            assert procedures.compare_all(by=self._by) == (), "inbox and clocks are not those of the acts"


class Numbering:
    """Papers are issued one after another. A number that nobody was told may exist once per fault."""

    count = 8
    _head = audit.Actor(
        1, 7, "王海燕", "office_head", 4, papers.OFFICE, (papers.OFFICE,), post=1, verified_at=papers.NOW
    )

    def do(self, n: int) -> str:
        with transaction.atomic(), scope.of((papers.OFFICE,)):
            return documents.issue(order=papers.order("D36"), by=self._head, at=papers.NOW).number

    def holds(self, told: dict[int, str]) -> None:
        with _everywhere():
            rows = dict(Paper.objects.values_list("number", "seq"))
            assert Paper.objects.count() == len(rows), "a number was given twice"
        assert set(told.values()) <= set(rows), "a paper is lost"
        assert len(set(told.values())) == len(told), "a number was told twice"
        assert numbering.gaps(sorted(rows.values())) == (), "a number is missing"


class Sealing:
    """Acts are written and sealed at once; the seal holds every row once."""

    count = 12

    def do(self, n: int) -> str:
        by = audit.system("test", ranges=(COUNTY,))
        with transaction.atomic():
            audit.write(by=by, what="test.fault", about=f"row-{n}", area=COUNTY)
        sealing.seal_now()
        return f"row-{n}"

    def holds(self, told: dict[int, str]) -> None:
        with sealing.connection() as seal:
            rows = seal.execute("SELECT object FROM fq.audit_row WHERE what = 'test.fault'").fetchall()
        assert set(told.values()) <= {row for (row,) in rows}, "an act is not on record"
        found = sealing.verify_now()
        assert found["broken"] == []
        assert found["sealed"] + found["unsealed"] == found["rows"], "a row is sealed twice or never"


class Sending:
    """Messages go out; at least once, twice at most, and with the same reference."""

    count = 5

    def __init__(self, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._log, self._later = log, False
        log.touch()
        scene.use(scene.Network(), monkeypatch)
        monkeypatch.setattr(choosing, "carrier", lambda channel, area: self)
        with scene.within():
            for _ in range(self.count):
                scene.tell(at=scene.NOON)
        with scene.within():
            self._uids: list[UUID] = list(Message.objects.order_by("id").values_list("uid", flat=True))

    def send(self, message: Outgoing) -> str:
        """The network: it writes down what it was given."""
        with self._log.open("a") as out:
            out.write(f"{message.reference}\n")
        return f"m-{message.reference}"

    def _at(self) -> datetime:
        return scene.NOON + clock.ahead() + timedelta(minutes=notices_rules.LEASE_MINUTES if self._later else 0)

    def do(self, n: int) -> str:
        sending.send(area=scene.OFFICE, message=self._uids[n], at=self._at())
        return str(self._uids[n])

    def holds(self, told: dict[int, str]) -> None:
        with scene.within():
            states = dict(Message.objects.values_list("uid", "state"))
        unfinished = [uid for uid in self._uids if states[uid] in {"sending", "waiting", "queued"}]
        calls = Counter(self._log.read_text().split())
        assert set(calls.values()) <= {1, 2}
        assert all(calls[str(uid)] for uid in self._uids if uid not in unfinished), "said to be sent and was not"
        self._later = True
        for uid in unfinished:
            sending.send(area=scene.OFFICE, message=uid, at=self._at())


class Importing:
    """A register is loaded in small batches; loading it again completes it and doubles nobody."""

    count = 1

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(importing, "BATCH_SIZE", 2)
        self._file = folder / "register.xlsx"
        rows = samples.good_rows(6) + samples.good_rows(13)[9:]
        self._file.write_bytes(samples.workbook(rows))
        self._rows = len(rows)
        with _everywhere():
            self._lead = users.someone("county_lead", COUNTY)

    def do(self, n: int) -> str:
        with _everywhere():
            by = self._lead.actor()
        found = exchange.import_register(
            self._file, county=COUNTY, dry_run=False, good_rows=False, report=None, by=by, at=clock.now()
        )
        assert found.unchanged + found.written == self._rows
        return str(self._rows)

    def holds(self, told: dict[int, str]) -> None:
        with transaction.atomic(), scope.of((COUNTY,)):
            ids = list(subjects.Subject.objects.values_list("id", flat=True))
            whole = set(casework.classes_for(ids, on=clock.today() + timedelta(days=2)))
        assert whole == set(ids), "somebody is half loaded"
        assert len(ids) == self._rows if told else len(ids) <= self._rows
