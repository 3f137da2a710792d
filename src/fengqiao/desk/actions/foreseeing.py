"""The preview of a proposed change: asked for, counted place by place, looked at before anybody confirms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk.errors import NotForeseen
from fengqiao.desk.models import Foreseen, Foresight
from fengqiao.desk.reads.foresight import BUILDING, FORGOTTEN, KEPT_DAYS, is_fresh, newest
from fengqiao.kit import clock, scope
from fengqiao.kit.ids import new_id
from fengqiao.law import changes
from fengqiao.notices import face as notices
from fengqiao.users import face as users

#: Previews forgotten in one transaction. Unit: previews.
_AT_ONCE: Final = 50


@audit.act("desk.foresee", about="change")
def ask(*, change: changes.ChangeRow, places: int, by: audit.Actor, at: datetime) -> Foresight:
    """Ask for the preview; what an older one had found is thrown away."""
    for older in Foresight.objects.filter(change=change.uid):
        Foreseen.objects.filter(foresight=older.uid).delete()
    row = Foresight(
        uid=new_id(), area=change.office, change=change.uid, account=by.account or 0, post=by.post or 0, state=BUILDING,
        places=places, asked_at=at, moved_at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def keep(row: Foresight, found: Iterable[Foreseen], *, matters: int) -> None:
    """Some of what was found, with the count of it; in the transaction of the place it lies in."""
    rows = list(found)
    Foreseen.objects.bulk_create(rows, batch_size=500)
    row.matters += matters
    for each in rows:
        row.counts[each.kind] = row.counts.get(each.kind, 0) + 1


def forget(*, at: datetime) -> int:
    """Throw away what old previews found: they name people, and are made again by one press. Returns how many."""
    by = audit.system("foresight", ranges=(scope.WHOLE,))
    with transaction.atomic(), scope.of(by.ranges):
        old = Foresight.objects.filter(asked_at__lt=at - timedelta(days=KEPT_DAYS)).exclude(state=FORGOTTEN)
        uids = list(old.order_by("id").values_list("uid", flat=True)[:_AT_ONCE])
        for uid in uids:
            Foreseen.objects.filter(foresight=uid).delete()
            Foresight.objects.filter(uid=uid).update(state=FORGOTTEN, moved_at=at)
            audit.write(by=by, what="desk.forget_foresight", about=str(uid))
    return len(uids)


def note_progress(row: Foresight, state: str, *, done: int, at: datetime) -> None:
    """How far it is; a transaction of its own, so that the page sees it."""
    with transaction.atomic(), scope.of((row.area,)):
        row.state, row.done_places, row.moved_at = state, done, at
        row.save(update_fields=["state", "done_places", "moved_at", "matters", "counts"])


def confirm(*, change: UUID, note: str, by: audit.Actor, at: datetime) -> changes.ChangeRow:
    """The change comes into force, by a second person who has seen what it touches.

    Raises: users.FactorNeeded, NotForeseen, changes.NotAllowed, changes.AlreadySettled, law.NotYours, areas.BadChange.
    """
    if not users.verified_within(by, at):
        raise users.FactorNeeded
    row = newest(change)
    if row is None or not is_fresh(row, at=at):
        raise NotForeseen
    wanted = changes.one(change, area=by.area)
    if wanted is not None and wanted.kind == changes.PLACE:
        areas.must_still_fit(wanted)
    foreseen = {**row.counts, "matters": row.matters, "preview": str(row.uid), "at": row.asked_at.isoformat()}
    done = changes.confirm(change=change, foreseen=foreseen, note=note, by=by, at=at)
    if done.kind == changes.PLACE:
        _tell_leads(done, by=by, at=at)
    return done


def _tell_leads(row: changes.ChangeRow, *, by: audit.Actor, at: datetime) -> None:
    """Whoever leads a county on either side hears of it before its day (THREATS T13)."""
    day, told = clock.local_day(at), areas.read_change(row.said)
    for county in sorted({areas.at_level(code, areas.Level.COUNTY) for code in told.codes}):
        posts = users.posts_in(county, roles=(users.Role.COUNTY_LEAD,), on=day)
        if posts:
            values = {"organ": areas.place(row.name).name, "first": row.valid_from.isoformat()}
            notices.tell_staff(
                by=by, at=at, area=county, kind="place_changes", cause=row.uid, values=values, posts=posts,
                office=county,
            )  # fmt: skip
