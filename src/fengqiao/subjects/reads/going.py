"""The files that a change of places would move, and those that it could not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from django.db.models import OuterRef, QuerySet, Subquery

from fengqiao.areas import face as areas
from fengqiao.kit.records import record
from fengqiao.subjects.models import Move, Subject

#: Files of one reading. Unit: files.
AT_ONCE: Final = 500
_COLUMNS: Final = ("pk", "area", "number_hash", "running")


@record
class Going:
    """A file that would go. `is_double`: a running file of the same number lies there already, so it cannot."""

    subject_id: int
    from_area: str
    to_area: str
    is_double: bool


def concerned(change: areas.PlaceChange) -> QuerySet[Subject]:
    """The files that a change names, in the order in which they were made."""
    rows = Subject.objects.filter(area__in=list(change.moves)).order_by("pk")
    if change.villages:
        rows = rows.filter(residence_code__in=change.villages)
    if change.receipts:
        last = Move.objects.filter(subject=OuterRef("pk")).order_by("-id").values("change")[:1]
        rows = rows.annotate(last_move=Subquery(last)).filter(last_move=change.undoes)
    return rows


def going(change: areas.PlaceChange) -> Iterator[Going]:
    """Every file in scope that a change would move. The scope holds both places."""
    after = 0
    while True:
        some = concerned(change).filter(pk__gt=after)[:AT_ONCE]
        rows = [(pk, area, bytes(number), is_running) for pk, area, number, is_running in some.values_list(*_COLUMNS)]
        came = _came_from(change, [row[0] for row in rows])
        targets = {row[0]: came.get(row[0]) or change.moves[row[1]] for row in rows}
        there = _running(targets.values(), [row[2] for row in rows if row[3]])
        for subject_id, area, number, is_running in rows:
            yield Going(subject_id, area, targets[subject_id], is_running and (targets[subject_id], number) in there)
        if len(rows) < AT_ONCE:
            return
        after = rows[-1][0]


def _came_from(change: areas.PlaceChange, ids: list[int]) -> dict[int, str]:
    if not change.receipts:
        return {}
    moves = Move.objects.filter(subject__in=ids, change=str(change.undoes)).order_by("id")
    return dict(moves.values_list("subject_id", "from_area"))


def _running(places: Iterable[str], numbers: list[bytes]) -> set[tuple[str, bytes]]:
    found = Subject.objects.filter(area__in=set(places), number_hash__in=numbers, running=True)
    return {(area, bytes(number)) for area, number in found.values_list("area", "number_hash")}
