"""Keeping a view of a list, and letting it go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from fengqiao.audit import face as audit
from fengqiao.desk.access import may_share
from fengqiao.desk.errors import NameTaken, NotYoursToShare, TooManyViews, UnknownView
from fengqiao.desk.models import SavedView
from fengqiao.kit.ids import new_id

#: More tabs than this nobody can tell apart. Unit: views of one list of one person.
MOST_VIEWS = 12


@audit.act("desk.keep_view", about="result", record=("of", "shared"))
def keep_view(
    *, of: str, name: str, conditions: Mapping[str, str], columns: Sequence[str], shared: bool, by: audit.Actor,
    at: datetime,
) -> SavedView:  # fmt: skip
    """Keep a list as it stands under a name. The same name again says it anew, so a second press changes nothing.

    Raises: NotYoursToShare, TooManyViews, NameTaken.
    """
    if shared and not may_share(by):
        raise NotYoursToShare
    own = by.person or 0
    here = SavedView.objects.filter(area=by.area, of=of, ended_at=None)
    if here.filter(~Q(person=own), name=name, shared=True).exists():
        raise NameTaken
    row = here.filter(person=own, name=name).first()
    said: dict[str, Any] = {
        "conditions": dict(conditions), "columns": list(columns), "shared": shared, "changed_at": at,
    }  # fmt: skip
    if row is None:
        if here.filter(person=own).count() >= MOST_VIEWS:
            raise TooManyViews
        row = SavedView(uid=new_id(), area=by.area, person=own, of=of, name=name, **said)
        row.save(force_insert=True)
        return row
    for name_of_field, value in said.items():
        setattr(row, name_of_field, value)
    row.save(update_fields=list(said))
    return row


@audit.act("desk.end_view", about="result")
def end_view(*, uid: UUID, by: audit.Actor, at: datetime) -> SavedView:
    """Let a view go: one's own, or as the office's lead a shared one. Raises: UnknownView."""
    row = SavedView.objects.filter(uid=uid, area=by.area, ended_at=None).first()
    if row is None or not (row.person == by.person or (row.shared and may_share(by))):
        raise UnknownView(uid)
    row.ended_at = row.changed_at = at
    row.save(update_fields=["ended_at", "changed_at"])
    return row
