"""The lifecycle of a person under community corrections, and what may lie over it. Pure.

Source: domain notes 4.0. Overlays combine, so the whole is never one flat list.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from fengqiao.law.face import Text

STATES: Final = {
    "assessment_only": Text("仅调查评估", "assessment only"),
    "notified": Text("已收到通知", "notified"),
    "documents_received": Text("文书已收到、待报到", "documents received, not yet arrived"),
    "missed_intake": Text("未按时报到", "did not report in"),
    "registered": Text("已接收登记、待宣告", "registered, induction to come"),
    "in_correction": Text("在矫", "in correction"),
    "transferring": Text("执行地变更中", "changing place of execution"),
    "discharged": Text("已解除矫正", "discharged"),
    "terminated": Text("已终止矫正", "terminated"),
}
OVERLAYS: Final = {
    "on_leave": Text("外出中", "on leave"),
    "lost_contact": Text("失去联系", "lost contact"),
    "held_elsewhere": Text("被采取强制措施", "held elsewhere"),
    "revocation_pending": Text("撤销或收监程序中", "revocation pending"),
    "pre_discharge": Text("临近解除", "shortly before discharge"),
}
# A leave is a dated fact of casework, the end of the term a day of the file: what follows from them is not kept twice.
PRE_DISCHARGE: Final = "pre_discharge"
KEPT_OVERLAYS: Final = frozenset(OVERLAYS) - {"on_leave", PRE_DISCHARGE}

MOVES: Final[dict[str, frozenset[str]]] = {
    "assessment_only": frozenset({"notified", "documents_received"}),
    "notified": frozenset({"documents_received", "registered", "missed_intake", "terminated"}),
    "documents_received": frozenset({"registered", "missed_intake", "terminated"}),
    "missed_intake": frozenset({"registered", "terminated"}),
    "registered": frozenset({"in_correction", "transferring", "discharged", "terminated"}),
    "in_correction": frozenset({"transferring", "discharged", "terminated"}),
    "transferring": frozenset({"registered", "in_correction", "discharged", "terminated"}),
    "discharged": frozenset(),
    "terminated": frozenset(),
}
BEFORE_REGISTRATION: Final = frozenset({"assessment_only", "notified", "documents_received", "missed_intake"})
ENDED: Final = frozenset({"discharged", "terminated"})
IN_HAND: Final = frozenset({"registered", "in_correction", "transferring"})
RUNNING: Final = frozenset(STATES) - ENDED - {"assessment_only"}


def may_move(before: str, after: str) -> bool:
    """Whether the lifecycle knows this step."""
    return after in MOVES[before]


def shortly_before_discharge(*, state: str, term_end: date, today: date, days: int) -> bool:
    """Whether the last `days` of the term have begun for somebody in hand; it lasts until the discharge itself.

    Law: Measures art. 53 (the summary thirty days before the end; parameter DIS-1).
    """
    return state in IN_HAND and today >= term_end - timedelta(days=days)


def state_of_notice(*, documents_on: date | None) -> str:
    """Where a person stands whom a court, prison or police organ has notified.

    Law: Community Corrections Law arts 20, 21 (documents within five days, report-in within ten).
    """
    return "notified" if documents_on is None else "documents_received"


def state_of_loaded(*, registered_on: date | None) -> str:
    """Where a person of an existing register stands when it is first loaded.

    A filled day of entry (入矫日期) means that registration and induction were done before this system; an empty
    one opens registration with its clock running from the real dates. A term that has ended stays open: discharge
    is a procedure of its own and nobody is discharged by a date.
    """
    return "documents_received" if registered_on is None else "in_correction"
