"""Fixtures of the room: a small procedure, officers of two counties, and browsers that are signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from fengqiao.kit import clock
from fengqiao.procedures.tests.cast import Cast, cast
from fengqiao.procedures.tests.stays import World, registered, stay_v1
from fengqiao.users.tests import factories

Browser = Callable[[factories.Someone], Client]


@pytest.fixture(autouse=True)
def world() -> Iterator[World]:
    """The procedure "stay" is registered; its effects are recorded."""
    with registered(stay_v1) as found:
        yield found


@pytest.fixture
def people(everywhere: None) -> Cast:
    """Officers of two counties, in the rolled-back transaction."""
    found = cast()
    found.delegate_before()
    return found


@pytest.fixture
def browser(db: None) -> Browser:
    """`browser(people.clerk)`: a browser in which this person is signed in, with a fresh second factor."""

    def signed_in(who: factories.Someone, *, verified: bool = True) -> Client:
        return factories.sign_in(Client(), who, verified=verified)

    return signed_in


@pytest.fixture
def now() -> object:
    """The moment of the test; requests read the clock a moment later."""
    return clock.now()
