"""An empty register to fill in: the right headers, every cell formatted as text so that ID numbers stay whole."""

from __future__ import annotations

import io
from datetime import datetime

from fengqiao.exchange.register.checking import GUIDE_SHEET
from fengqiao.exchange.register.columns import columns
from fengqiao.exchange.register.tables import table
from fengqiao.exchange.report import ROWS_SHEET

CHOICES = ("category", "supervision_class", "sex", "marriage", "education", "ethnicity")
DATES = ("birth_date", "judged_on", "effective_on", "term_start", "term_end", "entered_on")


def workbook(*, at: datetime) -> bytes:
    """The bytes of the .xlsx file."""
    import xlsxwriter  # a third of a second that only a process pays which writes a workbook

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"author": "", "created": at.replace(tzinfo=None)})
    text = book.add_format({"num_format": "@"})
    head = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
    sheet, guide = book.add_worksheet(ROWS_SHEET), book.add_worksheet(GUIDE_SHEET)
    for index, column in enumerate(columns().values()):
        sheet.set_column(index, index, 16, text)
        sheet.write_string(0, index, column.name, head)
        guide.write_string(index, 0, column.name, head)
        guide.write_string(index, 1, _guide(column.key, required=column.required), text)
    sheet.freeze_panes(1, 0)
    guide.set_column(0, 0, 16)
    guide.set_column(1, 1, 90)
    book.close()
    return buffer.getvalue()


def _guide(key: str, *, required: bool) -> str:
    """One line of help on a column."""
    parts = ["必填。" if required else "可不填。"]
    if key in CHOICES:
        labels = table(key).first_labels()
        parts.append(f"填写：{'、'.join(labels[:12])}{' 等' if len(labels) > 12 else ''}。")
    elif key in DATES:
        parts.append("写成 2026-03-05，也可写 2026.3.5、2026年3月5日。")
    elif key == "number":
        parts.append("以文本填写 18 位公民身份号码。")
    elif key == "residence_code":
        parts.append("12 位统计用区划代码，不知道可以留空。")
    elif key == "penalty":
        parts.append("按判决书填写，例如：有期徒刑一年六个月，缓刑二年。")
    if key == "entered_on":
        parts.append("已接收登记并宣告入矫的，填写接收登记日期；留空的，载入后开始办理接收登记。")
    return "".join(parts)
