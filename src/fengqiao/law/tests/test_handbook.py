"""The committed page of the law is the one that the registers give now."""

from __future__ import annotations

from pathlib import Path

from fengqiao.law import face as law
from fengqiao.law.handbook import handbook

PAGE = Path(__file__).parents[4] / "docs" / "law.md"


def test_the_committed_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == handbook(), "run: python -m fengqiao.law.handbook docs/law.md"


def test_the_page_names_every_parameter_and_every_article() -> None:
    page = handbook()
    for name in law.parameter_names():
        assert f"| {name} |" in page
    for source in law.sources().values():
        assert f"Key `{source.key}`" in page
        for article in source.articles.values():
            assert f"| {article.number} | {article.paraphrase.zh} | {article.paraphrase.en} |" in page


def test_an_article_shows_which_clocks_rest_on_it() -> None:
    line = next(line for line in handbook().splitlines() if line.startswith("| 21 |"))
    assert line.endswith("| V | REG-1, REG-2, REG-3 |")
