"""A copy of all data about a person is given: who asked, how that was checked, why; kept in the audit, not here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.conf import settings

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.documents import face as documents
from fengqiao.kit import holdings
from fengqiao.kit.clock import local_day
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

_HIDDEN = "〔依法不予提供〕"
_PREFACE = (
    "根据《中华人民共和国个人信息保护法》第四十五条，将本系统中保存的您的个人信息复制如下。内容截至提供之日；"
    "各部分按记录的日期先后排列，没有记录的部分不列出。"
)
_RIGHTS = (
    "您认为上述信息不准确或者不完整的，可以向司法所或者县级社区矫正机构申请更正、补充"
    "（《中华人民共和国个人信息保护法》第四十六条）；对不予提供的决定不服的，可以依法申请复核或者向人民检察院反映。"
)


@audit.act("desk.give_person_copy", about="uid", record=("checked", "reason"))
def give(*, uid: UUID, checked: str, reason: str, by: audit.Actor, at: datetime) -> bytes:
    """The PDF, made and handed out at once; nothing of it is kept but its SHA-256 in the audit.

    Somebody else has recorded the request, which is thereby answered (THREATS T55).
    Raises: UnknownSubject, NotYourAct, NoCopyAsked, SamePerson, users.FactorNeeded.
    """
    row = subjects.row(uid=uid, by=by, today=local_day(at))
    subjects.must(by, subjects.Duty.GIVE_COPY, area=row.area)
    if not users.verified_within(by, at):
        raise users.FactorNeeded
    subjects.lock_known(row.id, by)
    asked = subjects.copy_asked(subject_id=row.id, by=by)
    asker = subjects.request_rules.ASKERS[asked.asked_by].zh
    made = documents.person_copy(
        {
            "office": areas.office_name(row.area),
            "day": holdings.day(at),
            "head": [
                ("姓名", row.name), ("档案编号", row.file_number), ("申请人", asker),
                ("身份核验", checked), ("提供日期", holdings.day(at)),
                ("受理人", asked.received_name), ("提供人", by.name),
            ],
            "preface": _PREFACE,
            "sections": list(_sections(row.id)),
            "kept": [(each.what, each.why, each.basis) for each in holdings.kept()],
            "left_out": sorted(set(holdings.left_out().values())),
            "rights": _RIGHTS,
        },
        mark="演示" if settings.FENGQIAO_DEMONSTRATION else "",
    )  # fmt: skip
    digest = hashlib.sha256(made).hexdigest()
    subjects.copy_given(asked, text=f"已当面提供副本，SHA-256 {digest}", by=by, at=at)
    audit.read(by=by, what="person_copy", about=str(uid), area=row.area, purpose=f"{reason}；SHA-256 {digest}")
    return made


def _sections(subject_id: int) -> Iterator[dict[str, object]]:
    """Every room's part. A last net: the name of somebody whom the case protects stands nowhere."""
    names = sorted(subjects.protected_names(subject_id=subject_id), key=len, reverse=True)
    for section in holdings.tell(subject_id):
        entries = [[(label, without(text, names)) for label, text in entry if text] for entry in section.entries]
        yield {"title": section.title, "entries": [each for each in entries if each]}


def without(text: str, names: Iterable[str]) -> str:
    """A text in which nobody of these is named."""
    for name in names:
        text = text.replace(name, _HIDDEN)
    return text
