"""Kinds, ways and states of letters. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from fengqiao.law.face import Text

COPY, ASSIST, NUMBER_CHECK, LETTER, REPLY = "copy", "assist", "number_check", "letter", "reply"
KINDS: Final[Mapping[str, Text]] = {
    COPY: Text("抄送、通知", "copy or notice"),
    ASSIST: Text("协助监管", "help with supervision"),
    NUMBER_CHECK: Text("身份信息核实", "check of an identity number"),
    LETTER: Text("公函", "letter"),
    REPLY: Text("复函", "reply"),
}
ANSWERED: Final = frozenset({ASSIST, NUMBER_CHECK})
"""Kinds that ask for an answer; of the others only the receipt is waited for."""

ORGANS: Final[Mapping[str, Text]] = {
    "decision_organ": Text("社区矫正决定机关", "organ that decided"),
    "court": Text("人民法院", "court"),
    "procuratorate": Text("人民检察院", "procuratorate"),
    "police": Text("公安机关", "police"),
    "prison": Text("监狱（看守所）", "prison or detention house"),
    "other_institution": Text("异地社区矫正机构", "institution of another place"),
    "justice_bureau": Text("司法局", "justice bureau"),
    "justice_office": Text("司法所", "justice office"),
    "exit_entry_office": Text("出入境管理机构", "exit-entry office"),
    "other": Text("其他单位", "another organ"),
}
"""With whom letters are exchanged, by the keys of the definitions."""

PLATFORM, HAND = "platform", "hand"
WAYS: Final[Mapping[str, Text]] = {
    "messenger": Text("专人送达", "by messenger"),
    "post": Text("邮寄", "by post"),
    "exchange": Text("政务网络传输", "over the government network"),
    "present": Text("当面交换", "handed over in person"),
}
"""How a letter outside of this system travels."""

PREPARED, DROPPED = "prepared", "dropped"
OVERDUE, WAITING, RECEIVED, REPLIED = "overdue", "waiting", "received", "replied"
NEW, TO_ANSWER, SETTLED = "new", "to_answer", "settled"

REGISTERED: Final = tuple(key for key in ORGANS if key != "decision_organ")
"""Kinds that the register of organs holds: who decided is a role of a court or another organ, no organ of its own."""

# Unit: characters.
LONGEST_WORDS = 4_000
LONGEST_NAME = 120
MOST_PAPERS = 50


def state_sent(
    *,
    sent_on: date | None,
    dropped_on: date | None,
    receipt_on: date | None,
    answered_on: date | None,
    due_on: date | None,
    today: date,
) -> str:
    """Where a letter that was written stands: not out yet, never to go, or out. An answer is a receipt as well: nobody
    answers what did not arrive."""
    if dropped_on is not None:
        return DROPPED
    if sent_on is None or due_on is None:
        return PREPARED
    if answered_on is not None:
        return REPLIED
    if receipt_on is not None:
        return RECEIVED
    return OVERDUE if today > due_on else WAITING


def state_arrived(*, receipt_on: date | None, answered_on: date | None, wants_answer: bool) -> str:
    """Where a letter that came stands: to be confirmed, to be answered, settled."""
    if answered_on is not None:
        return SETTLED
    if receipt_on is None:
        return NEW
    return TO_ANSWER if wants_answer else SETTLED
