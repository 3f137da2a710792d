"""Django's own start-up check over all registered definitions together, and over what still runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from fengqiao.procedures.checks import all_problems
from fengqiao.procedures.definitions import missing_from
from fengqiao.procedures.grammar import Procedure
from fengqiao.procedures.register import DEFINITIONS


def complaints(definitions: Iterable[Procedure]) -> list[Error]:
    """One error for each definition that may not run, bearing its name."""
    found = []
    for each in definitions:
        missing = missing_from(each)
        if missing:
            found.append(
                Error(
                    f"procedure {each.key} v{each.version} is incomplete",
                    hint="; ".join(missing),
                    obj=each.key,
                    id="procedures.E001",
                )
            )
    return found


@register()
def definitions_are_complete(**kwargs: Any) -> list[CheckMessage]:
    """Each definition by itself, and all of them with each other."""
    together = [
        Error(str(each.text), hint=each.where, obj=each.where, id="procedures.E002")
        for each in all_problems(DEFINITIONS.all())
    ]
    return [*complaints(DEFINITIONS.all()), *together]


@register(Tags.database)
def running_matters_have_their_definition(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A version that matters still run on must not be taken out of the catalogue."""
    registered = {each.name for each in DEFINITIONS.all()}
    found: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT DISTINCT procedure, version FROM procedures_matter WHERE ended_at IS NULL")
            for key, version in cursor.fetchall():
                if (key, version) not in registered:
                    found.append(
                        Error(f"matters run on {key} v{version}, which is not registered", id="procedures.E003")
                    )
    return found
