"""Sheets of an archive (P42): cover, index, note sheet, lending form. Law: Community Corrections Law art. 22; Measures
art. 18.

Section 5 of the notes on the law gives them no numbers; A01 to A04 are our own.
"""

from __future__ import annotations

from fengqiao.documents.papers.record import WHO, Layout, PaperKind, PersonField, Slot, SlotKind
from fengqiao.law.face import Law, Measures, Text

COUNTY = frozenset({3})
_BASIS = (Law(22), Measures(18))

A01 = PaperKind(
    id="A01",
    title=Text("社区矫正档案卷皮", "cover of the archive"),
    layout=Layout.FORM,
    template="archive_cover",
    char="卷",
    levels=COUNTY,
    person=(*WHO, PersonField.CATEGORY, PersonField.DOCUMENT, PersonField.TERM_START, PersonField.TERM_END),
    slots=(
        Slot("archive_no", Text("档号", "archive number")),
        Slot("place", Text("存放位置", "place in the archive room")),
        Slot("office", Text("司法所", "justice office"), SlotKind.PLACES),
        Slot("opened_on", Text("立卷日期", "opened on"), SlotKind.DAY),
        Slot("closed_on", Text("归档日期", "closed on"), SlotKind.DAY),
        Slot("retention", Text("保管期限", "retention")),
        Slot("pieces", Text("件数", "pieces")),
        Slot("pages", Text("页数", "pages")),
        Slot("confidential", Text("密级管理", "access"), required=False),
    ),
    basis=_BASIS,
    seal=False,
)
A02 = PaperKind(
    id="A02",
    title=Text("卷内文件目录", "index of the archive"),
    layout=Layout.FORM,
    template="archive_index",
    char="目",
    levels=COUNTY,
    person=(PersonField.NAME, PersonField.CATEGORY),
    slots=(
        Slot("execution", Text("执行档案", "execution archive"), SlotKind.ROWS, required=False),
        Slot("work", Text("工作档案", "work archive"), SlotKind.ROWS, required=False),
        Slot("digest", Text("目录校验值（SHA-256）", "hash of the index")),
    ),
    basis=_BASIS,
    seal=False,
)
A03 = PaperKind(
    id="A03",
    title=Text("卷内备考表", "note sheet of the archive"),
    layout=Layout.FORM,
    template="archive_note",
    char="备",
    levels=COUNTY,
    person=(PersonField.NAME,),
    slots=(
        Slot("pieces", Text("件数", "pieces")),
        Slot("pages", Text("页数", "pages")),
        Slot("condition", Text("卷内情况说明", "what is to be said of it"), SlotKind.LONG),
        Slot("gaps", Text("缺件说明", "missing pieces"), SlotKind.LONG, required=False),
        Slot("compiled_by", Text("立卷人", "compiled by")),
        Slot("checked_by", Text("检查人", "checked by")),
        Slot("closed_by", Text("审核人", "closed by")),
        Slot("closed_on", Text("归档日期", "closed on"), SlotKind.DAY),
    ),
    basis=_BASIS,
    seal=False,
)
A04 = PaperKind(
    id="A04",
    title=Text("档案借阅登记表", "lending form of the archive"),
    layout=Layout.FORM,
    template="form",
    char="借",
    levels=COUNTY,
    person=(PersonField.NAME, PersonField.CATEGORY),
    slots=(
        Slot("borrower", Text("借阅人", "borrower")),
        Slot("unit", Text("借阅单位", "unit")),
        Slot("ground", Text("借阅依据", "ground")),
        Slot("paper", Text("介绍信、公函文号", "number of the letter"), required=False),
        Slot("purpose", Text("借阅事由", "purpose"), SlotKind.LONG),
        Slot("back_by", Text("应归还日期", "back by"), SlotKind.DAY),
        Slot("pieces", Text("件数、页数", "pieces and pages")),
        Slot("opinions", Text("审批意见", "opinions"), SlotKind.OPINIONS),
    ),
    basis=_BASIS,
    seal=False,
    signs=("借阅人签名（借出）", "经办人签名", "归还验收人签名"),
)

KINDS = (A01, A02, A03, A04)
