"""The public door in a test: its own addresses and middleware, as the role fq_public."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings


@pytest.fixture
def stranger() -> Iterator[Client]:
    """A visitor of the public door, in the test's own transaction."""
    with override_settings(ROOT_URLCONF=settings.PUBLIC_URLCONF, MIDDLEWARE=settings.PUBLIC_MIDDLEWARE):
        yield Client(raise_request_exception=False)


@pytest.fixture
def lead(everywhere: None) -> Any:
    """The head of a county institution, here the one whose site the tests look at."""
    from fengqiao.users.tests import factories

    return factories.someone("county_lead", factories.COUNTY)
