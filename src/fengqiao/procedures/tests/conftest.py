"""Fixtures of the room: the definition of the tests, and the people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fengqiao.procedures.tests.cast import Cast, cast
from fengqiao.procedures.tests.stays import World, registered, stay_v1


@pytest.fixture(autouse=True)
def world() -> Iterator[World]:
    """The procedure "stay" is registered; effects are recorded and facts answered here."""
    with registered(stay_v1) as found:
        yield found


@pytest.fixture
def people(everywhere: None) -> Cast:
    """Officers of two counties, in the rolled-back transaction."""
    return cast()
