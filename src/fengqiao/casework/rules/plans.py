"""What a plan holds. Pure. Law: Community Corrections Law art. 24; Implementation Measures art. 22."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from fengqiao.law.face import Text

CAUSES: Final = {
    "first": Text("首次制定", "first plan"),
    "class_change": Text("管理类别变动", "the class has changed"),
    "review": Text("阶段评估", "review of the stage"),
    "sanction": Text("受到处罚", "a sanction"),
    "commendation": Text("获得表扬", "a commendation"),
    "life_event": Text("生活发生重大变化", "a change in life"),
    "risk": Text("再犯罪风险变化", "another risk of reoffending"),
    "device": Text("使用、解除电子定位装置", "an electronic device begins or ends"),
    "last_month": Text("解除矫正前一个月教育", "education in the last month"),
}
EFFECTS: Final = {
    "good": Text("效果明显", "clear effect"),
    "some": Text("有一定效果", "some effect"),
    "none": Text("效果不明显", "little effect"),
}


@dataclass(frozen=True, slots=True)
class NewPlan:
    """The texts of one version of a plan."""

    cause: str
    assessment: str = field(repr=False)
    psychology: str = field(repr=False)
    supervision: str = field(repr=False)
    support: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One version of a plan as the file shows it."""

    uid: UUID
    number: int
    cause: str
    assessment: str = field(repr=False)
    psychology: str = field(repr=False)
    supervision: str = field(repr=False)
    support: str = field(repr=False)
    adopted_by: str
    first_day: date
    last_day: date | None
    review_by: date
