"""Registration as it often is: papers missing, at home or in hospital, by handover, a minor with a guardian.

Registration on time and at the office is in `test_first_line`; the rules themselves are in the catalogue's tests.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from fengqiao.kit import clock
from tests.journeys.hands import REGISTERED, press, sign_in, taken_in

pytestmark = pytest.mark.browser

Accessible = Callable[[Any], None]
_KEPT: list[dict[str, Any]] = []


@pytest.fixture
def county(page: Any, program: Any) -> Any:
    """A page on which the county institution works; one sign-in for all, because each code opens once.

    Its lead, not its staff: the staff account took in the demonstration's newcomers and has used up its hour (T08).
    """
    if _KEPT:
        page.context.add_cookies(_KEPT)
    else:
        sign_in(page, program.address, "zj.lead")
        _KEPT.extend(page.context.cookies())
    return page


def yesterday() -> str:
    return f"{clock.today() - timedelta(days=1)}T09:00"


def test_papers_are_missing_and_asked_for_and_nobody_is_turned_away(
    county: Any, program: Any, accessible: Accessible
) -> None:
    matter = taken_in(county, program.address, "试缺一", 971)
    press(county, matter, "expect", "arrived", arrived_at=yesterday(), identity_seen="yes")
    press(county, matter, "register", "registered", **REGISTERED, papers_missing="judgment")
    press(county, matter, "ask_papers", "asked", asked_organ="诸暨市人民法院")
    county.goto(matter)
    told = county.inner_text("main")
    assert "等待补齐文书" in told
    assert "补齐法律文书" in told, "the organ's time limit runs"
    accessible(county)


@pytest.mark.parametrize(("where", "words", "serial"), [("home", "本人住处", 973), ("hospital", "医院", 975)])
def test_who_cannot_move_is_registered_where_he_is(
    county: Any, program: Any, accessible: Accessible, where: str, words: str, serial: int
) -> None:
    matter = taken_in(county, program.address, f"试门{serial}", serial)
    press(county, matter, "expect", "arrived", arrived_at=yesterday(), identity_seen="yes")
    press(county, matter, "register", "registered", **(REGISTERED | {"registered_where": where}))
    county.goto(matter)
    told = county.inner_text("main")
    assert words in told
    assert "予以登记" in told
    accessible(county)


def test_a_prison_hands_over_by_escort_with_a_list(county: Any, program: Any, accessible: Accessible) -> None:
    matter = taken_in(
        county, program.address, "试监外一", 977, category="temporary_service_outside", sentence="有期徒刑三年"
    )
    county.goto(f"{matter}?step=expect&outcome=arrived")
    assert "等待移送" in county.inner_text("main")
    accessible(county)
    press(
        county, matter, "expect", "arrived", arrived_at=yesterday(), identity_seen="yes", escort="省某监狱 民警二人",
        handover_list="罪犯暂予监外执行交接清单", health_on_arrival="病情稳定，行走自如",
    )  # fmt: skip
    press(county, matter, "register", "registered", **REGISTERED)
    county.goto(matter)
    told = county.inner_text("main")
    assert "已移送交接" in told
    assert "予以登记" in told
    accessible(county)


def test_a_minor_is_registered_with_the_guardian_present(county: Any, program: Any, accessible: Accessible) -> None:
    born = f"{clock.today().year - 17}0506"
    matter = taken_in(county, program.address, "试少一", 979, born=born)
    press(county, matter, "expect", "arrived", arrived_at=yesterday(), identity_seen="yes")
    alone = REGISTERED | {"guardian_present": "no", "guardian_named": "试父，父子"}
    press(county, matter, "register", "registered", **alone)
    assert "依法须完成后方可登记" in county.inner_text("main"), "not without the guardian"
    assert county.input_value("main form [name=guardian_named]") == "试父，父子", "what was typed is kept"
    accessible(county)
    press(county, matter, "register", "registered", **(alone | {"guardian_present": "yes"}))
    county.goto(matter)
    assert "予以登记" in county.inner_text("main")
    accessible(county)
