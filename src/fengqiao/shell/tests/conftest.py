"""Drawing single components in tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.template import engines
from django.utils import translation


@pytest.fixture
def draw() -> Callable[..., str]:
    """Render a piece of template source with the house's environment."""

    def render(source: str, **values: Any) -> str:
        return str(engines["jinja2"].env.from_string(source).render(values))

    return render


@pytest.fixture
def english() -> Iterator[None]:
    """The page in English, whose texts need no compiled catalogue."""
    with translation.override("en"):
        yield
