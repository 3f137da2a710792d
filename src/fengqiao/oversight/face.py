"""Oversight, from outside.

oversight.ask(number=, reason=, by=, at=)            a restricted file broken open in an emergency (紧急查阅)
oversight.close(…)   answer(…)   review(…)           ended by its opener; let be by the lead; judged by another
oversight.escalate(over=, at=)                       the timetable: what nobody reviewed in time
oversight.look_over(day=, looks=, at=)               the timetable: findings from a day's record (access review)
oversight.reader(uid, by=, at=)                      the actor who reads that one file, and does no act
oversight.propose_sealing(…)   settle_sealing(…)     a minor's record sealed by two people (犯罪记录封存)
oversight.all_sealed()   silence_codes()             for a restore: what is sealed, and its papers' codes
oversight.look_into(number=, ground=, …)             a sealed record looked into for an organ's query
"""

from __future__ import annotations

from fengqiao.oversight.actions.opening import answer, ask, close, escalate, review
from fengqiao.oversight.actions.reviewing import answer_finding, look_over
from fengqiao.oversight.actions.sealing import look_into
from fengqiao.oversight.actions.sealing import propose as propose_sealing
from fengqiao.oversight.actions.sealing import settle as settle_sealing
from fengqiao.oversight.errors import OversightError, UnknownOpening, UnknownSealing
from fengqiao.oversight.reads.openings import OpeningRow, board, own, reader, waiting
from fengqiao.oversight.reads.sealings import all_sealed, silence_codes

__all__ = [
    "OpeningRow",
    "OversightError",
    "UnknownOpening",
    "UnknownSealing",
    "all_sealed",
    "answer",
    "answer_finding",
    "ask",
    "board",
    "close",
    "escalate",
    "look_into",
    "look_over",
    "own",
    "propose_sealing",
    "reader",
    "review",
    "settle_sealing",
    "silence_codes",
    "waiting",
]
