"""A lead reminds an office, or the officer in charge, of what is overdue there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk.errors import NobodyChosen
from fengqiao.desk.reads import workload
from fengqiao.kit.clock import local_day
from fengqiao.notices import face as notices
from fengqiao.users import face as users


@audit.act("desk.remind_of_overdue", record=("count",))
def remind(*, lines: Sequence[workload.Heap], count: int, by: audit.Actor, at: datetime) -> int:
    """A notice by the bell for each line, once a day; how many were told. `count` is for the audit row.

    The officer in charge hears of it, or where nobody is in charge everybody who works on cases at that office.
    Raises: NobodyChosen.
    """
    if not lines:
        raise NobodyChosen
    posts: dict[tuple[int, str], int] = {}
    for each in users.officers(by.area, on=local_day(at), below=True):
        posts.setdefault((each.person, each.area), each.post)
    for heap in lines:
        _tell(heap, posts.get((heap.key.person or 0, heap.key.office)), by=by, at=at)
    return len(lines)


def _tell(row: workload.Heap, post: int | None, *, by: audit.Actor, at: datetime) -> None:
    key = row.key
    values = {
        "procedure": {"zh": row.title.zh, "en": row.title.en},
        "step": {"zh": row.step_title.zh, "en": row.step_title.en},
        "count": row.count,
        "colleague": by.name,
    }
    notices.tell_staff(
        by=by, at=at, area=areas.at_level(key.office, min(areas.level_of(key.office), areas.Level.TOWNSHIP)),
        office=key.office, kind="overdue", cause=uuid5(NAMESPACE_OID, f"overdue {local_day(at)} {key.value}"),
        values=values, posts=[post] if post else (),
    )  # fmt: skip
