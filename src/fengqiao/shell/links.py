"""Addresses of views. A list names fifty files: the resolver is asked once for the pattern, not fifty times."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID

from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language


def address(name: str, *args: Any) -> str:
    """The address of a view, like `reverse`. Personal data never goes into it. Raises: NoReverseMatch."""
    if all(isinstance(each, UUID) for each in args):
        return _pattern(name, len(args), get_urlconf(), get_language(), get_script_prefix()).format(*args)
    return reverse(name, args=args)


def addresses(name: str) -> Callable[[UUID], str]:
    """The addresses of a view of one row, for a list of rows: what the resolver has to say is asked for once."""
    return _pattern(name, 1, get_urlconf(), get_language(), get_script_prefix()).format


def finder() -> Callable[[str], str]:
    """Addresses of views without arguments for one page: where and in which language it is is asked for once."""
    here = (get_urlconf(), get_language(), get_script_prefix())
    return lambda name: _pattern(name, 0, *here).format()


@cache
def _pattern(name: str, count: int, urlconf: str | None, _language: str | None, _prefix: str) -> str:
    """The language stands in the addresses of the public site, so a pattern is one of a language."""
    marks = [UUID(int=(1 << 64) + number) for number in range(count)]
    found = reverse(name, urlconf=urlconf, args=marks).replace("{", "{{").replace("}", "}}")
    for mark in marks:
        found = found.replace(str(mark), "{}")
    return found
