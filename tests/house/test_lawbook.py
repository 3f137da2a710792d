"""docs/law.md is what definitions, registers, docstrings and tests give; citations are read as people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from fengqiao.law import face as law
from fengqiao.site import lawbook

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_page_is_current() -> None:
    written = (ROOT / "docs" / "law.md").read_text("utf-8")
    assert written == lawbook.page(), "run: python -m fengqiao.site.lawbook docs/law.md"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Law: Community Corrections Law art. 27; Implementation Measures arts 26-28.", ("Law27", "M26", "M27", "M28")),
        (
            "Law: Community Corrections Law arts 24 (classes), 27 (leave), 25 and 10 (who).",
            ("Law24", "Law27", "Law25", "Law10"),
        ),
        ("Law: Law art. 21; Measures arts 34, 35, 46.", ("Law21", "M34", "M35", "M46")),
        ("Law: Criminal Law art. 73: detention, from the original term to one year", ("CL73",)),
        ("Law: SPC Interpretation art. 202 (half a month is 15 days); Criminal Law arts 41.", ("SPC-I202", "CL41")),
        ("Cuts it.\n\nLaw: Measures arts\n27, 28.\n\nRaises: 30 art. 5.", ("M27", "M28")),
        ("Law: none; THREATS T25.", ()),
        ("Measures art. 27 without the word that makes it a citation", ()),
        ("Law: Measures art. 9999.", ()),
    ],
)
def test_citations_in_docstrings_are_read(text: str, keys: tuple[str, ...]) -> None:
    known = {key for source in law.sources().values() for key in map(source.key_of, source.articles)}
    assert set(keys) <= known
    assert lawbook.cited_in(text) == keys


def test_the_article_on_leave_leads_everywhere() -> None:
    assert "P12 leave" in lawbook.procedures_by_article()["M27"]
    assert "catalogue.leave" in lawbook.rules_by_article()["M27"]
    assert "catalogue/test_definitions" in lawbook.tests_by_article()["M27"]
