"""Parameters and articles: the numbers that may vary and the texts they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.desk.reads import basis
from fengqiao.law import face as law
from fengqiao.shell import face as shell

MARKS: dict[str, tuple[shell.Words, shell.Tone]] = {
    "V": (_("read in full"), "ok"),
    "C": (_("corroborated by a second source"), "info"),
    "U": (_("recalled, not verified"), "warn"),
    "P": (_("our own proposal, to be set locally"), "notice"),
}
"""How well a number or a text is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One parameter as the page shows it."""

    row: law.ParameterRow
    basis: tuple[shell.Basis, ...]
    source: str
    mark: shell.Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """One article with its paraphrase and what rests on it."""

    key: str
    label: shell.Words
    paraphrase: shell.Words
    mark: shell.Tag
    parameters: tuple[str, ...]


def marks() -> tuple[tuple[str, shell.Tag], ...]:
    """The letters with what they mean."""
    return tuple((letter, mark(letter)) for letter in MARKS)


def mark(letter: str) -> shell.Tag:
    """One letter as a tag with its meaning."""
    words, tone = MARKS[letter]
    return shell.Tag(words, tone)


def parameter_groups(*, area: str, on: date) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """What applies in an area on a day, grouped as the register groups it."""
    language: law.Language = "zh" if shell.is_chinese() else "en"
    rows = law.parameter_table(area=area, on=on, language=language)
    return tuple(
        (group, tuple(_line(row) for row in members)) for group, members in groupby(rows, key=lambda row: row.group)
    )


def articles() -> tuple[tuple[shell.Words, tuple[ArticleLine, ...]], ...]:
    """Every source with its articles."""
    return tuple(
        (source.title, tuple(article(source.key_of(number)) for number in source.articles))
        for source in law.sources().values()
        if source.articles
    )


def article(key: str) -> ArticleLine:
    """One article. Raises: law.UnknownArticle."""
    citation = law.article(key)
    return ArticleLine(
        key=citation.key,
        label=shell.Text(citation.label("zh"), citation.label("en")),
        paraphrase=shell.Text(citation.paraphrase("zh"), citation.paraphrase("en")),
        mark=mark(citation.mark),
        parameters=law.cited_by().get(citation.key, ()),
    )


def _line(row: law.ParameterRow) -> Line:
    return Line(
        row=row,
        basis=basis.of_keys(row.basis_keys),
        source=_source(row.source),
        mark=mark(row.mark),
    )


def _source(source: str) -> str:
    try:
        return areas.place(areas.shorten(source)).name
    except (areas.BadCode, areas.UnknownPlace):
        return str(_("National"))
