"""Invented sentences, lawful ones: what was decided, from when, until when, and where the person stands on a day.

Law: Criminal Law arts 38 (public surveillance), 72-73 (suspension: a detention of up to six months on two months
to a year, a prison term of up to three years on one to five years, never shorter than the term), 83 (parole).
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from fengqiao.demo.days import add_months
from fengqiao.law import face as law

# Offence and the months of its usual sentence.
_OFFENCES = (
    ("盗窃罪", 10),
    ("诈骗罪", 14),
    ("故意伤害罪", 12),
    ("交通肇事罪", 12),
    ("寻衅滋事罪", 10),
    ("开设赌场罪", 12),
    ("非法吸收公众存款罪", 20),
    ("帮助信息网络犯罪活动罪", 8),
    ("污染环境罪", 8),
    ("虚开增值税专用发票罪", 14),
    ("掩饰、隐瞒犯罪所得罪", 8),
    ("妨害公务罪", 8),
)
_SHORT = ("危险驾驶罪", "非法捕捞水产品罪", "危险作业罪")
_INJUNCTIONS = (
    "禁止进入网吧、酒吧等娱乐场所",
    "禁止接触被害人及其近亲属",
    "禁止从事相关的生产经营活动",
    "禁止进入赌博场所",
)
_CATEGORIES = {"parole": "假释", "medical": "暂予监外执行", "prison": "暂予监外执行", "surveillance": "管制"}
_CHINESE = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
_NOT_REGISTERED = ("arriving", "notified", "prison", "pregnant", "sick", "newcomer")
# Unit: days. How long ago the decision took effect, first and last.
_AGO = {
    "arriving_today": (10, 10),
    "arriving_soon": (7, 9),
    "notified": (1, 5),
    "arriving_late": (12, 19),
    "arriving_very_late": (46, 46),
    "recent": (20, 70),
}
# Unit: months. Terms of those who come out of prison, and probation after a suspended prison term.
_REST = (14, 20, 26)
_PROBATION = (12, 18, 24, 30, 36)


def invent(dice: random.Random, *, story: str, number: int, today: date, ago: int | None = None) -> dict[str, str]:
    """The columns of the sentence, such that the story is true on `today`.

    Unit: `ago` in days since the decision took effect, where the story fixes it.
    """
    category = _CATEGORIES.get(story, "缓刑")
    offence, penalty, period = _penalty(dice, category, lasting=not story.startswith(_NOT_REGISTERED))
    effective = _effective(dice, story, period, today) if ago is None else today - timedelta(days=ago)
    end = add_months(effective, period) - timedelta(days=1)
    organ, document = _decision(category, effective.year, number)
    values = {
        "矫正类别": category,
        "罪名": offence,
        "原判刑罚": penalty,
        "判决机关": organ,
        "判决文书号": document,
        "判决日期": (effective - timedelta(days=12)).isoformat(),
        "文书生效日期": effective.isoformat(),
        "矫正开始日期": effective.isoformat(),
        "矫正结束日期": (end + timedelta(days=3 if story == "differs" else 0)).isoformat(),
    }
    if story == "injunction":
        values["禁止令内容"] = dice.choice(_INJUNCTIONS)
    if not story.startswith(_NOT_REGISTERED):
        values["入矫日期"] = min(today, effective + timedelta(days=dice.randint(1, 9))).isoformat()
        values["管理类别"] = _class(dice, effective, today)
    return values


def _penalty(dice: random.Random, category: str, *, lasting: bool) -> tuple[str, str, int]:
    """Offence, words of the sentence, and the months under correction."""
    offence, usual = dice.choice(_OFFENCES)
    if category == "管制":
        period = dice.choice((12, 18, 24))
        return offence, f"管制{months(period)}", period
    if category != "缓刑":
        period = dice.choice(_REST)
        return offence, f"有期徒刑{months(period + 12)}", period
    if not lasting and dice.random() < 0.2:
        term = dice.choice((1, 2, 3))
        period = term + dice.choice((2, 3))
        return dice.choice(_SHORT), f"拘役{months(term)}，缓刑{months(period)}", period
    term = usual + dice.choice((0, 2, 4, 6))
    period = dice.choice([each for each in _PROBATION if each >= term])
    return offence, f"有期徒刑{months(term)}，缓刑{months(period)}", period


def _decision(category: str, year: int, number: int) -> tuple[str, str]:
    """Who decided, and the number of the paper."""
    match category:
        case "假释":
            return "绍兴市中级人民法院", f"（{year}）浙06刑更{number + 101}号"
        case "暂予监外执行":
            return "浙江省监狱管理局", f"（{year}）浙监管暂外字第{number + 101}号"
        case _:
            return "诸暨市人民法院", f"（{year}）浙0681刑初{number + 101}号"


def months(count: int) -> str:
    """A length as judgments write it: 一年六个月."""
    years, rest = divmod(count, 12)
    return (f"{_CHINESE[years]}年" if years else "") + (f"{_CHINESE[rest]}个月" if rest else "")


def _effective(dice: random.Random, story: str, period: int, today: date) -> date:
    """The day the decision took effect, chosen so that the story is true on `today`."""
    if story == "arriving_today":
        return _last_day_is(today)
    if story in _AGO:
        return today - timedelta(days=dice.randint(*_AGO[story]))
    lefts = {"ended": -dice.randint(2, 20), "ending": dice.randint(3, 28), "ending_now": dice.randint(0, 4)}
    left = lefts.get(story.removesuffix(" minor"))
    if left is not None:
        return add_months(today + timedelta(days=left + 1), -period)
    # Long enough ago to be settled, and far enough from the end for a leave.
    length = round(period * 30.4)
    return today - timedelta(days=dice.randint(min(100, length // 3), max(101, length - 100)))


def _last_day_is(today: date) -> date:
    """The day of effect whose last good day for reporting in is today (clock REG-1), as near as holidays allow."""
    days = [today - timedelta(days=ago) for ago in range(10, 20)]
    due = {day: law.due("REG-1", start=day).last_good_day for day in days}
    return next((day for day in days if due[day] == today), days[0])


def _class(dice: random.Random, effective: date, today: date) -> str:
    if (today - effective).days < 62:
        return "严管"
    return dice.choices(["普管", "宽管", "严管"], [0.66, 0.22, 0.12])[0]
