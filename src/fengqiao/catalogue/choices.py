"""Code tables of other rooms as what a form lets choose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fengqiao.law import face as law
from fengqiao.procedures.grammar import Choice, Text


def choices(table: Mapping[str, law.Text], *, only: Iterable[str] | None = None) -> tuple[Choice, ...]:
    """Every code of a table in its order, or those asked for in theirs."""
    codes = table if only is None else only
    return tuple(Choice(code, Text(table[code].zh, table[code].en)) for code in codes)
