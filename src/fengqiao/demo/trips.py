"""Where people want to go and why: destinations, grounds and proof, as an application gives them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from fengqiao.demo.days import Days


@dataclass(frozen=True, slots=True)
class Trip:
    """A leave that is asked for.

    Unit: `asked` and `leaves` in days from the day of the build, negative in the past; `days` counts both ends;
    hours of the day. `today`: leaving, or coming back, lies ahead on the day of the build itself.
    """

    asked: int
    leaves: int
    days: int
    reason: str = "medical"
    place: str = "330102"
    details: str = "到浙江大学医学院附属第一医院复查腰椎术后恢复情况，已预约专家门诊。"
    proof: tuple[str, ...] = ("门诊预约单", "病历首页")
    address: str = "杭州市上城区庆春路79号"
    transport: str = "高铁"
    hour: float = 7.5
    back_hour: float = 20
    is_emergency: bool = False
    is_accompanied: bool = False

    def leaves_at(self, days: Days) -> datetime:
        """The moment of leaving; still ahead when it is on the day of the build."""
        return days.at(self.leaves, self.hour) if self.leaves else days.later_today(18)

    def returns_at(self, days: Days) -> datetime:
        """The moment of coming back; still ahead when it is on the day of the build."""
        last = self.leaves + self.days - 1
        found = days.at(last, self.back_hour) if last else days.later_today(self.back_hour)
        return max(found, self.leaves_at(days) + timedelta(hours=2))

    def form(self, days: Days, *, phone: str) -> dict[str, Any]:
        """The application's fields as a door would send them."""
        sent: dict[str, Any] = {
            "reason": self.reason,
            "details": self.details,
            "leaves_at": self.leaves_at(days).isoformat(),
            "returns_at": self.returns_at(days).isoformat(),
            "places": [self.place],
            "address": self.address,
            "contact": phone,
            "transport": self.transport,
            "proof": list(self.proof),
        }
        if self.is_emergency:
            sent["emergency"] = True
        if self.is_accompanied:
            sent |= {"guardian_agrees": True, "accompanied_by": "母亲", "companions": "母亲"}
        return sent


CLINIC = Trip(0, 0, 1)
SITE = Trip(
    0, 0, 1, "work", "330206", "到宁波北仑工地安装调试设备，合同约定工期，本人为项目唯一持证焊工。",
    ("劳动合同", "派工单"), "宁波市北仑区新碶街道明州路", "自驾",
)  # fmt: skip
MARKET = Trip(
    0, 0, 1, "work", "330782", "到义乌国际商贸城洽谈袜业订单并签订供货合同，客户指定由本人到场。",
    ("客户邀请函", "营业执照副本"), "义乌市福田街道国际商贸城二区", "自驾",
)  # fmt: skip
SICKBED = Trip(
    0, 0, 1, "family", "330604", "岳父脑梗住院，家中无其他成年子女，需到医院陪护并办理转院手续。",
    ("住院证明", "亲属关系证明"), "绍兴市上虞区市民大道517号", "自驾",
)  # fmt: skip
HEARING = Trip(
    0, 0, 1, "litigation", "330702", "民间借贷纠纷案开庭，本人为被告，法院传票要求到庭。",
    ("开庭传票",), "金华市婺城区双龙南街", "高铁",
)  # fmt: skip
EXAM = Trip(
    0, 0, 1, "study", "330108", "参加低压电工操作证培训及考试，考点设在杭州市滨江区。",
    ("培训报名表", "准考证"), "杭州市滨江区江南大道", "长途汽车",
)  # fmt: skip
FUNERAL = Trip(
    0, 0, 1, "family", "330329", "祖母去世，回温州市泰顺县老家料理后事。",
    ("死亡证明", "村委会证明"), "温州市泰顺县罗阳镇", "自驾",
)  # fmt: skip
VISIT = Trip(
    0, 0, 1, "other", "330502", "到湖州看望朋友，顺便游玩。", ("本人说明",), "湖州市吴兴区", "自驾"
)  # fmt: skip
NEARBY = Trip(
    0, 0, 1, "work", "330681001", "到暨阳街道亲戚开的超市帮忙，当日往返。", ("本人说明",), "诸暨市暨阳街道", "电动车"
)  # fmt: skip


def trip(kind: Trip, *, asked: int, leaves: int, days: int, **more: Any) -> Trip:
    """One of these with its dates."""
    return replace(kind, asked=asked, leaves=leaves, days=days, **more)
