"""What is checked when notice and papers come (P03). Pure functions of the case."""

from __future__ import annotations

from datetime import date

from fengqiao.catalogue.registration_checks import needed_papers
from fengqiao.law import face as law
from fengqiao.procedures.grammar import Case, Finding, Text

_UNKNOWN = Text("日期不明，请补录", "a date is missing: record it")


def effective_on(case: Case) -> date | None:
    """The day on which the decision took effect: as the form says, else as the file does."""
    day: date | None = case.form.get("effective_on") or case.fact("intake_dates").effective_on
    return day


def _in_time(case: Case, clock: str, came: date | None) -> Finding:
    start = effective_on(case)
    if start is None or came is None:
        return Finding(came is None and start is not None, _UNKNOWN)
    last = law.due(clock, start=start, area=case.area).last_good_day
    assert last is not None
    if came <= last:
        return Finding(True, Text(f"期限至 {last}", f"due by {last}"))
    days = (came - last).days
    text = Text(
        f"期限至 {last}，逾期 {days} 日：责任在决定机关，可以向人民检察院反映",
        f"due by {last}, {days} days late: the organ's fault; the procuratorate may be told",
    )
    return Finding(False, text)


def notice_in_time(case: Case) -> Finding:
    """Within five days from effect. Law: Community Corrections Law art. 20."""
    return _in_time(case, "DEL-1", case.form.get("notified_on"))


def papers_in_time(case: Case) -> Finding:
    """Within ten days from effect. Law: Community Corrections Law art. 20."""
    return _in_time(case, "DEL-2", case.form.get("received_on"))


def papers_complete(case: Case) -> Finding:
    """The set that the category asks for. Law: Measures art. 16."""
    received = case.form.get("received_papers")
    if received is None:
        return Finding(False, Text("文书尚未收到", "the papers have not come"))
    missing = [paper for paper in needed_papers(case) if paper.code not in received]
    if not missing:
        return Finding(True, Text("应有文书已收齐", "the papers that must be there have come"))
    zh, en = "、".join(each.title.zh for each in missing), ", ".join(each.title.en for each in missing)
    return Finding(False, Text(f"缺少：{zh}", f"missing: {en}"))
