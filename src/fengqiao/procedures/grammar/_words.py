"""The smallest words of a definition: texts, levels, organs, and what is not built yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

#: Length of an area code at each level: 33, 3306, 330681, 330681109, 330681109201.
CODE_LENGTHS = {1: 2, 2: 4, 3: 6, 4: 9, 5: 12}


def local_day(moment: datetime) -> date:
    """The day in Asia/Shanghai on which a moment falls. Legal days are decided there."""
    return moment.astimezone(SHANGHAI).date()


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in both languages: Chinese as a bureau writes it, English as the source."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en


class Level(IntEnum):
    """The five levels of the organisation. A smaller number is a higher level."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWNSHIP = 4
    VILLAGE = 5

    @property
    def title(self) -> Text:
        return _LEVEL_TITLES[self]

    def area_of(self, area: str) -> str:
        """The code of this level's area that contains the given area."""
        return area[: CODE_LENGTHS[self]]


_LEVEL_TITLES = {
    Level.PROVINCE: Text("省级", "province"),
    Level.CITY: Text("市级", "city"),
    Level.COUNTY: Text("县级", "county"),
    Level.TOWNSHIP: Text("乡镇（街道）", "township"),
    Level.VILLAGE: Text("村（居）", "village"),
}


class Does(StrEnum):
    """What the actor of a step does there."""

    FILL = "fill"
    REVIEW = "review"
    CONSULT = "consult"
    DECIDE = "decide"
    SERVE = "serve"
    ANNOUNCE = "announce"
    RECORD = "record"
    AWAIT = "await"
    RUNS = "runs"


class Tier(StrEnum):
    """Who may learn of a matter (P45)."""

    PUBLIC = "public"
    MASKED = "masked"
    PERSONS_CONCERNED = "persons_concerned"
    CONFIDENTIAL = "confidential"


class LaterKind(StrEnum):
    """What a `later` stands for."""

    PROCEDURE = "procedure"
    PAPER = "paper"
    FACT = "fact"
    EFFECT = "effect"
    LETTER = "letter"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Later:
    """Something a definition names that is not built yet.

    It satisfies start-up, is printed as such and counted. A later effect or paper shows as "by hand"; a later
    check shows "not checked here", asks for a note and never counts as passed.
    """

    id: str
    kind: LaterKind | None = None
    title: Text | None = None


def later(id: str, title: Text | None = None, *, kind: LaterKind | None = None) -> Later:
    """Name what is not built yet. The kind follows from the id (P31, D33), else from where it stands."""
    if kind is None and re.fullmatch(r"P\d\d", id):
        kind = LaterKind.PROCEDURE
    if kind is None and re.fullmatch(r"D\d{2,3}", id):
        kind = LaterKind.PAPER
    return Later(id, kind, title)


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ outside the corrections line that decides, acts or must hear."""

    key: str
    title: Text


COURT = Organ("court", Text("人民法院", "court"))
DECISION_ORGAN = Organ("decision_organ", Text("社区矫正决定机关", "decision-making organ"))
PROCURATORATE = Organ("procuratorate", Text("人民检察院", "procuratorate"))
POLICE = Organ("police", Text("公安机关", "police"))
PRISON = Organ("prison", Text("监狱（看守所）", "prison or detention house"))
EXIT_ENTRY = Organ("exit_entry_office", Text("出入境管理机构", "exit-entry office"))
COUNTY_INSTITUTION = Organ("county_institution", Text("县级社区矫正机构", "county institution"))
UPPER_INSTITUTION = Organ("upper_institution", Text("上一级社区矫正机构", "upper institution"))
OTHER_INSTITUTION = Organ("other_institution", Text("异地社区矫正机构", "institution of the other county"))
