"""The register of articles: which text a rule rests on, in our own one-line paraphrase.

A `Citation` names one source and one or more of its articles. It can only be made for an article that the register
holds, so a definition that cites something unknown fails when it is imported, not when somebody reads its page.

Marks say how well the source is known: V read in full, C corroborated by a second source, U recalled (unverified),
P our own proposal. A citation of several articles carries the weakest of their marks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal

from fengqiao.law.errors import LawError

Language = Literal["zh", "en"]
MARKS = "VCUP"


class UnknownArticle(LawError):
    """A citation of a source or an article that the register does not hold."""


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in both languages of the house."""

    zh: str
    en: str

    def of(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Article:
    number: str
    mark: str
    paraphrase: Text


@dataclass(frozen=True, slots=True)
class Source:
    """One law, rule or interpretation. `until` is the first day on which it no longer applies."""

    key: str
    title: Text
    short: Text
    mark: str
    in_force: date | None
    until: date | None
    articles: MappingProxyType[str, Article]

    def key_of(self, number: str) -> str:
        """Write "Law27", but "Exit Law 12" and "Inj-2011 12", where the number would run into the name."""
        joiner = "" if self.key[-1].isalpha() and " " not in self.key else " "
        return f"{self.key}{joiner}{number}"


@dataclass(frozen=True, slots=True)
class Citation:
    """Articles of one source. `articles` may carry an item in brackets: "516(4)". Empty: the source as a whole."""

    source: str
    articles: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """One key for each article, as the register of deadlines writes them: ("M26", "M27")."""
        source = sources()[self.source]
        return tuple(source.key_of(number) for number in self.articles) or (source.key,)

    @property
    def key(self) -> str:
        return " ".join(self.keys)

    @property
    def parts(self) -> tuple[Citation, ...]:
        """The same citation as one citation for each article."""
        return tuple(Citation(self.source, (number,)) for number in self.articles) or (self,)

    @property
    def mark(self) -> str:
        """The weakest mark among the cited articles."""
        source = sources()[self.source]
        marks = [source.articles[_base(number)].mark for number in self.articles] or [source.mark]
        return max(marks, key=MARKS.index)

    def label(self, language: Language = "zh") -> str:
        """社区矫正法 第27条 / Community Corrections Law art. 27."""
        short = sources()[self.source].short.of(language)
        if not self.articles:
            return short
        return f"{short} {self.articles_label(language)}"

    def articles_label(self, language: Language = "zh") -> str:
        """第27条 / art. 27: the articles without their source."""
        if language == "zh":
            return "、".join(map(_number_zh, self.articles))
        return f"{'art.' if len(self.articles) == 1 else 'arts.'} {', '.join(self.articles)}"

    def paraphrase(self, language: Language = "zh") -> str:
        """What the articles say, in our words; for a whole source its title."""
        source = sources()[self.source]
        if not self.articles:
            return source.title.of(language)
        return " ".join(source.articles[_base(number)].paraphrase.of(language) for number in self.articles)


def cite(text: str) -> tuple[Citation, ...]:
    """Read a basis such as "SPC-I543 M46 M47" into citations.

    Raises: UnknownArticle, also when words remain that are not a citation.
    """
    citations, remark = read_basis(text)
    if remark or not citations:
        raise UnknownArticle("unknown_article", f"not a citation: {text!r}", text=text)
    return citations


def article(key: str) -> Citation:
    """One citation by its key: "Law27", "SPC-I516(4)", "Exit Law 12". Raises: UnknownArticle."""
    citations = cite(key)
    if len(citations) != 1:
        raise UnknownArticle("unknown_article", f"not one article: {key!r}", text=key)
    return citations[0]


def read_basis(text: str) -> tuple[tuple[Citation, ...], str]:
    """Read a basis column: citations first, then a free remark ("M14 prompt", "M27 (sum part U)")."""
    found: list[Citation] = []
    rest = text.strip()
    while match := _pattern().match(rest):
        found.append(_made(match["source"], [match["number"]] if match["number"] else []))
        rest = rest[match.end() :].lstrip(" ,")
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1]
    return tuple(found), rest


def flatten(basis: Iterable[Citation]) -> tuple[Citation, ...]:
    """Single-article citations in order, each once: what a page lists and a JSON document prints."""
    return tuple(dict.fromkeys(part for citation in basis for part in citation.parts))


def source_named(key: str) -> Citation:
    """Cite a source as a whole, for instance the local default or a rule whose text was not seen."""
    return _made(key, [])


@cache
def sources() -> MappingProxyType[str, Source]:
    """Every source by its key, in the order of the handbook."""
    found: dict[str, Source] = {}
    folder = resources.files("fengqiao.law") / "data" / "articles"
    for file in sorted(folder.iterdir(), key=lambda entry: (_ORDER.get(entry.name, 50), entry.name)):
        document = tomllib.loads(file.read_text("utf-8"))
        for record in document.get("source", [document]):
            found[record["key"]] = _source(record)
    return MappingProxyType(found)


_ORDER = {"law.toml": 0, "measures.toml": 1, "criminal_law.toml": 2, "criminal_procedure_law.toml": 3, "other.toml": 99}


def _source(record: dict[str, Any]) -> Source:
    articles = {
        number: Article(number, line.get("mark", record["mark"]), Text(line["zh"], line["en"]))
        for number, line in record.get("articles", {}).items()
    }
    return Source(
        key=record["key"],
        title=Text(record["zh"]["title"], record["en"]["title"]),
        short=Text(record["zh"]["short"], record["en"]["short"]),
        mark=record["mark"],
        in_force=record.get("in_force"),
        until=record.get("until"),
        articles=MappingProxyType(articles),
    )


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(key) for key in sorted(sources(), key=len, reverse=True))
    return re.compile(rf"(?P<source>{names})(?: ?(?P<number>\d+(?:\(\d+\))?)(?!\d)|(?=[ ,]|$))")


def _made(key: str, numbers: Iterable[int | str]) -> Citation:
    source = sources().get(key)
    if source is None:
        raise UnknownArticle("unknown_source", f"no such source: {key}", text=key)
    articles = tuple(str(number) for number in numbers)
    for number in articles:
        if _base(number) not in source.articles:
            raise UnknownArticle("unknown_article", f"{key} has no article {number} in the register", text=number)
    return Citation(key, articles)


def _constructor(key: str) -> Callable[..., Citation]:
    def of(*numbers: int | str) -> Citation:
        if not numbers:
            raise UnknownArticle("unknown_article", f"name an article of {key}", text=key)
        return _made(key, numbers)

    of.__doc__ = f"Articles of the source {key} in the register. Raises: UnknownArticle."
    return of


def _base(number: str) -> str:
    return number.partition("(")[0]


def _number_zh(number: str) -> str:
    base, _, item = number.rstrip(")").partition("(")
    return f"第{base}条第{item}项" if item else f"第{base}条"


Law = _constructor("Law")
Measures = _constructor("M")
CriminalLaw = _constructor("CL")
CriminalProcedureLaw = _constructor("CPL")
CourtInterpretation = _constructor("SPC-I")
CommutationRules = _constructor("SPC-Comm")
ProcuratorateRules = _constructor("SPP-R")
TemporaryServiceRules = _constructor("TSO-R")
InjunctionRules = _constructor("Inj-2011")
PrisonLaw = _constructor("Prison Law")
PoliceRules = _constructor("Police-R")
ExitLaw = _constructor("Exit Law")
PenaltiesLaw = _constructor("PSAPL")
PenaltiesLaw2012 = _constructor("PSAPL 2012")
