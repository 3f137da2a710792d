"""The sentence as the judgment words it: 有期徒刑一年六个月，缓刑二年.

Read only as far as it helps to check the term: the principal penalty, the probation period, and nothing of fines.
What cannot be read for certain is not guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fengqiao.exchange.register.days import below_hundred
from fengqiao.law import face as law

SUSPENDED = "suspended_sentence"
SURVEILLANCE = "public_surveillance"

_number = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"


def _span(prefix: str) -> str:
    """Pattern of a length: 一年六个月, 一年半, 3个月, 十五日."""
    return (
        rf"(?:(?P<{prefix}years>{_number})年(?P<{prefix}half>半)?)?零?"
        rf"(?:(?P<{prefix}months>{_number})个?月)?零?(?:(?P<{prefix}days>{_number})[日天])?"
    )


_principal = re.compile(r"(?P<kind>有期徒刑|拘役|管制)(?:执行)?" + _span("p"))
_probation = re.compile(r"缓刑(?:考验期)?(?:限)?(?:为)?" + _span("s"))
_without_span = re.compile(r"无期徒刑|死刑")
_spaces = re.compile(r"[\s,，、;；:：(（)）]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A length as the judgment gives it."""

    years: int = 0
    months: int = 0
    days: int = 0

    @property
    def in_months(self) -> int:
        """Years and months together, for comparing two spans of whole months."""
        return self.years * 12 + self.months

    def __bool__(self) -> bool:
        return bool(self.years or self.months or self.days)


@dataclass(frozen=True, slots=True)
class Penalty:
    """Principal penalty and, when suspended, the probation period."""

    kind: str
    """`imprisonment`, `detention`, `public_surveillance` or `without_span` (life, suspended death sentence)."""
    principal: Span
    probation: Span | None

    @property
    def fits_article_73(self) -> bool:
        """Whether the probation period keeps the bounds of the law; true when there is none.

        Law: Criminal Law art. 73: detention, from the original term to one year, not under two months; imprisonment,
        from the original term to five years, not under one year.
        """
        if self.probation is None or self.probation.days or self.principal.days:
            return True
        least, most = (2, 12) if self.kind == "detention" else (12, 60)
        return max(least, self.principal.in_months) <= self.probation.in_months <= most


_kinds = {"有期徒刑": "imprisonment", "拘役": "detention", "管制": "public_surveillance"}


@lru_cache(maxsize=4096)
def parse(text: str) -> Penalty | None:
    """The penalty in a sentence text, or None when it is not certain what it says.

    Several principal penalties (数罪并罚) count only when one is marked as the one to execute (决定执行).
    """
    plain = _spaces.sub("", unicodedata.normalize("NFKC", text))
    _, decided, executed = plain.rpartition("决定执行")
    if decided:
        plain = executed
    if _without_span.search(plain):
        return Penalty(kind="without_span", principal=Span(), probation=None)
    principals = [match for match in _principal.finditer(plain) if _to_span(match, "p")]
    probations = [match for match in _probation.finditer(plain) if _to_span(match, "s")]
    if len(principals) != 1 or len(probations) > 1 or ("缓刑" in plain and not probations):
        return None
    return Penalty(
        kind=_kinds[principals[0]["kind"]],
        principal=_to_span(principals[0], "p"),
        probation=_to_span(probations[0], "s") if probations else None,
    )


def _to_span(match: re.Match[str], prefix: str) -> Span:
    half = 6 if match[f"{prefix}half"] else 0
    return Span(
        years=_whole(match[f"{prefix}years"]),
        months=_whole(match[f"{prefix}months"]) + half,
        days=_whole(match[f"{prefix}days"]),
    )


def _whole(text: str | None) -> int:
    if text is None:
        return 0
    return int(text) if text.isdecimal() else below_hundred(text.replace("两", "二"))


def fits_category(penalty: Penalty, category: str) -> bool:
    """Whether a sentence can lead to a category: probation to suspended sentence, surveillance to surveillance."""
    if category == SUSPENDED:
        return penalty.probation is not None
    if category == SURVEILLANCE:
        return penalty.kind == "public_surveillance"
    # Parole and temporary service follow a prison term or detention whose execution was not suspended.
    return penalty.probation is None and penalty.kind != "public_surveillance"


def computed_end(penalty: Penalty, category: str, start: date) -> date | None:
    """The last day of the term as the sentence gives it, or None where the sentence alone does not tell.

    Law: Criminal Law art. 41, 73; SPC interpretation art. 202 on whole months. The rest of a prison term (parole,
    temporary service) depends on what was already served, which the register does not say.
    """
    span = term_span(penalty, category)
    if span is None:
        return None
    return law.term(category, start=start, years=span.years, months=span.months, days=span.days).end


def term_span(penalty: Penalty, category: str) -> Span | None:
    """The length of the term as far as the sentence alone tells it."""
    if not fits_category(penalty, category):
        return None
    if category == SUSPENDED:
        return penalty.probation
    return penalty.principal if category == SURVEILLANCE else None
