"""A small outbox: somebody who is told something, and a network that does as it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from fengqiao.audit import face as audit
from fengqiao.kit import scope
from fengqiao.kit.clock import SHANGHAI
from fengqiao.notices import face as notices
from fengqiao.notices.actions import telling
from fengqiao.notices.channels import choosing
from fengqiao.notices.channels.port import Outgoing
from fengqiao.notices.models import Delivery, Line, Message, Notice

OFFICE, OTHER, COUNTY = "330681109", "330681001", "330681"
NUMBER = "19900001234"
NOON = datetime(2026, 11, 23, 12, tzinfo=SHANGHAI)


class Network:
    """A carrier under the test's thumb: what it answers, and everything that was sent."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.answer: Callable[[Outgoing], str] = lambda message: f"m-{len(self.sent)}"
        self.arrived: dict[str, bool] = {}

    def send(self, message: Outgoing) -> str:
        self.sent.append(message)
        return self.answer(message)

    def receipts(self, ids: Sequence[str]) -> Mapping[str, bool]:
        return {each: self.arrived[each] for each in ids if each in self.arrived}


def use(network: Network, monkeypatch: pytest.MonkeyPatch, *, ways: tuple[notices.Way, ...] | None = None) -> None:
    """Let everything go through a network; the person has one number unless told otherwise."""
    monkeypatch.setattr(choosing, "exists", lambda channel, area: True)
    monkeypatch.setattr(choosing, "carrier", lambda channel, area: network)
    found = (notices.Way("person", NUMBER),) if ways is None else ways
    monkeypatch.setattr(telling, "_reach", [lambda subject_id, on: found])


def tell(
    kind: str = "leave_granted", *, act: UUID | None = None, at: datetime = NOON, area: str = OFFICE,
    until: datetime | None = None,
) -> int:  # fmt: skip
    """Tell person 7 something, as the clock or an officer would."""
    return notices.tell(
        by=audit.system("test", ranges=(area,)), at=at, subject_id=7, area=area, matter=uuid4(), act=act or uuid4(),
        kind=kind, until=until,
    )  # fmt: skip


@contextmanager
def within(*areas: str) -> Iterator[None]:
    """A transaction with a scope."""
    with transaction.atomic(), scope.of(areas or (scope.WHOLE,)):
        yield


def message() -> Message:
    """The one message there is."""
    with within():
        return Message.objects.get()


def events() -> list[str]:
    """The log, in order."""
    with within():
        return list(Delivery.objects.order_by("id").values_list("event", flat=True))


def notices_there() -> list[Notice]:
    """Everything that colleagues were told."""
    with within():
        return list(Notice.objects.order_by("id"))


def line() -> Line:
    """The one number there is."""
    with within():
        return Line.objects.get()
