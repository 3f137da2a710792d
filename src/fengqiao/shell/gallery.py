"""Content of the gallery: every component in every state, at a fixed moment, about invented people.

The browser tests photograph and check this page, so it holds what is hard: long names, names that look like
markup, empty lists, all tones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from fengqiao.shell import components as c
from fengqiao.shell import dates, flow
from fengqiao.shell.components import Basis, Text

NOW: Final = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)
TODAY: Final = date(2026, 11, 23)

MEASURES_27: Final = Basis(
    Text("实施办法 第27条", "Measures art. 27"),
    "#",
    Text("请假外出的条件与批准权限", "Conditions of leave and who may grant it"),
)
MEASURES_24: Final = Basis(Text("实施办法 第24条", "Measures art. 24"), "#")

LONG_NAME: Final = "阿卜杜热依木·买买提"
HOSTILE_NAME: Final = "<b hx-post=/x hx-trigger=load>张三</b>"


def content() -> dict[str, Any]:
    """Everything that shell/gallery.html draws."""
    return {
        "today": TODAY,
        "figures": _figures(),
        "dues": _dues(),
        "tags": _tags(),
        "people": _people(),
        "columns": _columns(),
        "views": _views(),
        "chips": (
            c.Chip(Text("责任人：陈立群", "Officer: Chen Liqun"), "#"),
            c.Chip(Text("类别：缓刑", "Category: probation"), "#"),
        ),
        "facts": _facts(),
        "details": _details(),
        "term": _term(),
        "entries": _entries(),
        "steps": _steps(),
        "checks": _checks(),
        "bands": _bands(),
        "choices": _choices(),
        "chart": _chart(),
        "fields": _fields(wrong=False),
        "wrong_fields": _fields(wrong=True),
        "crumbs": (c.Crumb(Text("组件", "Components"), "#"), c.Crumb(Text("全部", "All"))),
    }


@dataclass(frozen=True, slots=True)
class _Box:
    key: str
    title: Text
    who: Text
    kind: str


@dataclass(frozen=True, slots=True)
class _Way:
    source: str
    target: str
    kind: str


def _chart() -> flow.Chart:
    nobody = Text("", "")
    boxes = (
        _Box("start", Text("启动", "Start"), Text(HOSTILE_NAME, HOSTILE_NAME), "start"),
        _Box("review", Text("司法所审核", "Review by the justice office"), Text("司法所", "justice office"), "step"),
        _Box("decide", Text("审批", "Decide"), Text("按审批权限", "by the ladder"), "decision"),
        _Box("tell", Text("告知不予批准", "Tell of the refusal"), Text("司法所", "justice office"), "step"),
        _Box("away", Text("外出期间", "Away"), Text("本人", "the person"), "state"),
        _Box("end", Text("办结", "End"), nobody, "end"),
    )
    ways = (
        *(_Way("start", "review", "on"), _Way("review", "decide", "on"), _Way("decide", "tell", "on")),
        *(_Way("decide", "away", "on"), _Way("decide", "review", "back"), _Way("away", "decide", "letter")),
        *(_Way("tell", "end", "on"), _Way("away", "end", "lapse")),
    )
    return flow.lay_out(boxes, ways, "zh" if dates.is_chinese() else "en")


def _due(*, hours: int = 0, days: int = 0, label: Text | str = "") -> c.Due:
    midnight = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    at = NOW + timedelta(hours=hours) if hours else midnight + timedelta(days=days)
    reasoning = (Text("自收到之日起三个工作日", "Three working days from receipt"),)
    return c.Due(due_at=at, now=NOW, basis=(MEASURES_27,), reasoning=reasoning, label=label)


def _dues() -> tuple[c.Due, ...]:
    return (_due(days=-3), _due(hours=3), _due(days=0), _due(days=1), _due(days=2), _due(days=17))


def _figures() -> tuple[c.Figure, ...]:
    return (
        c.Figure(
            Text("已逾期", "Overdue"),
            2,
            "#",
            Text("最久 2 天，均已上报县局", "Longest 2 days"),
            "danger",
            "alert-octagon",
        ),
        c.Figure(
            Text("今日到期", "Due today"), 5, "#", Text("最早 12:00", "Earliest 12:00"), "warn", "clock-exclamation"
        ),
        c.Figure(
            Text("三日内", "Within three days"),
            9,
            "#",
            Text("其中 4 项待本人提交", "4 wait for the person"),
            "notice",
            "hourglass",
        ),
        c.Figure(Text("待我审批", "For my decision"), 4, "#", Text("请假 4", "Leave 4"), "info", "clipboard-check"),
        c.Figure(
            Text("本周已办结", "Closed this week"),
            31,
            "#",
            Text("按期率 96.8%", "96.8% on time"),
            "ok",
            "circle-check",
            "/ 38",
        ),
    )


def _tags() -> tuple[c.Tag, ...]:
    return (
        c.Tag(Text("红色", "Red"), "danger", solid=True),
        c.Tag(Text("越界", "Out of area"), "danger", "map-exclamation"),
        c.Tag(Text("今日到期", "Due today"), "warn"),
        c.Tag(Text("三日内", "Within three days"), "notice"),
        c.Tag(Text("通过", "Passed"), "ok", "check"),
        c.Tag(Text("办理中", "In progress"), "info"),
        c.Tag(Text("心理三级", "Psychological level 3"), "mind", "brain"),
        c.Tag(Text("已结束", "Ended")),
    )


def _people() -> tuple[tuple[c.Person, c.Due | None, str, c.Term], ...]:
    number = "诸枫矫〔2026〕{:03}"
    long_term = c.Term(date(2025, 6, 12), date(2027, 6, 11), TODAY)
    new_term = c.Term(date(2026, 11, 14), date(2028, 11, 13), TODAY)
    return (
        (c.Person("蒋伟", "#", number.format(27)), _due(days=-3, label=Text("销假", "Return")), "strict", long_term),
        (
            c.Person(LONG_NAME, "#", number.format(16)),
            _due(hours=8, label=Text("请假审批", "Leave")),
            "normal",
            new_term,
        ),
        (c.Person("金*", "#", restricted=True), _due(days=2), "lenient", long_term),
        (c.Person(HOSTILE_NAME, "#", number.format(44)), None, "", new_term),
    )


def _columns() -> tuple[c.Column, ...]:
    return (
        c.Column(Text("姓名与编号", "Name and number"), "#", "ascending"),
        c.Column(Text("等级", "Class")),
        c.Column(Text("矫正期", "Term"), "#", "none"),
        c.Column(Text("下一事项", "Next"), "#", "none"),
        c.Column(Text("积分", "Points"), classes="r"),
    )


def _views() -> tuple[c.View, ...]:
    return (
        c.View(Text("全部", "All"), "#", 46),
        c.View(Text("需关注", "Needs attention"), "#", 14, current=True, hot=True),
        c.View(Text("入矫期", "Admission"), "#", 3),
        c.View(Text("外出中", "On leave"), "#", 0),
    )


def _facts() -> tuple[c.Fact, ...]:
    return (
        c.Fact(Text("请假", "Leave"), Text("逾期未归 1 天", "1 day late"), "danger"),
        c.Fact(Text("思想汇报", "Report"), Text("11-26 到期", "due 11-26"), "warn"),
        c.Fact(Text("状态", "State"), Text("在册", "Registered")),
        c.Fact(Text("禁止令", "Injunction"), Text("无", "None")),
        c.Fact(Text("责任人", "Officer"), "陈立群", note=Text("枫桥司法所", "Fengqiao office")),
    )


def _details() -> tuple[c.Fact, ...]:
    return (
        c.Fact(Text("罪名", "Offence"), Text("盗窃罪", "Theft")),
        c.Fact(Text("决定机关", "Deciding organ"), Text("诸暨市人民法院", "Zhuji People's Court")),
        c.Fact(Text("工作单位", "Employer"), None),
        c.Fact(Text("曾用名", "Former name"), HOSTILE_NAME),
    )


def _term() -> c.Term:
    markers = (
        c.Marker(date(2025, 6, 16), Text("入矫宣告", "Announced")),
        c.Marker(date(2026, 9, 1), Text("转严管", "Strict"), "danger"),
        c.Marker(date(2026, 10, 20), Text("训诫", "Admonition"), "warn"),
        c.Marker(date(2027, 5, 12), Text("期满前 30 日", "30 days before end")),
    )
    return c.Term(date(2025, 6, 12), date(2027, 6, 11), TODAY, Text("二年", "two years"), markers)


def _entries() -> tuple[c.Entry, ...]:
    office = Text("枫桥司法所 陈立群", "Fengqiao office, Chen Liqun")
    return (
        c.Entry(
            NOW,
            Text("逾期未归", "Not returned"),
            "danger",
            (c.Tag(Text("待核实", "To verify"), "danger"),),
            office,
            Text("应于 11月22日 24:00 前返回", "Was to return by 22 Nov 24:00"),
            basis=(MEASURES_27,),
        ),
        c.Entry(
            NOW - timedelta(hours=3),
            Text("晨间签到", "Morning check-in"),
            "mute",
            (c.Tag(Text("通过", "Passed"), "ok"),),
        ),
        c.Entry(
            NOW - timedelta(days=5),
            Text("准假四天", "Leave of four days"),
            "ok",
            (),
            office,
            Text("就医，杭州市上城区", "Medical, Hangzhou"),
            Text("文书 诸枫矫假〔2026〕0118", "Paper 2026/0118"),
            "#",
        ),
        c.Entry(NOW - timedelta(days=11), Text("训诫", "Admonition"), "warn", (), office, HOSTILE_NAME),
    )


def _steps() -> tuple[c.Step, ...]:
    return (
        c.Step(Text("本人申请", "Application"), "done", "11-23 09:05", (MEASURES_27,)),
        c.Step(Text("材料核验", "Review"), "done", "11-23 09:10", (MEASURES_24,)),
        c.Step(
            Text("司法所审批", "Decision by the office"),
            "now",
            Text("限今日 12:00 前", "by 12:00 today"),
            (MEASURES_27,),
        ),
        c.Step(Text("外出", "Away"), "next", Text("至 11-28 24:00", "until 11-28 24:00"), (MEASURES_27,)),
        c.Step(Text("返回销假", "Return"), "next"),
    )


def _checks() -> tuple[c.Check, ...]:
    return (
        c.Check(
            Text("提前三日提出", "Asked three days ahead"),
            "warn",
            Text("申请 11-23，离开 11-25", "Asked 11-23, leaves 11-25"),
            Text("提前 2 日", "2 days ahead"),
            (MEASURES_27,),
        ),
        c.Check(Text("单次不超过 7 天", "At most 7 days"), "pass", value=Text("4 天", "4 days")),
        c.Check(
            Text("目的地不在禁止令范围", "Injunction not touched"),
            "block",
            Text("禁止进入上城区", "Shangcheng is barred"),
            Text("冲突", "Conflict"),
        ),
        c.Check(Text("出入境限制", "Exit restriction"), "later", Text("请人工核对", "Check by hand")),
    )


def _bands() -> tuple[c.Band, ...]:
    return (
        c.Band(
            Text("枫桥司法所 负责人", "Head of the Fengqiao office"),
            Text("一次不超过 7 日", "Up to 7 days at a time"),
            True,
            Text("4 天，近两个月累计 8 天", "4 days, 8 in two months"),
            Text("委托书 诸矫委〔2026〕02", "Delegation 2026/02"),
            Text("县级机构备案", "filed with the county"),
            (MEASURES_27,),
        ),
        c.Band(
            Text("诸暨市社区矫正机构 负责人", "County institution"),
            Text("不超过 30 日", "Up to 30 days"),
            basis=(MEASURES_27,),
        ),
        c.Band(
            Text("绍兴市社区矫正机构", "City institution"),
            Text("超过 30 日，或两个月内累计超过 30 日", "More than 30 days"),
            copies=Text("同级人民检察院", "Procuratorate"),
            basis=(MEASURES_27,),
        ),
    )


def _choices() -> tuple[c.Choice, ...]:
    return (
        c.Choice("grant", Text("批准", "Grant"), Text("报县级机构备案", "Filed with the county"), chosen=True),
        c.Choice("refuse", Text("不批准", "Refuse"), Text("须说明理由，并告知本人", "Reasons are required")),
        c.Choice(
            "forward",
            Text("报县级机构审批", "Forward to the county"),
            refused=Text("未超过司法所权限", "Within the office's power"),
            basis=(MEASURES_27,),
        ),
    )


REASONS: Final = (
    ("medical", Text("就医", "Medical care")),
    ("court", Text("参加诉讼", "Court hearing")),
    ("family", Text("家庭重要事务", "Family matter")),
)
WATCHES: Final = (("daily", Text("每日签到", "Daily check-in")), ("video", Text("视频抽查", "Video call")))
WAYS: Final = (("train", Text("火车", "Train")), ("car", Text("汽车", "Car")))
TOLD: Final = Text("已告知本人权利义务", "The person has been told of rights and duties")
BEFORE: Final = Text("返回日期早于离开日期 11月25日", "Before the day of leaving")


def _fields(*, wrong: bool) -> tuple[c.Field, ...]:
    """One field of every kind; `wrong` draws those that can be filled in wrongly so."""
    key = "w" if wrong else "g"
    made = (*_asked(wrong=wrong), *_given())
    return tuple(replace(field, id=f"{key}-{field.name}", name=f"{key}_{field.name}") for field in made)


def _asked(*, wrong: bool) -> tuple[c.Field, ...]:
    returns: str | date = "2026-11-20" if wrong else date(2026, 11, 28)
    place = "" if wrong else "杭州市上城区"
    late = BEFORE if wrong else ""
    missing = Text("请填写目的地", "Enter the destination") if wrong else ""
    where = Text("写到县（市、区）", "County or district")
    return (
        c.Field("reason", Text("事由", "Reason"), "select", "medical", required=True, choices=REASONS, span=2),
        c.Field("leaves", Text("离开日期", "Leaves on"), "date", date(2026, 11, 25), required=True, span=2),
        c.Field("returns", Text("返回日期", "Returns on"), "date", returns, late, required=True, span=2),
        c.Field("place", Text("目的地", "Destination"), "text", place, missing, where, required=True),
    )


def _given() -> tuple[c.Field, ...]:
    paper = Text("图片或 PDF，不超过 10 MB", "Picture or PDF, up to 10 MB")
    return (
        c.Field("days", Text("批准天数", "Days granted"), "number", 4, unit=Text("天", "days")),
        c.Field("leaves_at", Text("出发时间", "Leaves at"), "moment", NOW),
        c.Field("file", Text("证明材料", "Proof"), "file", hint=paper),
        c.Field("way", Text("交通方式", "Travels by"), "radio", "train", choices=WAYS),
        c.Field("watch", Text("监管措施", "Supervision"), "checks", ["daily"], choices=WATCHES),
        c.Field("text", Text("申请说明", "Explanation"), "textarea", HOSTILE_NAME, span=6),
        c.Field("told", TOLD, "checkbox", True, required=True, span=6),
        c.Field("office", Text("受理单位", "Received by"), "static", "枫桥司法所"),
        c.Field("code", Text("动态口令", "One-time code"), "code", "", span=2),
        c.Field("secret", Text("密码", "Password"), "password", "", span=2),
    )
