"""Who acts in a step: a post at a level, the person, an outside organ, the clock, or the rung of a ladder.

Competence is level + organ + post. A ladder is an ordered list of bands; the first whose condition holds
decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fengqiao.procedures.grammar._conditions import Condition
from fengqiao.procedures.grammar._words import Level, Organ, Text

if TYPE_CHECKING:
    from fengqiao.law.face import Citation
    from fengqiao.procedures.grammar._outcomes import Copy


@dataclass(frozen=True, slots=True)
class Actor:
    """One who may act. `roles` are the posts that may, at `level`; empty for those who have no post here."""

    key: str
    title: Text
    level: Level | None = None
    roles: frozenset[str] = frozenset()

    @property
    def holds_post(self) -> bool:
        return bool(self.roles)


_LEVEL_KEY = {
    Level.PROVINCE: "province",
    Level.CITY: "city",
    Level.COUNTY: "county",
    Level.TOWNSHIP: "office",
    Level.VILLAGE: "station",
}


def office() -> Actor:
    """The township justice office, staff or head."""
    return Actor("office", Text("司法所", "justice office"), Level.TOWNSHIP, frozenset({"office_staff", "office_head"}))


def office_head() -> Actor:
    """The head of the township justice office."""
    return Actor(
        "office_head",
        Text("司法所负责人", "head of the justice office"),
        Level.TOWNSHIP,
        frozenset({"office_head"}),
    )


def institution(level: Level) -> Actor:
    """The corrections institution of a level, staff or lead."""
    key = _LEVEL_KEY[level]
    return Actor(
        f"{key}_institution",
        Text(f"{level.title.zh}社区矫正机构", f"{level.title.en} institution"),
        level,
        frozenset({f"{key}_staff", f"{key}_lead"}),
    )


def lead(level: Level) -> Actor:
    """The head of the corrections institution of a level: the institution's own decisions."""
    key = _LEVEL_KEY[level]
    return Actor(
        f"{key}_lead",
        Text(f"{level.title.zh}社区矫正机构负责人", f"head of the {level.title.en} institution"),
        level,
        frozenset({f"{key}_lead"}),
    )


def bureau_head() -> Actor:
    """The head of the county justice bureau: not the institution."""
    return Actor(
        "bureau_head",
        Text("县级司法局负责人", "head of the county justice bureau"),
        Level.COUNTY,
        frozenset({"bureau_head"}),
    )


def subject() -> Actor:
    """The person under correction."""
    return Actor("subject", Text("社区矫正对象本人", "the person"))


def guardian() -> Actor:
    """The guardian of a minor."""
    return Actor("guardian", Text("监护人", "guardian"))


def the_clock() -> Actor:
    """The clock, when a time limit has passed."""
    return Actor("clock", Text("系统计时", "the clock"))


def other_side() -> Actor:
    """The institution of the other county, reached by letter."""
    return Actor("other_side", Text("异地县级社区矫正机构", "the other county's institution"))


def organ(which: Organ) -> Actor:
    """An organ outside the corrections line."""
    return Actor(which.key, which.title)


POSTS_THAT_ACT: frozenset[str] = frozenset().union(
    *(
        actor.roles
        for actor in (office(), office_head(), bureau_head(), *map(institution, _LEVEL_KEY), *map(lead, _LEVEL_KEY))
    )
)
"""The posts that any step may lie with. For every other one (a procurator's) nothing can ever wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One rung: who decides when the condition holds.

    `delegated` names the power that the county must have given to the office by a paper; without it the
    rung is
    passed over. `files_with` is the level that gets the decision for its records.
    """

    actor: Actor
    when: Condition | None
    title: Text
    basis: tuple[Citation, ...] = ()
    delegated: str | None = None
    files_with: Level | None = None
    copies: tuple[Copy, ...] = ()

    @property
    def level(self) -> Level:
        if self.actor.level is None:
            raise ValueError(f"{self.actor.key} has no level and cannot be a band")
        return self.actor.level


@dataclass(frozen=True, slots=True)
class Power:
    """The outer limit of what a level may decide by law, whatever the bands say. Start-up holds bands to
    it."""

    level: Level
    limit: Condition


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who is competent, as ordered bands; the first that applies decides. The page shows all and why this
    one."""

    bands: tuple[Band, ...]
    powers: tuple[Power, ...] = ()

    def band_at(self, level: Level) -> Band | None:
        return next((band for band in self.bands if band.level == level), None)


def ladder(*bands: Band, powers: tuple[Power, ...] = ()) -> Ladder:
    """Ordered bands, the first that applies decides."""
    return Ladder(bands, powers)
