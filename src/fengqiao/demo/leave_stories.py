"""The leaves of 枫桥司法所: one for every state that the procedure knows, each about another person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from fengqiao.demo.company import COUNTY
from fengqiao.demo.leave_telling import Leave
from fengqiao.demo.trips import (
    CLINIC,
    EXAM,
    FUNERAL,
    HEARING,
    MARKET,
    NEARBY,
    SICKBED,
    SITE,
    VISIT,
    Trip,
    trip,
)

HEALTH = "已查看最近一次病情复查诊断，医生意见可以短途乘车，由保证人全程陪同。"
_TOO_THIN = "所称探友、游玩不属于《社区矫正法实施办法》第二十六条规定的正当理由，且未提交证明材料。"


@dataclass(frozen=True, slots=True)
class LeaveStory:
    """What happens, about whom (adult, minor, medical, barred), after which closed leaves of the same person."""

    name: str
    trip: Trip
    tell: Callable[[Leave], object]
    about: str = "adult"
    before: tuple[Trip, ...] = ()


def _granted(leave: Leave) -> Leave:
    """Asked, reviewed, granted by the office and filed, before leaving."""
    asked = leave.journey.asked
    return leave.ask().review(asked).grant(asked + 1).filed(asked + 1)


def _long(leave: Leave) -> Leave:
    """Granted by the county, before leaving."""
    asked = leave.journey.asked
    return leave.ask().review(asked).granted_by_county(asked + 1)


WAITING = (
    LeaveStory("draft", trip(EXAM, asked=0, leaves=5, days=3), Leave.draft),
    LeaveStory("review today", trip(CLINIC, asked=-2, leaves=0, days=2), Leave.ask),
    LeaveStory("review tomorrow", trip(HEARING, asked=-3, leaves=1, days=2), Leave.ask),
    LeaveStory("review soon", trip(SICKBED, asked=-1, leaves=3, days=4), Leave.ask),
    LeaveStory("review later", trip(EXAM, asked=-1, leaves=9, days=5), Leave.ask),
    LeaveStory("decide today", trip(SICKBED, asked=-3, leaves=0, days=3), lambda s: s.ask().review(-1)),
    LeaveStory("decide soon", trip(CLINIC, asked=-3, leaves=2, days=3), lambda s: s.ask().review(-2)),
    LeaveStory("decide later", trip(MARKET, asked=-2, leaves=6, days=4), lambda s: s.ask().review(-1)),
    LeaveStory("decided too late", trip(MARKET, asked=-5, leaves=-1, days=3), lambda s: s.ask().review(-4)),
    LeaveStory("county decides", trip(SITE, asked=-3, leaves=4, days=12), lambda s: s.ask().review(-2)),
    LeaveStory("county decides soon", trip(SITE, asked=-4, leaves=1, days=21), lambda s: s.ask().review(-3)),
    LeaveStory("county gives its opinion", trip(SITE, asked=-2, leaves=7, days=45), lambda s: s.ask().review(-1)),
    LeaveStory(
        "city decides", trip(SITE, asked=-5, leaves=5, days=60), lambda s: s.ask().review(-4).county_opinion(-2)
    ),
    LeaveStory(
        "two months together",
        trip(SICKBED, asked=-2, leaves=3, days=7),
        lambda s: s.ask().review(-1).county_opinion(0),
        before=(trip(SITE, asked=-53, leaves=-49, days=14), trip(SITE, asked=-31, leaves=-27, days=12)),
    ),
    LeaveStory(
        "returned for correction",
        trip(VISIT, asked=-3, leaves=4, days=3),
        lambda s: s.ask().act(
            s.office.second,
            "review",
            "incomplete",
            s.days.office(-2, 11),
            {"what_is_missing": "未附探望对象的身份及住址证明，请补充；外出事由请写明具体事项。"},
        ),
    ),
)

HELP = {"help_from": "330604", "help_wanted": "接受该对象到达、离开报告，开展一次实地核查，并函复情况。"}
ON_THE_WAY = (
    LeaveStory(
        "granted, to be filed", trip(CLINIC, asked=-4, leaves=2, days=3), lambda s: s.ask().review(-3).grant(-1)
    ),
    LeaveStory("granted, not left", trip(EXAM, asked=-6, leaves=3, days=4), _granted),
    LeaveStory("away", trip(MARKET, asked=-6, leaves=-2, days=6), lambda s: _granted(s).checked(-1)),
    LeaveStory(
        "away for long", trip(SITE, asked=-15, leaves=-9, days=25), lambda s: _long(s).checked(-4).checked(-1, "phone")
    ),
    LeaveStory(
        "away by the city's leave",
        trip(SITE, asked=-20, leaves=-12, days=50),
        lambda s: s.ask().review(-19).granted_by_city(-17).checked(-3),
    ),
    LeaveStory(
        "help asked there",
        trip(SICKBED, asked=-12, leaves=-7, days=18),
        lambda s: _long(s).act(COUNTY, "away", "ask_help", s.days.office(-6, 10), HELP),
    ),
    LeaveStory(
        "taken into custody there",
        trip(SITE, asked=-14, leaves=-8, days=20),
        lambda s: _long(s).checked(-5).act(s.office.first, "away", "detained", s.days.office(-3, 10)),
    ),
    LeaveStory(
        "emergency, paper to come",
        trip(FUNERAL, asked=0, leaves=0, days=5, is_emergency=True, proof=()),
        lambda s: s.ask().review(0).grant(0),
    ),
    LeaveStory("back today", trip(HEARING, asked=-7, leaves=-2, days=3), _granted),
    LeaveStory("back tomorrow", trip(SICKBED, asked=-8, leaves=-3, days=5), _granted),
    LeaveStory("overdue since yesterday", trip(MARKET, asked=-9, leaves=-4, days=4, back_hour=18), _granted),
    LeaveStory("overdue for days", trip(SITE, asked=-14, leaves=-9, days=6), _granted),
    LeaveStory(
        "extension asked",
        trip(SICKBED, asked=-8, leaves=-3, days=5),
        lambda s: _granted(s).more(-1, 2, "岳父病情反复，转入重症监护室，需延长陪护。"),
    ),
    LeaveStory(
        "extension beyond the office",
        trip(SICKBED, asked=-9, leaves=-4, days=7),
        lambda s: _granted(s).more(-1, 6, "术后并发感染，医院通知延期出院。"),
    ),
    LeaveStory(
        "extension beyond the county",
        trip(SITE, asked=-30, leaves=-25, days=28),
        lambda s: _long(s).more(-1, 12, "业主追加工程量，合同工期顺延，已附补充协议。"),
    ),
    LeaveStory(
        "extended",
        trip(CLINIC, asked=-9, leaves=-4, days=4),
        lambda s: (
            _granted(s)
            .more(-2, 3, "医院临时调整手术时间，术后需留院观察三日。")
            .act(s.office.head, "decide_extension", "grant", s.days.office(-2, 14))
        ),
    ),
    LeaveStory(
        "extension refused",
        trip(MARKET, asked=-9, leaves=-4, days=5),
        lambda s: (
            _granted(s)
            .more(-1, 1, "顺便联系另外两家客户。")
            .act(
                s.office.head,
                "decide_extension",
                "refuse",
                s.days.office(-1, 15),
                reasons="延期事由与原申请事由无关，且未提交客户方证明，应当按期返回。",
            )
        ),
    ),
    LeaveStory(
        "hindered",
        trip(FUNERAL, asked=-10, leaves=-6, days=5),
        lambda s: (
            _granted(s)
            .lapsed(s.days.at(-1, 8))
            .more(-1, 4, "当地山体滑坡道路中断，客运停班，无法按期返回。", step="overdue", outcome="hindered")
        ),
    ),
    LeaveStory(
        "ordered back",
        trip(MARKET, asked=-7, leaves=-2, days=6),
        lambda s: _granted(s).act(
            s.office.first,
            "away",
            "ordered_back",
            s.days.at(-1, 20.5),
            reasons="信息化核查显示已离开批准的目的地前往金华，未经批准变更外出地点，责令立即返回。",
        ),
    ),
    LeaveStory(
        "cannot be reached",
        trip(SITE, asked=-20, leaves=-15, days=7),
        lambda s: (
            _granted(s)
            .lapsed(s.days.at(-8, 8))
            .act(
                s.office.first,
                "overdue",
                "no_contact",
                s.days.office(-6, 9),
                reasons="逾期未归，本人及家属电话均无人接听，上门查访不在家中，已连续两日联系不上。",
            )
        ),
    ),
    LeaveStory(
        "back, to be closed",
        trip(CLINIC, asked=-7, leaves=-2, days=2),
        lambda s: _granted(s).came_back(s.days.at(-1, 18.3)),
    ),
    LeaveStory(
        "back, recorded too late",
        trip(EXAM, asked=-26, leaves=-22, days=5),
        lambda s: (
            _granted(s)
            .lapsed(s.days.at(-17, 8))
            .act(
                s.office.first,
                "overdue",
                "came_back_late",
                s.days.office(-1, 9),
                {"returned_at": s.days.at(-18, 17).isoformat(), "return_proof": ["往返车票", "培训合格证"]},
                reasons="本人按期返回并已电话报告，值班人员未及时录入，现补录。",
            )
        ),
    ),
)


def _late(leave: Leave, *, hours: float, reasons: str) -> Leave:
    """A history in which the person came back late."""
    back = leave.journey.returns_at(leave.days) + timedelta(hours=hours)
    _granted(leave).lapsed(back - timedelta(minutes=10)).came_back_late(back, reasons)
    return leave.closed(back + timedelta(hours=3))


PAST = (
    LeaveStory("closed 1", trip(CLINIC, asked=-66, leaves=-62, days=3), Leave.history),
    LeaveStory("closed 2", trip(HEARING, asked=-47, leaves=-43, days=2), Leave.history),
    LeaveStory("closed 3", trip(MARKET, asked=-30, leaves=-26, days=5), Leave.history),
    LeaveStory("closed 4", trip(SITE, asked=-48, leaves=-42, days=20), Leave.history),
    LeaveStory(
        "closed late",
        trip(SICKBED, asked=-38, leaves=-34, days=4),
        lambda s: _late(s, hours=15, reasons="高速因大雾封闭，滞留上虞服务区一夜，次日上午返回，已提交通行记录。"),
    ),
    LeaveStory(
        "closed very late",
        trip(MARKET, asked=-25, leaves=-21, days=5),
        lambda s: _late(s, hours=40, reasons="称货款未结清而滞留，未提前报告，无正当理由，拟另行予以训诫。"),
    ),
    LeaveStory(
        "refused, to be told",
        trip(VISIT, asked=-4, leaves=3, days=3, proof=("本人说明",)),
        lambda s: s.ask().review(-3, "事由为探友游玩，未附证明，建议不予批准。").refuse(-1, _TOO_THIN, _TOO_THIN),
    ),
    LeaveStory(
        "refused and told",
        trip(VISIT, asked=-18, leaves=-12, days=4),
        lambda s: (
            s.ask()
            .review(-17, "事由不在正当理由之列，建议不予批准。")
            .refuse(-16, _TOO_THIN, _TOO_THIN)
            .act(s.office.first, "tell", "told", s.days.office(-15, 9))
        ),
    ),
    LeaveStory(
        "withdrawn",
        trip(MARKET, asked=-11, leaves=-5, days=3),
        lambda s: s.ask().act(s.office.first, "review", "withdrawn", s.days.office(-9, 9)),
    ),
    LeaveStory(
        "cancelled",
        trip(EXAM, asked=-12, leaves=-5, days=3),
        lambda s: _granted(s).act(s.office.first, "away", "cancelled", s.days.office(-7, 9)),
    ),
)

SPECIAL = (
    LeaveStory(
        "minor, to be decided",
        trip(EXAM, asked=-2, leaves=4, days=3, is_accompanied=True),
        lambda s: s.ask().review(-1, "监护人同意并全程陪同，事由为技能考试，同意报请审批。"),
        about="minor",
    ),
    LeaveStory(
        "minor, away",
        trip(CLINIC, asked=-5, leaves=-1, days=4, is_accompanied=True),
        _granted,
        about="minor",
    ),
    LeaveStory(
        "temporary service, to be decided",
        trip(CLINIC, asked=-3, leaves=2, days=3, details="到浙江大学医学院附属第一医院做第四次化疗，已预约床位。"),
        lambda s: s.ask().review(-2),
        about="medical",
    ),
    LeaveStory(
        "temporary service, granted",
        trip(CLINIC, asked=-5, leaves=1, days=2, details="到省级医院复查透析通路，保证人陪同，当日检查次日返回。"),
        lambda s: _granted(s),
        about="medical",
    ),
    LeaveStory("against an injunction", trip(MARKET, asked=-1, leaves=4, days=3), Leave.ask, about="barred"),
    LeaveStory("not leaving the city", trip(NEARBY, asked=-1, leaves=3, days=5), Leave.ask),
    LeaveStory(
        "no approval needed",
        trip(NEARBY, asked=-9, leaves=-5, days=5),
        lambda s: s.ask().act(s.office.second, "review", "not_needed", s.days.office(-8, 10)),
    ),
)

FENGQIAO_LEAVES = (*PAST, *WAITING, *ON_THE_WAY, *SPECIAL)
