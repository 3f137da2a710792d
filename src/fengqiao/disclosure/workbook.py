"""The powers list as a workbook: one sheet of procedures, one of time limits, in Chinese and in English.

Everything is written as text, so nothing in it can run at the reader (THREATS T66).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from fengqiao.disclosure.powers import Basis, Power, PowersList
from fengqiao.law.face import Language, Text

# What a spreadsheet takes for the start of a formula when somebody edits the cell; full-width twins included.
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
OPTIONS: Final = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True,
}  # fmt: skip
Row = Sequence[str]

POWERS: Final = Text("权责清单", "Powers")
LIMITS: Final = Text("办理期限", "Time limits")
_HEADS: Final = {
    "zh": (
        ("编号", "事项", "依据", "启动", "办理环节与承办", "审批权限", "文书", "抄送", "监督"),
        ("编号", "事项", "期限编号", "期限", "时长", "起算", "责任主体", "依据", "依据核实情况"),
    ),
    "en": (
        ("Number", "Procedure", "Basis", "Begun by", "Steps", "Who decides", "Papers", "Copies", "Supervision"),
        ("Number", "Procedure", "Id", "Time limit", "Length", "From", "Whose", "Basis", "Mark"),
    ),
}
_WIDTHS: Final = ((8, 16, 44, 24, 36, 52, 26, 26, 30), (8, 16, 12, 26, 16, 34, 22, 40, 12))
MARKS: Final = {
    "V": Text("已核原文", "verified"),
    "C": Text("两处印证", "corroborated"),
    "U": Text("待核实", "unverified"),
    "P": Text("本系统拟定", "our proposal"),
    "": Text("", ""),
}


def workbook(told: PowersList, *, number: int, day: date) -> bytes:
    """The bytes of an .xlsx file; the same list gives the same bytes. `number` 0: a draft."""
    import xlsxwriter  # a third of a second that only a process pays which writes a workbook

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties({"author": "", "created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001 a file's day
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        issued = _issued(told, number=number, day=day, language=language)
        _Sheet(book, POWERS.of(language), issued, _HEADS[language][0], _WIDTHS[0]).fill(_powers(told, language))
        _Sheet(book, LIMITS.of(language), issued, _HEADS[language][1], _WIDTHS[1]).fill(_limits(told, language))
    book.close()
    return buffer.getvalue()


def _issued(told: PowersList, *, number: int, day: date, language: Language) -> str:
    if language == "zh":
        which = f"第{number}版，{day.year}年{day.month}月{day.day}日公布" if number else "草稿，未公布"
        return f"{told.name.zh} 社区矫正权责清单（{which}）"
    which = f"version {number}, published {day.isoformat()}" if number else "draft, not published"
    return f"{told.name.en}: powers list ({which})"


class _Sheet:
    """A sheet of text: a title line, a head, rows."""

    def __init__(self, book: Any, name: str, title: str, head: Row, widths: Sequence[int]) -> None:
        self._sheet = book.add_worksheet(name)
        wrapped = {"num_format": "@", "text_wrap": True, "valign": "top"}
        self._plain = book.add_format(wrapped)
        self._quoted = book.add_format({**wrapped, "quote_prefix": True})
        self._head = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        self._write(0, 0, title, self._head)
        for column, (words, width) in enumerate(zip(head, widths, strict=True)):
            self._write(1, column, words, self._head)
            self._sheet.set_column(column, column, width)
        self._sheet.freeze_panes(2, 2)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(1)

    def fill(self, rows: Iterable[Row]) -> None:
        """Write the rows below the head."""
        for line, row in enumerate(rows, start=2):
            for column, value in enumerate(row):
                self._write(line, column, value, self._plain)

    def _write(self, line: int, column: int, value: str, style: Any) -> None:
        if value.startswith(FORMULA_SIGNS):
            style = self._quoted
        if value:
            self._sheet.write_string(line, column, value, style)


def _powers(told: PowersList, language: Language) -> Iterator[Row]:
    for power in told.powers:
        yield (
            power.number,
            power.title.of(language),
            _lines(_article(each, language) for each in power.basis),
            _lines(each.of(language) for each in power.starts),
            _lines(_stages(power, language)),
            _lines(_rungs(power, language)),
            _lines(f"{each.key} {each.title.of(language)}".strip() for each in power.papers),
            _lines(each.to.of(language) for each in power.copies),
            _lines(each.of(language) for each in power.supervision),
        )


def _limits(told: PowersList, language: Language) -> Iterator[Row]:
    for power in told.powers:
        for limit in power.limits:
            yield (
                power.number,
                power.title.of(language),
                limit.id,
                limit.title.of(language),
                limit.amount.of(language),
                limit.starts.of(language),
                limit.owner.of(language),
                _lines(_article(each, language) for each in limit.basis),
                MARKS[limit.mark].of(language),
            )


def _stages(power: Power, language: Language) -> Iterator[str]:
    for at, stage in enumerate(power.stages, start=1):
        who = f"（{stage.who.zh}）" if language == "zh" else f" ({stage.who.en})"
        yield f"{at}. {stage.title.of(language)}{who}"


def _rungs(power: Power, language: Language) -> Iterator[str]:
    colon = "：" if language == "zh" else ": "
    for stage, rung in power.rungs:
        extra = f" [{rung.condition.of(language)}]" if rung.condition.zh else ""
        yield f"{stage.title.of(language)} - {rung.who.of(language)}{colon}{rung.limit.of(language)}{extra}"


def _article(basis: Basis, language: Language) -> str:
    return f"{basis.label.of(language)}{'：' if language == 'zh' else ': '}{basis.says.of(language)}"


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)
