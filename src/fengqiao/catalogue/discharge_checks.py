"""What is checked before a discharge (P40). Pure functions of the case."""

from __future__ import annotations

from datetime import date, timedelta

from fengqiao.procedures.grammar import Case, Finding, Text

_PENDING = Text(
    "有撤销、收监程序未结：须待裁定、决定后再办理解除",
    "a revocation or recommitment is pending: discharge waits for the ruling",
)


def ends_on(case: Case) -> date:
    """The day on which corrections end: the term's last day, or the day a pardon takes effect."""
    day: date = case.form["pardoned_on"] if case.form.get("ground") == "pardon" else case.fact("term_end")
    return day


def certificate_from(case: Case) -> date:
    """The first day on which the certificate may be handed out; never before the end. Source: `discharge.day`."""
    last = ends_on(case)
    if case.form.get("ground") == "pardon" or case.parameter("discharge.day") == "last_day":
        return last
    return last + timedelta(days=1)


def opens_on(case: Case) -> date:
    """The first day on which a discharge at the end of the term is prepared. Source: `discharge.opens_d`."""
    last: date = case.fact("term_end")
    return last - timedelta(days=int(case.parameter("discharge.opens_d")))


def is_too_early(case: Case) -> bool:
    """The term ends so much later by now that this discharge is to end and to open anew in time; what a pardon ends,
    and what is certified already, no other last day touches.

    Law: Community Corrections Law art. 44; the procuratorate's rules art. 643(6), an early discharge is a violation.
    """
    if case.form.get("ground") == "pardon" or case.last("certify.issued", "certify.released") is not None:
        return False
    return case.today < opens_on(case)


def end_has_come(case: Case) -> bool:
    """Whether the certificate may be handed out today."""
    return case.today >= certificate_from(case)


def nothing_is_pending(case: Case) -> Finding:
    """No ground for revocation or recommitment is pending. Law: Measures art. 53."""
    if "revocation_pending" in case.fact("at_the_end").overlays:
        return Finding(False, _PENDING)
    return Finding(True, Text("无未结的撤销、收监程序", "no revocation or recommitment is pending"))


def is_not_held(case: Case) -> Finding:
    """A held person's term ends too; what follows is decided by the organ that holds him or her (P32)."""
    if "held_elsewhere" in case.fact("at_the_end").overlays:
        text = Text(
            "本人被采取强制措施：请与办案机关核实后办理，证明书可送达羁押场所",
            "the person is held: ask the organ; the certificate may be served there",
        )
        return Finding(False, text)
    return Finding(True, Text("未被采取强制措施", "not held"))


def term_agrees(case: Case) -> Finding:
    """The printed end binds; a computed end that differs is asked about before it is acted on."""
    days = case.fact("at_the_end").difference_days
    if days:
        text = Text(
            f"文书载明的期满日与推算相差 {abs(days)} 日，请与决定机关核实",
            f"the printed end differs from the computed one by {abs(days)} days: ask the organ",
        )
        return Finding(False, text)
    return Finding(True, Text(f"期满日 {ends_on(case)}", f"the end is {ends_on(case)}"))


def summary_is_in(case: Case) -> Finding:
    """The person's own summary, normally thirty days before. Law: Measures art. 53."""
    if case.form.get("summary_on") is not None:
        return Finding(True, Text("本人已提交总结", "the person handed in a summary"))
    return Finding(False, Text("本人尚未提交总结", "no summary has been handed in"))
