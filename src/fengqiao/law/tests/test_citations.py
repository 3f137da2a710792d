"""The register of articles: complete for the Law, honest in its marks, and strict about what it does not hold."""

from __future__ import annotations

import pytest

from fengqiao.law import face as law

SINGLE = [law.Citation(source.key, (number,)) for source in law.sources().values() for number in source.articles]


def test_the_law_is_there_with_all_its_articles() -> None:
    assert list(law.sources()["Law"].articles) == [str(number) for number in range(1, 64)]
    assert {article.mark for article in law.sources()["Law"].articles.values()} == {"V"}


def test_every_article_of_the_measures_that_the_procedures_cite_is_there() -> None:
    cited = {*range(11, 56), 57, 58}
    assert {int(number) for number in law.sources()["M"].articles} == cited


@pytest.mark.parametrize(
    ("source", "articles"),
    [
        ("CL", [*range(38, 42), 44, 47, 55, 58, *range(69, 74), *range(75, 80), *range(83, 87), 99, 100]),
        ("CPL", [105, 265, 267, 268, 274, 275, 286]),
        ("SPC-I", [172, 202, 204, 516, 517, 518, 519, 534, 535, *range(542, 546), 580]),
        ("SPC-Comm", [16, 18, 19, 29, 30]),
        ("SPP-R", [277, 488, 552, 553, 554, 624, 625, 635, 642, 643, 644]),
        ("TSO-R", [9, 10, 11, 12, 21, 23, 24, 25, 26, 27, 28]),
        ("Inj-2011", [6, 11, 12, 13]),
        ("Prison Law", [27, 28, 33]),
        ("Police-R", [306, 310]),
        ("Exit Law", [12, 28]),
        ("PSAPL 2012", [21, 60]),
        ("PSAPL", [72, 73]),
        ("Juvenile Prevention Law", [*range(53, 59)]),
    ],
)
def test_the_other_sources_hold_what_the_procedures_cite(source: str, articles: list[int]) -> None:
    assert {str(number) for number in articles} - set(law.sources()[source].articles) == set()


@pytest.mark.parametrize("citation", SINGLE, ids=lambda citation: citation.key)
def test_an_article_has_both_languages_a_mark_and_a_key_that_reads_back(citation: law.Citation) -> None:
    zh, en = citation.paraphrase("zh"), citation.paraphrase("en")
    assert zh
    assert en
    assert not zh.isascii()
    assert en.isascii()
    assert len(zh) <= 80
    assert citation.mark in "VCUP"
    assert law.cite(citation.key) == (citation,)
    assert law.article(citation.key) == citation


def test_a_citation_is_labelled_as_each_language_writes_it() -> None:
    assert law.Law(27).label("zh") == "社区矫正法 第27条"
    assert law.Law(27).label("en") == "Community Corrections Law art. 27"
    assert law.Measures(26, 27).label("zh") == "社区矫正法实施办法 第26条、第27条"
    assert law.Measures(26, 27).label("en") == "Implementation Measures arts. 26, 27"
    assert law.ExitLaw("12(2)").label("zh") == "出境入境管理法 第12条第2项"


def test_a_citation_knows_its_keys_and_its_parts() -> None:
    assert law.Law(27).key == "Law27"
    assert law.Measures(26, 27, 28).keys == ("M26", "M27", "M28")
    assert law.Measures(26, 27).parts == (law.Measures(26), law.Measures(27))
    assert law.ExitLaw("12(2)").key == "Exit Law 12(2)"
    assert law.InjunctionRules(12).key == "Inj-2011 12"
    assert law.flatten([law.Law(27), law.Measures(26, 27), law.Measures(27)]) == (
        law.Law(27),
        law.Measures(26),
        law.Measures(27),
    )


def test_a_citation_of_several_articles_has_the_weakest_mark() -> None:
    assert law.Measures(27).mark == "C"
    assert law.Measures(27, 28).mark == "U"
    assert law.source_named("local").mark == "P"


@pytest.mark.parametrize(
    "make",
    [
        lambda: law.Law(64),
        lambda: law.Law(0),
        lambda: law.Law(),
        lambda: law.Measures(56),
        lambda: law.CriminalLaw("41a"),
        lambda: law.source_named("Law of the sea"),
        lambda: law.cite("Law27 M999"),
        lambda: law.cite("M14 prompt"),
        lambda: law.cite(""),
        lambda: law.article("M26 M27"),
        lambda: law.article("Lawn27"),
    ],
)
def test_what_the_register_lacks_cannot_be_cited(make) -> None:
    with pytest.raises(law.UnknownArticle):
        make()


def test_a_citation_is_a_value() -> None:
    assert law.Law(27) == law.Law("27")
    assert len({law.Law(27), law.Law(27), law.Law(28)}) == 2
    with pytest.raises(AttributeError):
        law.Law(27).source = "M"  # type: ignore[misc]
