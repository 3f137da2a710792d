"""What is checked before an archive is closed or lent (P42). Pure functions of the case."""

from __future__ import annotations

from fengqiao.documents import face as documents
from fengqiao.procedures.grammar import Asked, Case, Finding, Text

_SHOWN = 8
"""Missing pieces that a check names one by one."""


def gaps(case: Case) -> tuple[documents.Gap, ...]:
    """What procedures called for and the archive lacks."""
    view = case.fact("archive")
    return documents.missing(case.fact("called_for").papers, view.entries, view.states)


def is_complete(case: Case) -> Finding:
    """Every paper that a procedure called for is there. Law: Implementation Measures art. 18."""
    found = gaps(case)
    if not found:
        return Finding(True, Text("各程序产生的文书均已入卷", "every paper that a procedure called for is there"))
    zh = "；".join(f"{each.expected.title.zh}（{each.why.zh}）" for each in found[:_SHOWN])
    en = "; ".join(f"{each.expected.title.en} ({each.why.en})" for each in found[:_SHOWN])
    more = len(found) - _SHOWN
    if more > 0:
        zh, en = f"{zh}；另有 {more} 件", f"{en}; {more} more"
    return Finding(False, Text(f"缺 {len(found)} 件：{zh}", f"{len(found)} missing: {en}"))


def nothing_is_open(case: Case) -> Finding:
    """An archive is closed when nothing is produced any more. Law: Community Corrections Law art. 22."""
    still = case.fact("called_for").still_open
    if not still:
        return Finding(True, Text("其他事项均已办结", "no other matter is open"))
    titles = "、".join(each.zh for each in still), ", ".join(each.en for each in still)
    return Finding(False, Text(f"尚有未办结事项：{titles[0]}", f"still open: {titles[1]}"))


def fits_one_index(case: Case) -> Finding:
    """The printed index holds so many pieces and no more."""
    count, most = len(case.fact("archive").entries), documents.MOST_ENTRIES
    if count <= most:
        return Finding(True, Text(f"共 {count} 件", f"{count} pieces"))
    return Finding(
        False,
        Text(f"共 {count} 件，超过目录上限 {most} 件", f"{count} pieces: one index holds {most}"),
    )


def _to_be_closed(case: Case) -> bool:
    has_ended = case.facts.state is None or case.facts.state in ("discharged", "terminated")
    return has_ended and not case.fact("archive").is_frozen


def _may_be_lent(case: Case) -> bool:
    has_ended = case.facts.state is None or case.facts.state in ("discharged", "terminated")
    return has_ended and case.fact("archive").stage == "stored"


TO_BE_CLOSED = Asked(
    Text("矫正已经结束、档案尚未归档的人员", "people whose correction has ended and whose archive is not closed"),
    _to_be_closed,
)
MAY_BE_LENT = Asked(Text("档案已入库的人员", "people whose archive is in the archive room"), _may_be_lent)
NOTHING_OPEN = Asked(Text("其他事项均已办结", "no other matter is open"), lambda case: nothing_is_open(case).passed)
NOTHING_MISSING = Asked(Text("材料齐全", "nothing is missing"), lambda case: not gaps(case))
SOMETHING_MISSING = Asked(Text("有缺件", "something is missing"), lambda case: bool(gaps(case)))
