"""What this room holds about a person, told to the person (个人信息副本)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fengqiao.documents.models import Archive, ArchiveItem, Attachment, Event, Paper
from fengqiao.documents.papers import kind
from fengqiao.kit.holdings import SECRET, Entry, Held, Kept, Section, day

_HAPPENED: Final = {"sealed": "用印", "delivered": "送达", "refused": "拒收（视为送达）", "withdrawn": "撤销",
                    "replaced": "更换"}  # fmt: skip


def tell(subject_id: int) -> Iterator[Section]:
    """The papers with what happened to them, files that came in, and the archive."""
    papers = list(Paper.objects.filter(subject_id=subject_id).order_by("id"))
    events: dict[int, list[Event]] = {}
    for each in Event.objects.filter(paper__in=[row.pk for row in papers]).order_by("id"):
        events.setdefault(each.paper_id, []).append(each)
    yield Section("文书", tuple(_paper(row, events.get(row.pk, [])) for row in papers))
    files = Attachment.objects.filter(subject_id=subject_id, struck_at=None).order_by("id")
    yield Section("收存的附件", tuple(_file(row) for row in files))
    yield Section("档案", tuple(_archive(row) for row in Archive.objects.filter(subject_id=subject_id).order_by("id")))
    items = ArchiveItem.objects.filter(subject_id=subject_id).order_by("day", "id")
    yield Section("归档的外来材料", tuple((("日期", day(row.day)), ("页数", str(row.pages))) for row in items))


def _paper(row: Paper, events: list[Event]) -> Entry:
    happened = [f"{_HAPPENED[each.what]} {day(each.happened_on or each.at)}" for each in events]
    return (
        ("名称", kind(row.kind).title.zh),
        ("文号", row.number),
        ("日期", day(row.day)),
        ("有效期至", day(row.valid_until)),
        ("情况", "；".join(happened)),
    )


def _file(row: Attachment) -> Entry:
    return (("收存日期", day(row.at)), ("格式", row.kind.upper()), ("页数", str(row.pages)))


def _archive(row: Archive) -> Entry:
    return (("立卷日期", day(row.opened_on)), ("矫正止日", day(row.ended_on)))


HELD: Final = Held(
    room="documents",
    order=50,
    tables=frozenset(
        {
            "documents_paper", "documents_event", "documents_attachment", "documents_archive", "documents_archiveitem",
        }
    ),
    tell=tell,
    left_out={
        "documents_file": "上列文书的电子文件，可申请复制文书本身",
        "documents_archiveevent": "档案移交、借阅的内部登记",
        "documents_counter": "文号计数，不涉及任何人",
        "documents_printbatch": "工作人员打印任务，限时清除",
        "documents_printpart": "打印任务的临时文件，限时清除",
    },
    kept=(Kept("附件和外来材料的内容", "可能载有他人信息，就具体材料另行申请，逐件审查后提供", SECRET),),
)  # fmt: skip
