"""The views that somebody keeps of a list, one's own and the office's; and what in them no longer exists."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk.access import may_share
from fengqiao.desk.reads import choices
from fengqiao.kit import sql
from fengqiao.kit.records import record
from fengqiao.shell import face as shell

HOMES: dict[str, str] = {"caseload": "desk:caseload", "inbox": "desk:inbox"}
"""The lists that can be kept, with the name of their address."""
Known = Mapping[str, Collection[str] | None]


@record(kw_only=True)
class Kept:
    """One view that the viewer may open."""

    uid: UUID
    name: str
    shared: bool
    may_end: bool
    href: str
    conditions: Mapping[str, str]


_KEPT: Final = """
SELECT uid, person, shared, name, conditions, columns FROM desk_savedview
WHERE area = %(area)s AND of = %(of)s AND ended_at IS NULL AND (person = %(person)s OR shared)
ORDER BY shared, name, id"""


def kept(of: str, *, by: audit.Actor) -> tuple[Kept, ...]:
    """The viewer's own views of a list, then those that the office shares. One query."""
    rows = sql.rows(_KEPT, {"person": by.person, "area": by.area, "of": of})
    leads = may_share(by)
    return tuple(
        Kept(
            uid=uid,
            name=name,
            shared=shared,
            may_end=person == by.person or leads,
            href=_address(of, uid, json.loads(conditions), columns),
            conditions=json.loads(conditions),
        )
        for uid, person, shared, name, conditions, columns in rows
    )


def tabs(views: Collection[Kept], query: choices.Query) -> tuple[shell.View, ...]:
    """Kept views as tabs beside those that are always there."""
    return tuple(
        shell.View(
            shell.Text(f"{view.name}（共用）", f"{view.name} (shared)") if view.shared else view.name,
            view.href,
            current=query.get("saved") == str(view.uid),
        )
        for view in views
    )


def gone(query: choices.Query, known: Known) -> tuple[shell.Words, ...]:
    """The conditions that name a value which no longer exists: they find nobody, and the page must say why."""
    return tuple(
        LABELS[name] for name, values in known.items() if query.get(name) and _is_gone(query.get(name), values)
    )


def _is_gone(value: str, values: Collection[str] | None) -> bool:
    return not areas.exists(value) if values is None else value not in values


def _address(of: str, uid: UUID, conditions: Mapping[str, Any], columns: Collection[str]) -> str:
    """The list as it was kept: every condition stands in the address, so that it can be changed from there."""
    parts: dict[str, Any] = {**conditions, "saved": str(uid)}
    if columns:
        parts["columns"] = "-".join(columns)
    return f"{shell.address(HOMES[of])}?{urlencode(parts)}"


LABELS: dict[str, shell.Words] = {
    "category": _("Category"),
    "class": _("Class"),
    "state": _("State of correction"),
    "officer": _("Officer in charge"),
    "office": _("Office"),
    "procedure": _("Procedure"),
}
