"""Which columns the caseload shows, and how it is ordered."""

from __future__ import annotations

from dataclasses import replace

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk.reads import choices, tables
from fengqiao.shell import face as shell


def chosen(query: choices.Query, *, by: audit.Actor) -> tuple[str, ...]:
    """The columns that the address asks for, in our order; the usual ones when it asks for none that exist."""
    asked = frozenset(query.get("columns").split("-"))
    return tuple(key for key in tables.PERSON_COLUMNS if key in asked) or usual(by)


def usual(by: audit.Actor) -> tuple[str, ...]:
    """The columns that nobody has to ask for. Whoever sees one office alone is not told in every row which."""
    sees_one = len(by.ranges) == 1 and areas.level_of(by.ranges[0]) is areas.Level.TOWNSHIP
    return tuple(key for key in tables.USUAL_COLUMNS if key != "office" or not sees_one)


def heads(query: choices.Query, keys: tuple[str, ...]) -> tuple[shell.Column, ...]:
    """The heads of these columns; the term's turns the order round."""
    backwards = query.get("order") == "-term_end"
    term = replace(
        tables.PERSON_COLUMNS["term"],
        href=query.having(order="" if backwards else "-term_end"),
        sort="descending" if backwards else "ascending",
    )
    columns = {**tables.PERSON_COLUMNS, "term": term}
    return (tables.PERSON, *(columns[key] for key in keys), tables.ACTION)
