"""What a failure to report in leads to, by category and delay (P05). Pure functions of the case."""

from __future__ import annotations

from datetime import date

from fengqiao.law import face as law
from fengqiao.procedures.grammar import Asked, Case, Finding, Text

_WITHOUT_REASON = "none"


def last_day_to_come(case: Case) -> date | None:
    """The last good day of REG-1 from the dates of intake. Law: Community Corrections Law art. 21."""
    dates = case.fact("intake_dates")
    if dates.effective_on is None:
        return None
    return law.due("REG-1", start=dates.effective_on, area=case.area).last_good_day


def delay(case: Case) -> law.Lateness | None:
    """How late the person is, counted to the day of arrival, or to today while nobody has come."""
    last_day, dates = last_day_to_come(case), case.fact("intake_dates")
    return None if last_day is None else law.lateness(last_day, on=dates.arrived_on or case.today, area=case.area)


def _is_handed_over(case: Case) -> bool:
    """On temporary service the prison or detention house brings the person: REG-1 and its ladder bind nobody there."""
    return bool(case.facts.category == "temporary_service_outside")


def _rung(case: Case) -> str:
    late = None if _is_handed_over(case) else delay(case)
    return "none" if late is None else str(late.rung)


def _sanctionable(case: Case) -> bool:
    """No sanction for a good reason, and none for who was not told. Law: SPP rules arts 642, 643(1)."""
    return case.form.get("late_reason") == _WITHOUT_REASON and bool(case.form.get("told_of_duty", True))


def has_come(case: Case) -> bool:
    """Whether the person has arrived and is registered."""
    return case.fact("intake_dates").registered_on is not None


def _due(rung: str, *categories: str) -> Asked:
    words = {"admonition": "十日以内", "warning": "超过十日", "revocation": "超过一个月"}
    english = {"admonition": "ten days or less", "warning": "more than ten days", "revocation": "more than a month"}
    wording = Text(
        f"无正当理由逾期{words[rung]}，且符合矫正类别", f"late by {english[rung]} without good reason, in this category"
    )
    return Asked(
        wording,
        lambda case: (
            _sanctionable(case) and _rung(case) == rung and (not categories or case.facts.category in categories)
        ),
    )


ADMONISH = _due("admonition")
WARN = _due("warning")
PENALTY = _due("revocation", "public_surveillance")
REVOKE_SUSPENSION = _due("revocation", "suspended_sentence")
REVOKE_PAROLE = _due("revocation", "parole")
RECOMMIT = Asked(
    Text("暂予监外执行，隐瞒行踪、脱离监管", "temporary service, whereabouts hidden"),
    lambda case: case.facts.category == "temporary_service_outside" and _sanctionable(case),
)
GOOD_REASON = Asked(
    Text("有正当理由，或者未被告知报到义务", "a good reason, or the duty was not told"),
    lambda case: not _sanctionable(case),
)
REGISTERED = Asked(Text("已接收登记", "registered"), has_come)
NOT_REGISTERED = Asked(Text("尚未接收登记", "not registered"), lambda case: not has_come(case))


def was_told(case: Case) -> Finding:
    """Who was not told of the duty is not sanctioned: an opinion goes to the organ instead. Law: SPP rules art. 642."""
    if case.form.get("told_of_duty", True):
        return Finding(True, Text("已书面告知报到义务", "told in writing"))
    text = Text(
        "未见书面告知记录：不得因此处罚本人，应当通报决定机关和检察机关",
        "no written notice on record: no sanction; tell the organ and the procuratorate",
    )
    return Finding(False, text)


def counts_the_days(case: Case) -> Finding:
    """The counter in days and the rung it stands on. Source: Measures arts 34, 35, 46, with SPC-I art. 202."""
    late, last_day = delay(case), last_day_to_come(case)
    if _is_handed_over(case):
        text = Text("由监所移送，不按本人报到期限计算逾期", "handed over by the organ: nobody is late")
        return Finding(True, text)
    if late is None:
        return Finding(False, Text("起算日期不明，请先补录生效日期", "the start is not known: record it first"))
    if late.days <= 0:
        return Finding(True, Text(f"报到期限至 {last_day}", f"to come by {last_day}"))
    return Finding(
        False, Text(f"报到期限至 {last_day}，已逾期 {late.days} 日", f"due {last_day}, late {late.days} days")
    )
