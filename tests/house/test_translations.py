"""Chinese is complete: every text marked for translation has one, and only one, in the house."""

from __future__ import annotations

from pathlib import Path

import pytest

from fengqiao.site import translations

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)


def test_every_text_has_its_chinese() -> None:
    assert [str(finding) for finding in translations.check()] == []


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house of two rooms, each with one page."""
    for room, text in (("hall", "Leave"), ("attic", "Return")):
        (tmp_path / room / "templates").mkdir(parents=True)
        (tmp_path / room / "__init__.py").touch()
        page = f'{{{{ _("{text}") }}}}{{{{ ngettext("%(num)s day", "%(num)s days", n) }}}}'
        (tmp_path / room / "templates" / "page.html").write_text(page)
    return tmp_path


def write(house: Path, room: str, *entries: str) -> None:
    target = house / room / translations.LOCALE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(HEADER + "\n\n".join(entries) + "\n", encoding="utf-8")


DAYS = '#, python-format\nmsgid "%(num)s day"\nmsgid_plural "%(num)s days"\nmsgstr[0] "%(num)s 天"'
LEAVE = 'msgid "Leave"\nmsgstr "外出"'
RETURN = 'msgid "Return"\nmsgstr "销假"'


def test_a_complete_house_has_no_finding(house: Path) -> None:
    write(house, "hall", LEAVE, DAYS)
    write(house, "attic", RETURN)
    assert translations.check(house) == []


def test_a_missing_empty_or_fuzzy_text_is_named(house: Path) -> None:
    write(house, "hall", 'msgid "Leave"\nmsgstr ""', DAYS)
    write(house, "attic", '#, fuzzy\nmsgid "Return"\nmsgstr "返回"')
    found = {(finding.text, finding.what) for finding in translations.check(house)}
    assert ("Leave", "no Chinese text") in found
    assert ("Return", "no Chinese text") in found
    assert ("Return", "marked fuzzy") in found


def test_a_text_translated_in_two_ways_is_named(house: Path) -> None:
    write(house, "hall", LEAVE, DAYS)
    write(house, "attic", RETURN, 'msgid "Leave"\nmsgstr "请假"')
    assert [finding.text for finding in translations.check(house)] == ["Leave"]


def test_a_lost_placeholder_is_named(house: Path) -> None:
    write(house, "hall", LEAVE, DAYS.replace("%(num)s 天", "%(n)s 天"))
    write(house, "attic", RETURN)
    assert [finding.text for finding in translations.check(house)] == ["%(num)s day"]


def test_compiled_catalogues_are_written_once(house: Path) -> None:
    write(house, "hall", LEAVE, DAYS)
    assert translations.compile_all(house) == 1
    made = (house / "hall" / translations.LOCALE).with_suffix(".mo")
    stamp = made.stat().st_mtime_ns
    assert translations.compile_all(house) == 1
    assert made.stat().st_mtime_ns == stamp
