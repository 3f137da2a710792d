"""Parameters and articles: the numbers that may vary and the texts they rest on."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.desk.reads import basis
from fengqiao.kit.records import record
from fengqiao.law import face as law
from fengqiao.shell import face as shell

MARKS: dict[str, tuple[shell.Words, shell.Tone]] = {
    "V": (_("read in full"), "ok"),
    "C": (_("corroborated by a second source"), "info"),
    "U": (_("recalled, not verified"), "warn"),
    "P": (_("our own proposal, to be set locally"), "notice"),
}
"""How well a number or a text is known."""


@record(kw_only=True)
class Line:
    """One parameter as the page shows it."""

    row: law.ParameterRow
    basis: tuple[shell.Basis, ...]
    source: str
    mark: shell.Tag
    set_href: str


@record(kw_only=True)
class ArticleLine:
    """One article with its paraphrase and what rests on it."""

    key: str
    label: shell.Words
    paraphrase: shell.Words
    mark: shell.Tag


@record
class Resting:
    """A parameter that rests on an article: its code, its title, and whose version it is."""

    name: str
    title: shell.Words
    source: str


CHAPTERS: tuple[tuple[shell.Words, tuple[str, ...]], ...] = (
    (_("Assessment before the decision"), ("INV",)),
    (_("Delivery, reporting and registration"), ("DEL", "REG", "MIS", "IND", "registration", "residence")),
    (_("Correction group and plan"), ("GRP", "PLN")),
    (_("Class, appraisal and disclosure"), ("CLS", "ASM", "COM", "DSC", "classification")),
    (_("Leave, frequent travel and exit"), ("LEA", "LATE", "FRQ", "EXB", "leave", "geo")),
    (_("Change of the place of execution"), ("CHG",)),
    (_("Injunctions, visits and reports"), ("INJ", "VIS", "REP")),
    (_("Electronic positioning and checks"), ("DEV", "ITC", "device", "it_check")),
    (_("Lost contact and emergencies"), ("LST", "EMG")),
    (_("Admonition and warning"), ("ADM", "WRN", "sanction")),
    (_("Revocation, arrest and return to prison"), ("REV", "RPA", "ARR", "HLD", "RCM", "recommitment")),
    (_("Temporary service outside prison"), ("TSO", "MED", "medical")),
    (_("Commutation"), ("CMT",)),
    (_("Help, psychology and complaints"), ("SUP", "PSY", "CMP")),
    (_("Discharge, end and archive"), ("DIS", "TRM", "DTH", "ARC", "archive", "discharge", "expiry")),
    (_("How terms are computed"), ("term",)),
    (_("Procuratorial oversight"), ("PRO",)),
    (_("Organisation, delegation and minors"), ("org", "delegation", "minor")),
)
"""The parameters page by subject: heading, and the groups of the register under it; others keep their own name."""


def marks() -> tuple[tuple[str, shell.Tag], ...]:
    """The letters with what they mean."""
    return tuple((letter, mark(letter)) for letter in MARKS)


def mark(letter: str) -> shell.Tag:
    """One letter as a tag with its meaning."""
    words, tone = MARKS[letter]
    return shell.Tag(words, tone)


def parameter_groups(*, area: str, on: date, proposing: str = "") -> tuple[tuple[shell.Words, tuple[Line, ...]], ...]:
    """What applies in an area on a day, by subject; `proposing`: the place whose staff reads, and may propose."""
    language: law.Language = "zh" if shell.is_chinese() else "en"
    rows = law.parameter_table(area=area, on=on, language=language)
    places = {group: place for place, (_title, groups) in enumerate(CHAPTERS) for group in groups}
    found: dict[int | str, list[Line]] = {}
    for row in rows:
        found.setdefault(places.get(row.group, row.group), []).append(_line(row, proposing))
    ordered = sorted(found.items(), key=lambda item: item[0] if isinstance(item[0], int) else len(CHAPTERS))
    return tuple((CHAPTERS[at][0] if isinstance(at, int) else at, tuple(lines)) for at, lines in ordered)


def resting_on(key: str) -> tuple[Resting, ...]:
    """The parameters that rest on an article, an area's own version with its area."""
    return tuple(
        Resting(name, shell.Text(version.title.zh, version.title.en), source_name(version.source))
        for name in law.parameter_names()
        for version in law.versions(name)
        if key in version.basis_keys
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
    )


def _line(row: law.ParameterRow, proposing: str) -> Line:
    return Line(
        row=row,
        basis=basis.of_keys(row.basis_keys),
        source=source_name(row.source),
        mark=mark(row.mark),
        set_href=shell.address("desk:law-number", row.name) if law.may_set(row.name, proposing) else "",
    )


def source_name(source: str) -> str:
    """The name of the place that a version comes from."""
    try:
        return areas.place(areas.shorten(source)).name
    except (areas.BadCode, areas.UnknownPlace):
        return str(_("National"))
