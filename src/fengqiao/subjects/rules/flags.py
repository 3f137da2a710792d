"""Circumstances of a person that change how the case is handled. Pure.

Source: domain notes 2, "extra status flags". Some are told, some follow from dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from fengqiao.law.face import Text

DERIVED: Final = {
    "minor": Text("未成年人矫正", "minors' regime"),
    "aged_75": Text("年满七十五周岁", "aged 75 or older"),
    "female": Text("女性", "female"),
}
TOLD: Final = {
    "minor_at_offence": Text("犯罪时未成年", "minor at the time of the offence"),
    "pregnant": Text("怀孕", "pregnant"),
    "nursing": Text("哺乳期", "nursing"),
    "sick": Text("患病", "sick"),
    "medical_parole": Text("保外就医", "medical parole"),
    "unable_self_care": Text("生活不能自理", "unable to care for oneself"),
    "disabled": Text("残疾", "disabled"),
    "psychiatric": Text("精神障碍", "psychiatric illness"),
    "no_fixed_residence": Text("无固定住所", "no fixed residence"),
    "foreign": Text("外国籍", "foreign national"),
    "hk_mo_tw": Text("港澳台居民", "resident of Hong Kong, Macao or Taiwan"),
    "terror": Text("恐怖、极端主义犯罪", "terrorist or extremist offence"),
    "organised_crime": Text("黑恶势力犯罪", "organised crime"),
    "state_functionary": Text("职务犯罪", "offence of a state functionary"),
    "drug_user": Text("吸毒史", "drug use"),
    "military_link": Text("涉军", "link to military service"),
    "recidivist": Text("累犯", "recidivist"),
}
FLAGS: Final = DERIVED | TOLD

_ADULT_YEARS = 18
_AGED_YEARS = 75


def _birthday(birth_date: date, years: int) -> date:
    try:
        return birth_date.replace(year=birth_date.year + years)
    except ValueError:  # born on 29 February: the birthday of a common year is 1 March
        return date(birth_date.year + years, 3, 1)


def age(birth_date: date, on: date) -> int:
    """Full years (周岁) on a day.

    Law: SPC interpretation on juvenile criminal cases (2006) art. 2: a year of age is full from the day after the
    birthday.
    Unit: years.
    """
    years = max(0, on.year - birth_date.year)
    return years if on > _birthday(birth_date, years) or not years else years - 1


def is_minor_regime(birth_date: date, term_start: date) -> bool:
    """Whether the regime of minors applies: under eighteen at the start, and then until the end of the term.

    Law: Community Corrections Law arts 52, 58. Asked once, when the file is made: it never looks at today's age.
    """
    return age(birth_date, term_start) < _ADULT_YEARS


def told(flags: Iterable[str]) -> list[str]:
    """The told flags in a fixed order, each once. Raises: KeyError for one that the list lacks."""
    given = set(flags)
    unknown = given - set(TOLD)
    if unknown:
        raise KeyError(sorted(unknown)[0])
    return [name for name in TOLD if name in given]


def all_flags(*, told_flags: Iterable[str], minor: bool, sex: str, birth_date: date, on: date) -> frozenset[str]:
    """Told and derived flags together, as they stand on a day."""
    flags = set(told_flags)
    if minor:
        flags.add("minor")
    if sex == "2":
        flags.add("female")
    if age(birth_date, on) >= _AGED_YEARS:
        flags.add("aged_75")
    return frozenset(flags)
