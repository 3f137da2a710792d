"""Which class of management the province's rules allow. Pure.

The set of rules is a parameter (`classification.rules`), its numbers are others; the example is that of one province's
method (domain notes P09, Class-X). Promotion is never automatic: these rules say what may be proposed, never what is.

Law: Community Corrections Law art. 24; Implementation Measures art. 21; local rules.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fengqiao.law.face import Text

STRICT, NORMAL, LENIENT = "strict", "normal", "lenient"
#: From the most to the least strict.
RANKS: Final = (STRICT, NORMAL, LENIENT)

ENTRY, RISK, ADMONITIONS, WARNING, PENALTY, FAILED = (
    "entry", "risk", "admonitions", "warning", "penalty", "assessment_failed",
)  # fmt: skip
RULES: Final = {
    ENTRY: Text("入矫不满规定月数", "not long enough under correction"),
    RISK: Text("再犯罪风险等级为高", "high risk of reoffending"),
    ADMONITIONS: Text("训诫次数达到规定", "so many admonitions"),
    WARNING: Text("受到警告", "a warning"),
    PENALTY: Text("受到治安管理处罚", "a public-security penalty"),
    FAILED: Text("考核不合格", "assessment failed"),
}


@dataclass(frozen=True, slots=True)
class Conduct:
    """What the rules look at. `months` counts full months under correction; counts are of the period that counts."""

    months: int
    risk_high: bool = False
    admonitions: int = 0
    warnings: int = 0
    penalties: int = 0
    assessment_failed: bool = False


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The province's rules: which of them hold, and their numbers. Unit: months; times."""

    rules: Collection[str]
    entry_months: int
    admonitions: int
    stay_months: Mapping[str, int]


def strict_grounds(conduct: Conduct, rules: RuleSet) -> tuple[str, ...]:
    """Why the person belongs into the strict class, by code, in a fixed order."""
    holds = {
        ENTRY: conduct.months < rules.entry_months,
        RISK: conduct.risk_high,
        ADMONITIONS: conduct.admonitions >= rules.admonitions,
        WARNING: conduct.warnings > 0,
        PENALTY: conduct.penalties > 0,
        FAILED: conduct.assessment_failed,
    }
    return tuple(code for code, there in holds.items() if there and code in rules.rules)


def may_be(proposed: str, grounds: Collection[str]) -> bool:
    """Whether a class may be proposed while these grounds stand: only the strict one, when there is any."""
    return proposed == STRICT or not grounds


def is_promotion(before: str, proposed: str) -> bool:
    """Whether the proposed class is less strict than the one that holds."""
    return bool(before) and RANKS.index(proposed) > RANKS.index(before)


def is_demotion(before: str, proposed: str) -> bool:
    """Whether the proposed class is stricter than the one that holds."""
    return bool(before) and RANKS.index(proposed) < RANKS.index(before)


def skips_a_class(before: str, proposed: str) -> bool:
    """Whether a promotion leaves out the class between; a demotion may go down at once."""
    return is_promotion(before, proposed) and RANKS.index(proposed) - RANKS.index(before) > 1


def stay_left(before: str, *, months: int, rules: RuleSet) -> int:
    """How many months of the minimum stay in a class are still missing; nothing when it is not limited."""
    return max(0, rules.stay_months.get(before, 0) - months)


def full_months(first: date, last: date) -> int:
    """Full months from a day to a day. Unit: months."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(0, months - (last.day < first.day))


def full_on(first: date, months: int) -> date:
    """The first day on which so many full months have gone by since a day. Unit: months.

    Where the month has no such day, the first of the next: a month that is not full does not count.
    """
    total = first.year * 12 + first.month - 1 + months
    year, month = divmod(total, 12)
    try:
        return first.replace(year=year, month=month + 1)
    except ValueError:
        year, month = divmod(total + 1, 12)
        return date(year, month + 1, 1)


def period_ended(on: date, *, months: int) -> tuple[str, date, date]:
    """The last period of so many calendar months that has ended: its name, first and last day.

    Periods begin in January, so that three months are quarters. Unit: calendar months.
    """
    this = (on.month - 1) // months * months + 1
    first_of_this = on.replace(month=this, day=1)
    last = first_of_this - timedelta(days=1)
    start = last.month - months + 1
    first = last.replace(month=start, day=1)
    return f"{first:%Y-%m}/{last:%Y-%m}" if months > 1 else f"{last:%Y-%m}", first, last
