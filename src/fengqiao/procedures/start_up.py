"""Django's own start-up check over all registered definitions together, and over what still runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from fengqiao.documents import face as documents
from fengqiao.letters import face as letters
from fengqiao.procedures.checks import all_problems
from fengqiao.procedures.grammar import Procedure
from fengqiao.procedures.register import DEFINITIONS


def complaints(definitions: Iterable[Procedure]) -> list[CheckMessage]:
    """One error for each thing that keeps a definition from running, bearing its name and the place."""
    return [
        Error(f"procedure {each.where}: {each.text}", obj=each.where, id=f"procedures.{each.code}")
        for each in all_problems(definitions, templates=documents.kind_levels(), letters=letters.KINDS)
    ]


@register()
def definitions_are_complete(**kwargs: Any) -> list[CheckMessage]:
    """Each definition by itself, and all of them with each other."""
    return complaints(DEFINITIONS.all())


@register(Tags.database)
def running_matters_have_their_definition(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A version that matters still run on must not be taken out of the catalogue.

    Asked by `fengqiao migrate`, whose connection sees all places; any other door sees none and is told nothing.
    """
    registered = {each.name for each in DEFINITIONS.all()}
    found: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT to_regclass('procedures_matter') IS NOT NULL")
            if cursor.fetchone() != (True,):
                continue  # before the first migration nothing runs
            cursor.execute("SELECT DISTINCT procedure, version FROM procedures_matter WHERE ended_at IS NULL")
            for key, version in cursor.fetchall():
                if (key, version) not in registered:
                    found.append(
                        Error(f"matters run on {key} v{version}, which is not registered", id="procedures.version_gone")
                    )
    return found
