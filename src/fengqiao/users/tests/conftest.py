"""Who signs in."""

from __future__ import annotations

import pytest

from fengqiao.users.tests.factories import OFFICE, Someone, someone


@pytest.fixture
def officer() -> Someone:
    return someone("office_staff", OFFICE, name="阿凡")
