"""The answer to a request about one's own data, drawn on paper for the person: what the answered request says."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.conf import settings

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk.actions.copying import without
from fengqiao.documents import face as documents
from fengqiao.kit import holdings
from fengqiao.subjects import face as subjects

_RULES: Final = subjects.request_rules
_LAW: Final = "《中华人民共和国个人信息保护法》"
_RIGHTS: Final = (
    "您认为本答复侵害您的合法权益的，可以依照《中华人民共和国社区矫正法》第三十四条向人民检察院或者有关机关申诉、"
    "控告和检举；行使个人信息权利的请求被拒绝的，可以依照《中华人民共和国个人信息保护法》第五十条依法向人民法院"
    "提起诉讼。"
)
_DONE: Final = {_RULES.GRANTED: "经核实，予以更正。", _RULES.PARTLY: "经核实，予以部分更正。"}


@audit.act("desk.print_request_answer", about="request")
def on_paper(*, request: subjects.RequestRow, by: audit.Actor, at: datetime) -> bytes:
    """One PDF of a request that was answered. Nothing of it is kept; whoever prints it again prints the same.

    Law: Personal Information Protection Law art. 50 (reasons when refused; mark U), Community Corrections Law art. 34.
    Raises: UnknownSubject, NotYourAct, rendering.CannotRender.
    """
    row = subjects.row(uid=request.row.uid, by=by, today=request.answered_on or request.received_on)
    subjects.must(by, subjects.Duty.KEEP_FILES, area=row.area)
    names = sorted(subjects.protected_names(subject_id=row.id), key=len, reverse=True)
    is_copy, is_refused = request.field == _RULES.COPY, request.state == _RULES.REFUSED
    matter = "查阅、复制本人信息的请求" if is_copy else f"更正本人信息（{_RULES.FIELDS[request.field].zh}）的请求"
    asker = "" if request.asked_by == "person" else f"由{_RULES.ASKERS[request.asked_by].zh}"
    return documents.request_answer(
        {
            "office": areas.office_name(row.area),
            "name": row.name,
            "asked": f"您于{holdings.day(request.received_on)}{asker}提出{matter}，现答复如下。",
            "wish": without(request.wish, names),
            "answer": _DONE.get(request.state, f"经核实，{_RULES.state_of(request.field, request.state).zh}。"),
            "said_as": "理由" if is_refused else "办理情况",
            "said": without(request.answer, names),
            "rights": _RIGHTS,
            "basis": f"{_LAW}{'第四十五条' if is_copy else '第四十六条'}、第五十条",
            "decided": request.decided_name,
            "day": holdings.day(request.answered_on),
        },
        title="个人信息查阅、复制请求答复书" if is_copy else "个人信息更正请求答复书",
        mark="演示" if settings.FENGQIAO_DEMONSTRATION else "",
    )  # fmt: skip
