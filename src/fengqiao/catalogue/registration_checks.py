"""What is checked at registration (P04). None of it is a reason to turn the person away. Pure functions of
the case."""

from __future__ import annotations

from datetime import date

from fengqiao.catalogue.registration_forms import PAPERS
from fengqiao.law import face as law
from fengqiao.procedures.grammar import Case, Choice, Finding, Text, local_day

_NEEDED = {
    "public_surveillance": ("judgment", "execution_notice"),
    "suspended_sentence": ("judgment", "execution_notice"),
    "parole": ("judgment", "ruling", "execution_notice", "release_certificate"),
    "temporary_service_outside": ("judgment", "decision", "execution_notice", "medical"),
}
#: What comes with some people only, by their flags. Law: Measures art. 16; TSO-R arts 10-11; SPC-I art. 580.
_NEEDED_WITH = {"medical_parole": ("guarantor",), "minor": ("minor_report",)}
_RUNGS = {
    "none": Text("未逾期", "not late"),
    "admonition": Text("依法予以训诫", "to be admonished"),
    "warning": Text("依法给予警告", "to be warned"),
    "revocation": Text(
        "超过一个月且无正当理由的，依法提请撤销", "beyond a month without good reason: revocation is proposed"
    ),
}


def needed_papers(case: Case) -> tuple[Choice, ...]:
    """The papers that must come with this person, by category and flags; the record of conduct in prison comes with
    whom a prison administration or the police let go. Law: Measures art. 16; SPC-I art. 580."""
    needed = set(_NEEDED.get(case.facts.category, ("judgment", "execution_notice")))
    needed.update(code for flag, codes in _NEEDED_WITH.items() if flag in case.facts.flags for code in codes)
    if case.form.get("decided_by") in {"prison_administration", "police"}:
        needed.add("prison_record")
    return tuple(each for each in PAPERS if each.code in needed)


def papers_are_complete(case: Case) -> Finding:
    """Incomplete papers are asked for; the person is registered all the same. Law: Law art. 20; Measures
    art. 16."""
    received = set(case.form.get("papers_received", ()))
    missing = [each.title for each in needed_papers(case) if each.code not in received]
    if not missing:
        return Finding(True, Text("应有文书已收齐", "the papers that must be there have come"))
    zh, en = "、".join(title.zh for title in missing), ", ".join(title.en for title in missing)
    text = Text(
        f"缺少：{zh}。文书不齐不得拒绝接收，应当先行登记并函请补齐",
        f"missing: {en}. Register first and ask for them; nobody is turned away",
    )
    return Finding(False, text)


def last_day_to_come(case: Case) -> date | None:
    """The last good day of REG-1, REG-2 or REG-3, whichever binds this person."""
    clock, start = "REG-1", case.form.get("effective_on")
    if case.facts.category == "temporary_service_outside":
        clock = "REG-2" if case.form.get("decided_by") == "court" else "REG-3"
        start = case.form.get("organ_received_on")
    return law.due(clock, start=start, area=case.area).last_good_day if start is not None else None


def came_in_time(case: Case) -> Finding:
    """Late or not, and the rung of the ladder. Law: Law art. 21; Measures arts 34, 35, 46."""
    last_day = last_day_to_come(case)
    if last_day is None:
        return Finding(False, Text("起算日期不明，请核实", "the start day is not known: find out"))
    arrived = case.form.get("arrived_at")
    on = local_day(arrived) if arrived is not None else case.today
    late = law.lateness(last_day, on=on, area=case.area)
    if late.days <= 0:
        return Finding(True, Text(f"报到期限至 {last_day}", f"to come by {last_day}"))
    if case.facts.category == "temporary_service_outside":
        text = Text(f"监所逾期 {late.days} 日移送", f"handed over {late.days} days late by the organ")
        return Finding(False, text)
    rung = _RUNGS[str(late.rung)]
    text = Text(
        f"报到期限至 {last_day}，逾期 {late.days} 日；无正当理由的，{rung.zh}",
        f"to come by {last_day}, late by {late.days} days; without good reason: {rung.en}",
    )
    return Finding(False, text)


def was_told_of_duty(case: Case) -> Finding:
    """Who was not told of the duty is not sanctioned for being late. Law: Law art. 20; SPP rules art. 642."""
    if case.form.get("told_of_duty"):
        return Finding(True, Text("已书面告知报到期限与后果", "told in writing when to report and what follows"))
    text = Text(
        "未见书面告知报到义务的记录：不得因逾期处罚本人，应当向决定机关核实",
        "no record that the duty was told: no sanction for lateness; ask the decision-making organ",
    )
    return Finding(False, text)
