"""What a change of places would touch: files and their matters, posts, delegated powers, the places themselves.

What does not follow by itself is named to be decided on: the head of an office that ends, a power that another county
has to delegate anew, a number that the place had set, a file that lies twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any, Final

from fengqiao.areas import face as areas
from fengqiao.desk.models import Foreseen, Foresight
from fengqiao.law import changes
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

FILE, MATTER, POST, POWER, PLACE, DECIDE = "file", "matter", "post", "power", "place", "decide"
#: Unit: files of one transaction's rows.
_AT_ONCE: Final = 500
Said = tuple[str, str]

_TWICE: Final = (
    "目标机构已有同一证件号码的在矫档案，须先核实合并",
    "a running file of the same number lies there: join them first",
)
_HEAD: Final = ("不随同转移，由管理员另行任免", "does not go along: a new post is given, or none")
_ANEW: Final = ("委托终止，需要的由县级机构另行委托", "ends: the county delegates anew where it is needed")
_STAYS: Final = ("不随同转移，须在新代码下重新设定", "stays with the old code: to be set again under the new one")
_ENDS: Final = ("撤销", "ends")


def found(row: Foresight, change: areas.PlaceChange, *, today: date) -> Iterator[tuple[list[Foreseen], int]]:
    """What would be otherwise, in stretches, with how many running matters each holds. In the scope of it."""
    yield [_about(row, each) for each in _named(change)], 0
    yield [_about(row, each) for each in _posts(change, today)], 0
    yield [_about(row, each) for each in _left_behind(change)], 0
    going = subjects.going(change)
    while some := list(islice(going, _AT_ONCE)):
        names = _Names(change)
        files = [_file(row, each, names) for each in some]
        by_person = {each.subject_id: each for each in some if not each.is_double}
        matters = procedures.running_of(by_person)
        yield files + [_matter(row, each, by_person[each[1]], names) for each in matters], len(matters)


class _Names:
    """What offices are called once the change holds."""

    def __init__(self, change: areas.PlaceChange) -> None:
        self._change = change

    def __call__(self, code: str) -> Said:
        named = self._change.names.get(code)
        name = named.short if named and named.short else areas.office_name(code)
        return name, name


def _file(row: Foresight, each: subjects.Going, names: _Names) -> Foreseen:
    was = areas.office_name(each.from_area)
    now = _TWICE if each.is_double else names(each.to_area)
    return Foreseen(
        area=each.from_area, foresight=row.uid, kind=DECIDE if each.is_double else FILE, about=each.subject_id,
        told={"was": [[was, was]], "now": [list(now)]},
    )  # fmt: skip


def _matter(row: Foresight, each: tuple[Any, int, str, int], file: subjects.Going, names: _Names) -> Foreseen:
    uid, subject_id, procedure, version = each
    was = areas.office_name(file.from_area)
    return Foreseen(
        area=file.from_area, foresight=row.uid, kind=MATTER, matter=uid, about=subject_id, procedure=procedure,
        version=version, told={"was": [[was, was]], "now": [list(names(file.to_area))]},
    )  # fmt: skip


def _about(row: Foresight, told: tuple[str, str, str, Said, Said]) -> Foreseen:
    """A line about nobody under correction: its kind, its place, what it is called, how it is and would be."""
    kind, area, title, was, now = told
    return Foreseen(
        area=area, foresight=row.uid, kind=kind, about=0, code=title[:40], told={"was": [list(was)], "now": [list(now)]}
    )


def _named(change: areas.PlaceChange) -> Iterator[tuple[str, str, str, Said, Said]]:
    for code in dict.fromkeys((*change.names, *change.ends, *change.opens, *change.begins)):
        was = areas.full_name(code)
        named = change.names.get(code)
        goes = change.moves.get(code)
        now = (f"{named.name} {named.short}".strip(),) * 2 if named else (was, was)
        if code in change.ends:
            into = areas.full_name(goes) if goes else ""
            now = (f"{_ENDS[0]}，并入{into}", f"{_ENDS[1]}, goes into {into}") if goes else _ENDS
        yield PLACE, code, code, (was, was), now


def _posts(change: areas.PlaceChange, today: date) -> Iterator[tuple[str, str, str, Said, Said]]:
    names = _Names(change)
    moving = list(change.moves) if change.roles or change.ends else []
    for post in users.posts_at(moving, on=today):
        follows = change.follows(post.role)
        words = tuple(
            f"{areas.office_name(post.area)} {users.role_title(post.role, language)}" for language in ("zh", "en")
        )
        now = names(change.moves[post.area]) if follows else _HEAD
        yield POST if follows else DECIDE, post.area, post.name, (words[0], words[1]), now
    for power in users.powers_of(moving, on=today):
        now = names(change.moves.get(power.office, power.office))
        stays = change.follows("") and _same_institution(change, power)
        title = users.POWERS[power.power]
        yield (
            POWER if stays else DECIDE,
            power.office,
            areas.office_name(power.office),
            (title.zh, title.en),
            (now if stays else _ANEW),
        )


def _same_institution(change: areas.PlaceChange, power: users.Delegation) -> bool:
    institution = change.moves.get(power.institution, power.institution)
    return change.moves.get(power.office, power.office).startswith(institution)


def _left_behind(change: areas.PlaceChange) -> Iterator[tuple[str, str, str, Said, Said]]:
    """What the places that end have set for themselves."""
    for row in changes.set_by(change.ends):
        name = areas.full_name(row.area)
        yield DECIDE, row.area, row.name or row.kind, (name, name), _STAYS
