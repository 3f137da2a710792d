"""The powers list as a PDF, with typst: one part per procedure, its flow chart on a page of its own.

As with papers, values travel as one JSON text and are never part of a source (THREATS T71); the root is the folder of
our template, there are no packages, and only our own fonts. It is drawn when a list is published, never for a stranger.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

import typst
from django.template import engines

from fengqiao.disclosure.powers import Basis, Limit, Power, PowersList
from fengqiao.disclosure.workbook import MARKS
from fengqiao.documents import face as documents
from fengqiao.shell import face as shell

FOLDER: Final = Path(__file__).parent / "typst"
_COLOURS: Final = """<style>
.flow { font-family: "Noto Serif SC"; } .flow text { font-size: 13px; fill: #17212b; } .flow .t { font-weight: 700; }
.flow .n { font-size: 12px; fill: #3f4d5b; } .flow rect { fill: #ffffff; stroke: #7f8d9c; stroke-width: 1.2; }
.flow .decision rect { fill: #e8eff7; stroke: #1b4b7a; } .flow .state rect { fill: #eef1f5; stroke-dasharray: 5 3; }
.flow .start rect, .flow .end rect { fill: #edf0f3; stroke: #465462; }
.flow .way { fill: none; stroke: #2f6ca8; stroke-width: 1.3; } .flow .back { stroke: #96480a; stroke-dasharray: 5 3; }
.flow .lapse { stroke: #b42318; stroke-dasharray: 2 3; } .flow .letter { stroke: #1a6b43; stroke-dasharray: 8 3 2 3; }
.flow .tip { fill: #3f4d5b; }
</style>"""
_LEGEND: Final = "实线：进入下一环节　虚线：退回补正　点线：期限届满后　点划线：收到来函后"


class CannotPrint(Exception):
    """The renderer refused: a fault of the template, or fonts that `make setup` did not put in place."""


def pdf(told: PowersList, *, number: int, day: date) -> bytes:
    """The list as a PDF in Chinese; the same list gives the same bytes. `number` 0: a draft. Raises: CannotPrint."""
    nothing = Path(tempfile.gettempdir()) / "fengqiao-no-packages"
    inputs = {"list": json.dumps(_content(told, number=number, day=day), ensure_ascii=False)}
    try:
        compiler = typst.Compiler(
            FOLDER / "powers.typ", root=FOLDER, font_paths=[documents.FONTS], ignore_system_fonts=True,
            sys_inputs=inputs, package_path=nothing, package_cache_path=nothing,
        )  # fmt: skip
        made = compiler.compile(format="pdf", timestamp=0)
    except typst.TypstError as problem:
        raise CannotPrint(problem.message) from None
    if not isinstance(made, bytes):
        raise CannotPrint("nothing came out")
    return made


def _content(told: PowersList, *, number: int, day: date) -> dict[str, Any]:
    on = f"{day.year}年{day.month}月{day.day}日"
    issued = f"第{number}版　{on}公布" if number else f"草稿（{on}生成，未公布）"
    return {
        "title": "社区矫正权责清单和流程图",
        "issued": f"{told.name.zh}　{issued}",
        "footer": f"{told.name.zh}　{issued}",
        "head": ["编号", "事项", "依据", "页码"],
        "note": "条文内容为本系统一句话概括，以法律、法规和规范性文件原文为准。",
        "supervision": [f"{each.label.zh}：{each.says.zh}" for each in told.supervision],
        "powers": [_power(each) for each in told.powers],
    }


def _power(power: Power) -> dict[str, Any]:
    chart = shell.lay_out(power.boxes, power.arrows, "zh")
    drawn = {"svg": svg(chart, power.title.zh), "width": chart.width, "height": chart.height}
    return {
        "number": power.number,
        "title": power.title.zh,
        "labels": [each.label.zh for each in power.basis],
        "facts": [{"name": name, "lines": told} for name, told in _facts(power) if told],
        "parts": [part for part in (_steps(power), _limits(power), _rungs(power)) if part["rows"]],
        "chart": drawn,
        "chart_title": f"{power.title.zh}流程图",
        "legend": _LEGEND,
    }


def svg(chart: shell.Chart, label: str) -> str:
    """A chart as an SVG file of its own, with its colours."""
    macro = engines["jinja2"].env.get_template("components/flow.html").module.flow  # type: ignore[attr-defined]
    head, bracket, rest = str(macro(chart, label)).strip().partition(">")
    return f"{head}{bracket}{_COLOURS}{rest}"


def _facts(power: Power) -> Iterable[tuple[str, list[str]]]:
    return (
        ("法律依据", [_article(each) for each in power.basis]),
        ("启动方式", [each.zh for each in power.starts]),
        ("文书", ["、".join(f"{each.key}{each.title.zh}" for each in power.papers)] if power.papers else []),
        ("抄送", [f"{each.to.zh}（{'、'.join(at.zh for at in each.at)}）" for each in power.copies]),
        ("监督方式", [*(each.zh for each in power.supervision), "控告、申诉：人民检察院，电话 12309"]),
        ("特殊人员", [f"{each.title.zh}：{each.note.zh}" for each in power.variants]),
    )


def _steps(power: Power) -> dict[str, Any]:
    numbers = {stage.key: str(at) for at, stage in enumerate(power.stages, start=1)}
    rows = [
        [
            numbers[stage.key],
            stage.title.zh,
            stage.who.zh,
            "；".join(
                f"{way.title.zh}→{'、'.join(numbers.get(key, '办结') for key in way.leads)}"
                for way in stage.ways
                if way.leads
            ),
        ]
        for stage in power.stages
    ]
    return {"title": "办理环节", "head": ["序号", "环节", "承办", "去向"], "widths": [1, 4, 4, 9], "rows": rows}


def _limits(power: Power) -> dict[str, Any]:
    rows = [[each.title.zh, each.amount.zh, each.starts.zh, each.owner.zh, _rests(each)] for each in power.limits]
    head = ["期限", "时长", "起算", "责任主体", "依据"]
    return {"title": "办理期限", "head": head, "widths": [4, 3, 4, 3, 5], "rows": rows}


def _rests(limit: Limit) -> str:
    labels = "、".join(each.label.zh for each in limit.basis)
    return f"{labels}（{MARKS[limit.mark].zh}）" if limit.mark else labels


def _rungs(power: Power) -> dict[str, Any]:
    rows = [
        [
            stage.title.zh,
            rung.who.zh,
            f"{rung.limit.zh}{'；' if rung.condition.zh else ''}{rung.condition.zh}",
            rung.told.zh,
        ]
        for stage, rung in power.rungs
    ]
    head = ["环节", "决定主体", "权限", "抄送备案"]
    return {"title": "审批权限", "head": head, "widths": [3, 4, 8, 3], "rows": rows}


def _article(basis: Basis) -> str:
    mark = f"（{MARKS[basis.mark].zh}）" if basis.mark != "V" else ""
    return f"{basis.label.zh}：{basis.says.zh}{mark}"
