"""What a change of places says, and what follows from it. Pure.

A change names everything that it does, so that the database carries out what two people have seen and computes nothing:
which office's files go where, which places end and begin, what they are called then, which posts follow.

    merge    one or several places go into a running one; staff follows, heads are decided on
    rename   a place is called otherwise; its code and its files stay
    recode   a place gets another code (a county becomes a district, a township goes to another county); all follows
    split    named villages of a township go to another; their people's files go along
    undo     a confirmed change is taken back: the files that it brought return
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from fengqiao.areas.rules import Level, at_level, level_of

MERGE, RENAME, RECODE, SPLIT, UNDO = "merge", "rename", "recode", "split", "undo"
KINDS: Final = (MERGE, RENAME, RECODE, SPLIT, UNDO)
#: Who goes along when places are joined. The head of an office that ends is decided on by whoever gives posts.
STAFF: Final = (
    "office_staff", "county_staff", "duty_officer", "counsellor", "social_worker", "volunteer", "provider",
)  # fmt: skip
EVERYBODY: Final = ("*",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a place and its office are called. Empty names of the office leave it as it is."""

    name: str
    kind: str
    pinyin: str
    initials: str
    office: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChange:
    """One change of places. `moves`: from which code to which; `villages`: only people who live there go.

    `former` is what the places were called before, for taking it back. `receipts`: only files that the undone change
    brought. `series`: numbers go on counting under the new code.
    """

    what: str
    moves: Mapping[str, str] = field(default_factory=dict)
    villages: tuple[str, ...] = ()
    names: Mapping[str, Name] = field(default_factory=dict)
    former: Mapping[str, Name] = field(default_factory=dict)
    ends: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    offices: bool = False
    series: bool = False
    receipts: bool = False
    undoes: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Every place that is named as one that changes."""
        return tuple(dict.fromkeys((*self.moves, *self.moves.values(), *self.names, *self.ends, *self.opens)))

    @property
    def area(self) -> str:
        """The place in which all of it happens: the institution above that sees both sides."""
        return common(self.codes)

    def follows(self, role: str) -> bool:
        """Whether a post of this role goes along."""
        return role in self.roles or self.roles == EVERYBODY

    def said(self) -> dict[str, Any]:
        """As it is kept."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}


def read(said: Mapping[str, Any]) -> PlaceChange:
    """A change as it was kept."""
    told: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    for key in ("names", "former"):
        told[key] = {code: Name(**name) for code, name in said[key].items()}
    return PlaceChange(**told)


def common(codes: Sequence[str]) -> str:
    """The deepest place above all of the codes; a single code's is the place one level up. Empty for no common one."""
    for level in (Level.TOWNSHIP, Level.COUNTY, Level.CITY, Level.PROVINCE):
        above = {at_level(code, level) for code in codes}
        if len(above) == 1 and all(level_of(code) > level for code in codes):
            return above.pop()
    return ""


def merged(
    sources: Sequence[str], target: str, *, names: Mapping[str, Name], former: Mapping[str, Name]
) -> PlaceChange:
    """Places end and go into one that runs on."""
    return PlaceChange(
        what=MERGE, moves=dict.fromkeys(sources, target), names=names, former=former, ends=tuple(sources), roles=STAFF,
        offices=True,
    )  # fmt: skip


def renamed(code: str, name: Name, *, former: Name) -> PlaceChange:
    """A place is called otherwise."""
    return PlaceChange(what=RENAME, names={code: name}, former={code: former})


def recoded(moves: Mapping[str, str]) -> PlaceChange:
    """A place, with everything below it that has an office, is from now on found under other codes."""
    return PlaceChange(
        what=RECODE, moves=moves, ends=tuple(moves), begins=tuple(moves.values()), roles=EVERYBODY, offices=True,
        series=True,
    )  # fmt: skip


def split(source: str, target: str, villages: Sequence[str]) -> PlaceChange:
    """People who live in some villages of a place belong to another one."""
    return PlaceChange(what=SPLIT, moves={source: target}, villages=tuple(villages), begins=(target,))


def undone(change: PlaceChange, uid: str) -> PlaceChange:
    """The contrary change. A code that was given is taken back with everything under it; of a merger or a split only
    the files return that it brought, and the posts are decided on."""
    is_whole = change.what == RECODE
    return PlaceChange(
        what=UNDO, moves={now: was for was, now in change.moves.items()},
        names=change.former, former=change.names, ends=change.begins if is_whole else (), opens=change.ends,
        roles=EVERYBODY if is_whole else (), offices=is_whole, series=is_whole, receipts=not is_whole, undoes=uid,
    )  # fmt: skip
