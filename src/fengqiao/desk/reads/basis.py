"""Legal bases as links to the article's page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from fengqiao.law import face as law
from fengqiao.shell import face as shell


def of(citations: Iterable[law.Citation]) -> tuple[shell.Basis, ...]:
    """The bases of a step, a clock, a check: one link for each article."""
    return tuple(_basis(part) for citation in citations for part in citation.parts)


def of_keys(keys: Iterable[str]) -> tuple[shell.Basis, ...]:
    """The bases that a stored row names by their keys."""
    return _of_keys(tuple(keys))


@lru_cache(maxsize=1024)
def _of_keys(keys: tuple[str, ...]) -> tuple[shell.Basis, ...]:
    return of(law.article(key) for key in keys)


def href(citation: law.Citation) -> str:
    """The address of an article's page."""
    return shell.address("desk:article", citation.key)


@lru_cache(maxsize=1024)
def _basis(citation: law.Citation) -> shell.Basis:
    return shell.Basis.of(citation, href=href(citation))
