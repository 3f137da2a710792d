"""A change of places proposed: every code looked up in the official table, what follows from it written down.

Nothing holds yet: a second person confirms it (`law.changes`), and on its day it is carried out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from fengqiao.areas import reads
from fengqiao.areas.rules import Level, at_level, level_of
from fengqiao.areas.rules import changes as rules
from fengqiao.areas.rules.changes import Name, PlaceChange
from fengqiao.audit.face import Actor
from fengqiao.kit import names as spelling
from fengqiao.law import changes

#: Unit: places that one change may name; a county with all of its townships and villages' offices stays below it.
MOST = 60
_SUFFIXES = ("街道", "镇", "乡", "区", "县", "市")


class BadChange(Exception):
    """The change cannot be made so; `code` says why, `place` which code is meant."""

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(code)
        self.code, self.place = code, place


def propose_merge(
    *,
    sources: Sequence[str],
    target: str,
    name: str = "",
    office: str = "",
    terms: changes.Terms,
    by: Actor,
    at: datetime,
) -> changes.ChangeRow:
    """Townships of one county, or of neighbouring ones, go into one of them. Raises: BadChange, law.LawError."""
    _must_run(*sources, target)
    if target in sources or len(set(sources)) != len(sources):
        raise BadChange("same", target)
    _must_be(Level.TOWNSHIP, *sources, target)
    named = {target: _named(target, name, office)} if name or office else {}
    change = rules.merged(sources, target, names=named, former={code: _former(code) for code in named})
    return _propose(change, target, terms=terms, by=by, at=at)


def propose_rename(
    *, code: str, name: str, office: str = "", terms: changes.Terms, by: Actor, at: datetime
) -> changes.ChangeRow:
    """A county or township is called otherwise. Raises: BadChange, law.LawError."""
    _must_run(code)
    _must_be_county_or_township(code)
    if not name or name == reads.place(code).name:
        raise BadChange("same_name", code)
    change = rules.renamed(code, _named(code, name, office), former=_former(code))
    return _propose(change, code, terms=terms, by=by, at=at)


def propose_recode(*, source: str, target: str, terms: changes.Terms, by: Actor, at: datetime) -> changes.ChangeRow:
    """A county or township gets another code, as when it comes to another parent. Raises: BadChange, law.LawError."""
    _must_run(source, target)
    _must_be_county_or_township(source)
    if source == target or level_of(source) is not level_of(target):
        raise BadChange("same" if source == target else "level", target)
    moves = {source: target}
    if level_of(source) is Level.COUNTY:
        moves |= _below(source, target)
    return _propose(rules.recoded(moves), target, terms=terms, by=by, at=at)


def propose_split(
    *, source: str, target: str, villages: Sequence[str], terms: changes.Terms, by: Actor, at: datetime
) -> changes.ChangeRow:
    """Some villages of a township come to another one. Raises: BadChange, law.LawError."""
    _must_run(source, target)
    _must_be(Level.TOWNSHIP, source, target)
    if source == target:
        raise BadChange("same", target)
    if not villages:
        raise BadChange("no_villages", source)
    for village in villages:
        if level_of(village) is not Level.VILLAGE or not village.startswith(source) or not reads.exists(village):
            raise BadChange("village", village)
    return _propose(rules.split(source, target, villages), target, terms=terms, by=by, at=at)


def propose_undo(*, change: UUID, terms: changes.Terms, by: Actor, at: datetime) -> changes.ChangeRow:
    """A confirmed change is taken back by a contrary one. Raises: BadChange, law.LawError."""
    row = changes.one(change, area=by.area)
    if row is None or row.kind != changes.PLACE or row.state != "confirmed":
        raise BadChange("not_confirmed")
    told = rules.read(row.said)
    if told.what == rules.UNDO or any(
        other.said["undoes"] == str(change) for other in changes.of_places(states=("proposed", "confirmed"))
    ):
        raise BadChange("undone")
    if terms.valid_from < row.valid_from:
        raise BadChange("too_early")
    return _propose(rules.undone(told, str(change)), row.name, terms=terms, by=by, at=at)


def must_still_fit(row: changes.ChangeRow) -> None:
    """Before a second person confirms: what it names is there, nothing else takes hold of it. Raises: BadChange."""
    change = rules.read(row.said)
    if change.what != rules.UNDO:
        _must_run(*change.codes)
    _must_be_alone(change, but=row.uid, states=("confirmed",))


def _propose(change: PlaceChange, name: str, *, terms: changes.Terms, by: Actor, at: datetime) -> changes.ChangeRow:
    if len(by.area) != 2 or not changes.may_propose(by.role, by.area):
        raise changes.NotAllowed("not_your_level")
    if len(change.codes) > MOST:
        raise BadChange("many")
    if not change.area:
        raise BadChange("province")
    earlier = next((row for row in changes.of_places(states=("proposed",)) if row.request == terms.request), None)
    if earlier is None:
        _must_be_alone(change, but=None, states=("proposed", "confirmed"))
    return changes.propose_place(area=change.area, name=name, said=change.said(), terms=terms, by=by, at=at)


def _must_be_alone(change: PlaceChange, *, but: UUID | None, states: Sequence[str]) -> None:
    """Two changes of one place wait for each other: what each foresees would not hold. Raises: BadChange."""
    settled = reads.settled()
    for row in changes.of_places(states=states):
        if row.uid in settled or row.uid == but or str(row.uid) == change.undoes:
            continue
        both = set(rules.read(row.said).codes) & set(change.codes)
        if both:
            raise BadChange("waits", min(both))


def _must_run(*codes: str) -> None:
    for code in codes:
        try:
            is_known = reads.exists(code)
        except ValueError:
            is_known = False
        if not is_known:
            raise BadChange("unknown", code)
        if not reads.is_running(code):
            raise BadChange("ended", code)


def _must_be(level: Level, *codes: str) -> None:
    for code in codes:
        if level_of(code) is not level:
            raise BadChange("level", code)


def _must_be_county_or_township(code: str) -> None:
    if level_of(code) not in (Level.COUNTY, Level.TOWNSHIP):
        raise BadChange("level", code)


def _below(source: str, target: str) -> Mapping[str, str]:
    """Each township of a county as it is found under the new code: by its name, else by its own three digits."""
    there = {each.name: each.code for each in reads.children(target)}
    found = {}
    for each in reads.children(source):
        code = there.get(each.name) or target + each.code[len(source) :]
        if not reads.is_running(code):
            raise BadChange("unmapped", each.code)
        found[each.code] = code
    if len(set(found.values())) != len(found):
        raise BadChange("unmapped", source)
    return found


def _named(code: str, name: str, office: str) -> Name:
    """The new names of a place and of its office; what is not said stays."""
    now = _former(code)
    name = name or now.name
    index = spelling.index(name)
    kind = next((suffix for suffix in _SUFFIXES if name.endswith(suffix)), now.kind)
    above = reads.place(at_level(code, Level.COUNTY)).name if level_of(code) is Level.TOWNSHIP else ""
    short = office or now.short
    return Name(
        name=name, kind=kind, pinyin=index.pinyin, initials=index.initials, office=f"{above}{short}" if short else "",
        short=short,
    )  # fmt: skip


def _former(code: str) -> Name:
    row = reads.row(code)
    office = reads.office(code)
    return Name(
        name=row.name, kind=row.kind, pinyin=row.pinyin, initials=row.initials, office=office.name if office else "",
        short=office.short_name if office else "",
    )  # fmt: skip
