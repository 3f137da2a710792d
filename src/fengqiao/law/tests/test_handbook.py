"""The page of the law holds every parameter and every article; that the committed one is current is a house test."""

from __future__ import annotations

from fengqiao.law import face as law
from fengqiao.law.handbook import Rests, handbook


def test_the_page_names_every_parameter_and_every_article() -> None:
    page = handbook()
    for name in law.parameter_names():
        assert f"| {name} |" in page
    for source in law.sources().values():
        assert f"Key `{source.key}`" in page
        for article in source.articles.values():
            assert f"| {article.number} | {article.paraphrase.zh} | {article.paraphrase.en} |" in page


def test_an_article_shows_what_rests_on_it() -> None:
    rests = Rests(procedures={"Law21": ("P04 registration",)}, rules={"Law21": ("law.clocks.due",)})
    line = next(line for line in handbook(rests).splitlines() if line.startswith("| 21 |"))
    assert "| V | P04 registration | REG-1, REG-2, REG-3 | law.clocks.due |" in line
