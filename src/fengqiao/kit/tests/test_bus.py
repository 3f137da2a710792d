"""Facts reach those who listen to their kind, in order, once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from fengqiao.kit import bus


@dataclass(frozen=True, slots=True)
class _Happened:
    what: str


@dataclass(frozen=True, slots=True)
class _HappenedElsewhere(_Happened):
    pass


@pytest.fixture(autouse=True)
def _own_wiring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bus, "_listeners", {})


def test_listeners_hear_in_order_and_once() -> None:
    heard: list[str] = []

    def first(fact: _Happened) -> None:
        heard.append(f"first {fact.what}")

    bus.listen(_Happened, first)
    bus.listen(_Happened, lambda fact: heard.append(f"second {fact.what}"))
    bus.listen(_Happened, first)
    bus.announce(_Happened("leave"))
    assert heard == ["first leave", "second leave"]
    assert bus.listeners(_Happened)[0] is first


def test_a_fact_of_another_kind_is_not_heard() -> None:
    heard: list[object] = []
    bus.listen(_Happened, heard.append)
    bus.announce(_HappenedElsewhere("leave"))
    assert heard == []


def test_a_failing_listener_fails_the_announcement() -> None:
    def refuse(fact: _Happened) -> None:
        raise ValueError(fact.what)

    bus.listen(_Happened, refuse)
    with pytest.raises(ValueError, match="leave"):
        bus.announce(_Happened("leave"))
