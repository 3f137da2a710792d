"""The data files are complete, and the page written from them is the present one."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

import fengqiao
from fengqiao.exchange import handbook
from fengqiao.exchange.files.refusal import FileRefused, Reason
from fengqiao.exchange.register import findings, tables


def test_docs_import_is_the_page_of_the_present_tables() -> None:
    page = Path(fengqiao.__file__).parents[2] / "docs" / "import.md"

    assert page.read_text(encoding="utf-8") == handbook.page()


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_says_what_to_do_in_both_languages(reason: Reason) -> None:
    for language in ("zh", "en"):
        assert "{" not in findings.refusal_message(FileRefused(reason, "x"), language)


def test_every_finding_has_both_languages_with_the_same_places() -> None:
    wordings = tables.load("findings.toml")

    def places(text: str) -> set[str]:
        named = (name for _, name, _, _ in string.Formatter().parse(text) if name)
        return {name.removesuffix("_zh").removesuffix("_en") for name in named}

    for code, wording in wordings.items():
        assert set(wording) == {"severity", "zh", "en"}, code
        assert places(wording["zh"]) - {"sheet", "read"} <= places(wording["en"]) | {"column"}, code


@pytest.mark.parametrize("name", ["sex", "marriage", "education", "ethnicity", "category"])
def test_the_codes_that_are_read_are_those_that_files_of_people_know(name: str) -> None:
    from fengqiao.subjects import face as subjects

    known = subjects.codes(name)
    assert set(tables.table(name).labels) <= set(known)
