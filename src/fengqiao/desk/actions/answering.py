"""The answer to a request about one's own data as a numbered paper of the office: what the answered request says."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.desk.actions.copying import without
from fengqiao.documents import face as documents
from fengqiao.kit import holdings
from fengqiao.subjects import face as subjects

PAPER: Final = "L03"
_RULES: Final = subjects.request_rules
_LAW: Final = "《中华人民共和国个人信息保护法》"
_RIGHTS: Final = (
    "您认为本答复侵害您的合法权益的，可以依照《中华人民共和国社区矫正法》第三十四条向人民检察院或者有关机关申诉、"
    "控告和检举；行使个人信息权利的请求被拒绝的，可以依照《中华人民共和国个人信息保护法》第五十条依法向人民法院"
    "提起诉讼。"
)
_DONE: Final = {_RULES.GRANTED: "经核实，予以更正。", _RULES.PARTLY: "经核实，予以部分更正。"}


@audit.act("desk.print_request_answer", about="request")
def on_paper(*, request: subjects.RequestRow, by: audit.Actor, at: datetime) -> UUID:
    """The paper of a request that was answered, by the office that keeps the file: issued when it is first asked for,
    then waiting for the office's seal; whoever asks again gets the same, until it was made void.

    Law: Personal Information Protection Law art. 50 (reasons when refused; mark U), Community Corrections Law art. 34.
    Raises: UnknownSubject, NotYourAct, documents.ValuesMissing, documents.NotDrawn.
    """
    row = subjects.row(uid=request.row.uid, by=by, today=request.answered_on or request.received_on)
    subjects.must(by, subjects.Duty.KEEP_FILES, area=row.area)
    names = sorted(subjects.protected_names(subject_id=row.id), key=len, reverse=True)
    order = documents.Order(
        kind=PAPER,
        subject_id=row.id,
        area=row.area,
        matter=None,
        act=request.uid,
        item=_void(row.id, request.uid),
        issuer=row.area,
        minor=row.is_minor_regime,
        signer=documents.Signer(by.person, by.name, by.role, by.area),
        person={"name": row.name},
        facts=_facts(request, names),
    )
    return documents.issue(order=order, by=by, at=at).uid


def _void(subject_id: int, request: UUID) -> int:
    """How many papers of this request were made void: the next one is another."""
    papers = documents.of_person(subject_id).rows
    return sum(1 for each in papers if (each.kind, each.act, each.state) == (PAPER, request, "withdrawn"))


def _facts(request: subjects.RequestRow, names: list[str]) -> dict[str, str]:
    """What the paper says; names whom the case protects are left out."""
    is_copy, is_refused = request.field == _RULES.COPY, request.state == _RULES.REFUSED
    matter = "查阅、复制本人信息的请求" if is_copy else f"更正本人信息（{_RULES.FIELDS[request.field].zh}）的请求"
    asker = "" if request.asked_by == "person" else f"由{_RULES.ASKERS[request.asked_by].zh}"
    return {
        "asked": f"您于{holdings.day(request.received_on)}{asker}提出{matter}，现答复如下。",
        "wish": without(request.wish, names),
        "answer": _DONE.get(request.state, f"经核实，{_RULES.state_of(request.field, request.state).zh}。"),
        "said_as": "理由" if is_refused else "办理情况",
        "said": without(request.answer, names),
        "rights": _RIGHTS,
        "grounds": f"{_LAW}{'第四十五条' if is_copy else '第四十六条'}、第五十条",
        "decided": request.decided_name,
    }
