"""Sorting an injunction that a register gave as one text: activities, areas, persons. The original text stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.casework import facts
from fengqiao.casework.actions.writing import CaseworkError, change
from fengqiao.casework.models import Injunction
from fengqiao.casework.rules import SORTED_KINDS, UNSORTED, NewInjunction
from fengqiao.kit import bus, crypto
from fengqiao.kit.ids import new_id
from fengqiao.law.face import Text
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Subject

SORTED = "sorted"


class UnknownInjunction(CaseworkError):
    """No such unsorted injunction within reach."""

    code = "unknown_injunction"
    text = Text("没有此项待分类的禁止令。", "There is no such injunction to be sorted.")


class NothingSorted(CaseworkError):
    """No item, an empty one, or one of no kind."""

    code = "nothing_sorted"
    text = Text("请至少填写一项禁止内容。", "Give at least one item.")


class SortingReasonMissing(CaseworkError):
    """A second sorting without the reason why the first was wrong."""

    code = "sorting_reason_missing"
    text = Text("重新分类须说明理由。", "Sorting again needs a reason.")
    field = "reason"


@audit.act("casework.sort_injunction", about="result", record=("reason",))
def sort_injunction(
    *, injunction: UUID, items: Sequence[NewInjunction], reason: str = "", by: Actor, at: datetime
) -> Injunction:
    """Say which activities, areas and persons an unsorted text forbids. The text itself is kept as it came and says
    nothing beside its items; a second sorting replaces the items of the first. The same items again change nothing.

    Law: Criminal Law arts 38, 72; the 2011 rules on injunctions arts 1-3 (activities, areas and premises, persons).
    Raises: UnknownInjunction, NothingSorted, SortingReasonMissing, UnknownSubject,
        subjects.NotYourAct.
    """
    row = Injunction.objects.filter(uid=injunction, kind=UNSORTED, subject__in=subjects.visible(by)).first()
    if row is None:
        raise UnknownInjunction
    person = subjects.lock(row.subject_id)
    subjects.must(by, subjects.Duty.KEEP_FILES, area=person.area)
    row.refresh_from_db()
    if not items or any(item.kind not in SORTED_KINDS or not item.text.strip() for item in items):
        raise NothingSorted
    former = list(Injunction.objects.filter(sorted_from=row.uid, superseded=False).order_by("id"))
    if [_as_given(each) for each in former] == [(item.kind, item.text, item.areas) for item in items]:
        return row
    if former and not reason.strip():
        raise SortingReasonMissing
    for each in former:
        change(each, act=None, reason=reason, superseded=True)
    Injunction.objects.bulk_create([_item(person, row, item) for item in items])
    if not row.superseded:
        change(row, act=None, reason=reason or SORTED, superseded=True)
    bus.announce(facts.InjunctionsSorted(person.pk, person.area, row.uid))
    return row


def _as_given(row: Injunction) -> tuple[str, str, tuple[str, ...]]:
    text = crypto.open_sealed(bytes(row.text_sealed), table="casework_injunction", column="text", row=row.uid)
    return row.kind, text, tuple(row.areas)


def _item(person: Subject, original: Injunction, item: NewInjunction) -> Injunction:
    uid = new_id()
    return Injunction(
        uid=uid, area=person.area, subject_id=person.pk, kind=item.kind, areas=list(item.areas),
        first_day=original.first_day, last_day=original.last_day, source=SORTED, sorted_from=original.uid,
        text_sealed=crypto.seal(item.text, table="casework_injunction", column="text", row=uid),
    )  # fmt: skip
