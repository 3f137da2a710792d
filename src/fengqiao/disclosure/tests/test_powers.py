"""The powers list says what the definitions say, and is kept and compared without loss."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from fengqiao.disclosure import powers
from fengqiao.disclosure.powers import PowersList, powers_list
from fengqiao.disclosure.workbook import workbook
from fengqiao.law.face import Text
from fengqiao.procedures import face as procedures
from fengqiao.procedures.flow import END, START, flow
from fengqiao.procedures.grammar import Procedure
from fengqiao.shell import face as shell

ON = date(2026, 11, 23)
ALL = procedures.all_current(ON)
NAME = Text("诸暨市社区矫正管理局", "Community corrections institution of 诸暨市")


def _list(definitions: tuple[Procedure, ...] = ALL) -> PowersList:
    return powers_list(definitions, authority="330681", name=NAME, on=ON)


def _leave() -> powers.Power:
    found = _list().power("leave")
    assert found is not None
    return found


@pytest.mark.parametrize("procedure", ALL, ids=lambda each: each.key)
def test_every_procedure_is_told_whole(procedure: Procedure) -> None:
    told = _list().power(procedure.key)
    assert told is not None
    assert (told.number, told.title.zh) == (procedure.number, procedure.title.zh)
    assert [stage.key for stage in told.stages] == ["application", *(step.key for step in procedure.steps)]
    assert {limit.id for limit in told.limits} == {clock.id for step in procedure.steps for clock in step.clocks}
    assert all(basis.says.zh and basis.says.en for basis in told.basis)
    assert len(told.rungs) == sum(len(step.bands) for step in procedure.steps)
    assert told.supervision


@pytest.mark.parametrize("procedure", ALL, ids=lambda each: each.key)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_chart_is_whole_and_fits_a_telephone(procedure: Procedure, language: str) -> None:
    drawn = flow(procedure)
    chart = shell.lay_out(drawn.boxes, drawn.arrows, language)
    assert {box.key for box in chart.boxes} == {START, END, "application", *(step.key for step in procedure.steps)}
    reached = {arrow.target for arrow in drawn.arrows}
    assert {box.key for box in chart.boxes} - reached <= {START}
    # Drawn at most a tenth smaller than its own size in the 358 px that a telephone of 390 px leaves.
    assert chart.width <= 398


def test_numbers_are_those_of_the_place_and_the_day() -> None:
    limits = [rung.limit.zh for _stage, rung in _leave().rungs]
    assert any("7 日" in each or "7日" in each for each in limits), limits
    assert not [each for each in limits if "LEA-" in each]


def test_a_time_limit_is_told_with_its_beginning_and_whose_it_is() -> None:
    limits = {limit.id: limit for power in _list().powers for limit in power.limits}
    assert (limits["LEA-1"].amount.zh, limits["LEA-1"].starts.zh) == ("3 日", "“离开时间”所载时间之前")
    assert limits["LEA-3"].amount == Text("当日", "the same day")
    assert limits["REG-1"].owner.zh == "社区矫正对象本人"
    assert all(limit.owner.zh for limit in limits.values())


def test_an_article_is_told_with_its_one_line() -> None:
    article = next(each for each in _leave().basis if each.key == "Law27")
    assert article.label.zh.endswith("第27条")
    assert "须经批准" in article.says.zh


def test_nothing_of_the_inside_is_told() -> None:
    kept = powers.as_json(_list()).decode()
    for inner in ("casework.", "subjects.", "telemetry.", "later", "fq_", "<class", "function "):
        assert inner not in kept, inner


def test_kept_and_read_again_it_is_the_same() -> None:
    told = _list()
    assert powers.from_json(powers.as_json(told)) == told
    assert powers.digest(powers.from_json(powers.as_json(told))) == powers.digest(told)


def test_changes_name_what_readers_would_see_differently() -> None:
    before = _list()
    other = replace(ALL[1], title=Text("外出管理", "Leave"))
    found = powers.changes(before, _list((ALL[0], other, *ALL[2:])))
    assert [each.key for each in found.changed] == [ALL[1].key]
    assert (found.added, found.removed) == ((), ())
    assert not powers.changes(before, _list())
    assert [each.key for each in powers.changes(None, before).added] == [each.key for each in ALL]
    assert [each.key for each in powers.changes(before, _list(ALL[:1])).removed] == [each.key for each in ALL[1:]]


def _cells(content: bytes) -> list[Any]:
    book = load_workbook(io.BytesIO(content))
    return [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_workbook_has_both_languages_and_every_limit() -> None:
    content = workbook(_list(), number=3, day=ON)
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["权责清单", "办理期限", "Powers", "Time limits"]
    assert "第3版，2026年11月23日公布" in str(book["权责清单"]["A1"].value)
    ids = {row[2].value for row in book["办理期限"].iter_rows(min_row=3)}
    assert ids == {limit.id for power in _list().powers for limit in power.limits}
    assert content == workbook(_list(), number=3, day=ON)


def test_t66_no_cell_of_the_workbook_is_a_formula() -> None:
    hostile = tuple(replace(each, title=Text('=HYPERLINK("http://x")', "@SUM(1)")) for each in ALL)
    cells = _cells(workbook(_list(hostile), number=0, day=ON))
    assert {cell.data_type for cell in cells} == {"s"}
    risky = [cell for cell in cells if str(cell.value)[0] in "=@+-"]
    assert risky
    assert all(cell.quotePrefix for cell in risky)
