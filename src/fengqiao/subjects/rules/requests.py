"""Requests of people about their own data. Pure.

Law: Personal Information Protection Law art. 46 (correct and complete), 50 (accept, answer, reasons when refused); the
articles are named from notes, mark U.
"""

from __future__ import annotations

from typing import Final

from fengqiao.law.face import Text

OPEN, GRANTED, PARTLY, REFUSED, GIVEN = "open", "granted", "partly", "refused", "given"
COPY: Final = "copy"
"""A request for a copy of all data: answered by handing it out, or refused."""
STATES: Final = {
    OPEN: Text("办理中", "open"),
    GRANTED: Text("已更正", "corrected"),
    PARTLY: Text("部分更正", "corrected in part"),
    REFUSED: Text("不予更正、提供", "refused"),
    GIVEN: Text("已提供副本", "copy given"),
}
ANSWERS: Final = {key: STATES[key] for key in (GRANTED, PARTLY, REFUSED)}
ASKERS: Final = {
    "person": Text("本人", "the person"),
    "guardian": Text("监护人", "the guardian"),
    "agent": Text("委托代理人", "an agent with a mandate"),
}
FIELDS: Final = {
    COPY: Text("查阅、复制本人信息", "a copy of the person's data"),
    "name": Text("姓名", "name"),
    "number": Text("证件号码", "ID number"),
    "contact": Text("电话、住址", "phone and address"),
    "family": Text("家庭成员、联系人", "family and contacts"),
    "sentence": Text("判决及矫正期限", "decision and term"),
    "record": Text("报告、谈话等记录", "records of reports and talks"),
    "other": Text("其他", "something else"),
}
CLOCK: Final = "rights.correction_d"


_NOT_GIVEN: Final = Text("不予提供", "not given")
_NOT_CORRECTED: Final = Text("不予更正", "not corrected")


def state_of(field: str, state: str) -> Text:
    """How a request stands, in the words of what was asked for."""
    if state == REFUSED:
        return _NOT_GIVEN if field == COPY else _NOT_CORRECTED
    return STATES[state]


def needs_correction(answer: str) -> bool:
    """Whether an answer is true only when something was put right."""
    return answer in {GRANTED, PARTLY}
