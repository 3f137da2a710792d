"""Lists on a telephone: one card for each row, whatever is written in it, and nothing to push aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.journeys.conftest import Program
from tests.journeys.hands import Hands, fill, hands, send, taken_in, today

pytestmark = pytest.mark.browser

TELEPHONE = {"width": 390, "height": 844}
#: What a bureau may call itself, and a word that no browser breaks by itself. Unit: 120 characters, the longest name.
LONG = ("浙江省绍兴市诸暨市枫桥镇人民政府社会治安综合治理中心与矛盾纠纷调处化解中心联合办公室" * 3)[:120]
UNBROKEN = ("Administrativeofficeforcommunitycorrections" * 3)[:120]
# A heading for readers alone stands aside folded away; what a person sees may neither scroll nor leave the page.
WIDER = """() => [document.documentElement, ...document.querySelectorAll("main .tblwrap, main .fcard")]
    .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.className + " " + e.scrollWidth)"""


@pytest.fixture
def people(program: Program, chromium: Any) -> Iterator[Hands]:
    with hands(chromium, program.address) as found:
        yield found


def _fits(page: Any, address: str, accessible: Callable[[Any], None]) -> str:
    """What stands on a page of a telephone, in both languages; nothing in it is wider than the screen."""
    told = ""
    for language in ("en", "zh-hans"):
        page.context.add_cookies([{"name": "fq_language", "value": language, "url": address}])
        page.set_viewport_size(TELEPHONE)
        page.goto(address)
        assert not page.evaluate(WIDER), address
        told = str(page.inner_text("main"))
    accessible(page)
    return told


def test_the_register_of_organs_folds_with_the_longest_names(people: Hands, accessible: Callable[[Any], None]) -> None:
    keeper = people.of("zj.admin")
    for name in (LONG, UNBROKEN):
        keeper.goto(f"{people.address}/organs/add/")
        entry = {"kind": "other", "name": name, "address": name, "email": f"{'a' * 60}@{'b' * 40}.example"}
        fill(keeper, {**entry, "phone": "0575-87000000", "valid_from": today(-1)})
        send(keeper, "main form button.btn-primary")
        assert name in _fits(keeper, keeper.url, accessible)
        keeper.set_viewport_size({"width": 1440, "height": 900})
    told = _fits(keeper, f"{people.address}/organs/", accessible)
    assert LONG in told
    assert "0575-87000000" in told, "the number to call stands on the card"


def test_an_archive_and_the_tabs_of_a_file_fold(people: Hands, accessible: Callable[[Any], None]) -> None:
    lead = people.of("zj.lead")
    lead.goto(f"{people.address}/archives/")
    archives = "main a[href^='/archives/'][href*='-']"
    archive = str(lead.locator(archives).first.get_attribute("href"))
    assert "总结" in _fits(lead, people.address + archive, accessible)
    file = people.address + archive.replace("archives", "subjects")
    for tab in ("papers", "letters", "messages"):
        _fits(lead, f"{file}?tab={tab}", accessible)


@pytest.mark.parametrize(("name", "serial"), [("阿卜杜热依木·买买提·吐尔逊江" * 6, 941), (UNBROKEN, 943)])
def test_the_longest_name_breaks_and_is_never_cut_off(
    people: Hands, accessible: Callable[[Any], None], name: str, serial: int
) -> None:
    clerk, longest = people.of("zj.staff"), name[:100]
    matter = taken_in(clerk, people.address, longest, serial)
    assert longest in _fits(clerk, matter, accessible)
    clerk.set_viewport_size({"width": 1440, "height": 900})
    assert clerk.evaluate("document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth")
    file = str(clerk.locator("main .who a").first.get_attribute("href"))
    for tab in ("timeline", "sentence", "supervision"):
        assert longest in _fits(clerk, f"{people.address}{file}?tab={tab}", accessible)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_bar_at_the_top_stays_on_the_page_at_every_width(people: Hands, language: str) -> None:
    lead = people.of("zj.lead")
    lead.context.add_cookies([{"name": "fq_language", "value": language, "url": people.address}])
    lead.goto(f"{people.address}/retention/")
    for width in (390, 600, 768, 900, 1024, 1200, 1280, 1440):
        lead.set_viewport_size({"width": width, "height": 900})
        assert lead.evaluate("document.documentElement.scrollWidth") <= width
        if width >= 768:
            assert lead.evaluate("document.querySelector('.brand').offsetWidth") == 212, "as wide as the menu under it"
