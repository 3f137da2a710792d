"""What a correction group may look like. Pure.

Law: Community Corrections Law arts 25 (a woman for women) and 52 (someone who knows minors); Measures arts 19, 55.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from fengqiao.law.face import Text

MEMBER_KINDS: Final = {
    "justice_office": Text("司法所工作人员", "justice office"),
    "committee": Text("村（居）民委员会成员", "village or neighbourhood committee"),
    "guardian": Text("监护人", "guardian"),
    "family": Text("家庭成员", "family"),
    "employer": Text("所在单位人员", "employer"),
    "school": Text("就读学校人员", "school"),
    "social_worker": Text("社会工作者", "social worker"),
    "volunteer": Text("志愿者", "volunteer"),
}
MEMBER_ROLES: Final = {"leader": Text("组长", "leader"), "member": Text("成员", "member")}
WOMAN: Final = "2"

NOT_FORMED, NOBODY, NO_OFFICE, NO_WOMAN, NO_MINORS, PROTECTED, VIOLENCE = (
    "not_formed", "nobody", "no_office", "no_woman", "no_minors", "protected", "violence",
)  # fmt: skip
PROBLEMS: Final = {
    NOBODY: Text("尚未确定小组成员", "no member has been named"),
    NO_OFFICE: Text("成员中没有司法所工作人员", "nobody of the justice office is a member"),
    NO_WOMAN: Text("对象为女性，成员中没有女性", "the person is a woman and no woman is a member"),
    NO_MINORS: Text(
        "对象为未成年人，成员中没有熟悉未成年人身心特点的人员", "the person is a minor and no member knows minors"
    ),
    PROTECTED: Text(
        "成员中有本案被害人、控告人或者举报人，不得担任成员",
        "a victim, accuser or informant of this case may not be a member",
    ),
    VIOLENCE: Text(
        "成员与对象之间有家庭暴力等侵害关系，不得担任成员",
        "there is violence between a member and the person; that member must go",
    ),
    NOT_FORMED: Text("矫正小组尚未经批准成立", "the group has not been approved yet"),
}


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody to be named for a group."""

    name: str = field(repr=False)
    kind: str
    sex: str
    role: str = "member"
    phone: str = field(default="", repr=False)
    knows_minors: bool = False
    has_violence: bool = False
    user: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One member now. `is_protected`: the case protects a person of this name from the one under correction."""

    uid: UUID
    name: str = field(repr=False)
    kind: str
    role: str
    sex: str
    knows_minors: bool
    has_violence: bool
    first_day: date
    is_protected: bool = False
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Group:
    """The group of one person as it stands; `formed_on` is None while members are being found."""

    formed_on: date | None = None
    members: tuple[Member, ...] = ()


def problems(members: Iterable[Member], *, for_woman: bool, for_minor: bool) -> tuple[str, ...]:
    """What the law misses in a group, by code, in a fixed order; empty when nothing.

    Law: Community Corrections Law arts 25, 52; Measures arts 19, 55.
    """
    those = tuple(members)
    found = {
        NOBODY: not those,
        NO_OFFICE: bool(those) and not any(each.kind == "justice_office" for each in those),
        NO_WOMAN: bool(those) and for_woman and not any(each.sex == WOMAN for each in those),
        NO_MINORS: bool(those) and for_minor and not any(each.knows_minors for each in those),
        PROTECTED: any(each.is_protected for each in those),
        VIOLENCE: any(each.has_violence for each in those),
    }
    return tuple(code for code, there in found.items() if there)
