"""Invented people of Zhuji, as rows of a register file. Deterministic for a given day.

Their identity numbers begin with 339900, which is no county, so nobody can have them; names, streets and
telephone numbers are made up (the numbers use the 199 0000 block).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from fengqiao.areas import face as areas
from fengqiao.kit.citizen_number import check_digit

HEADERS = tuple(
    "姓名,身份证号,性别,出生日期,民族,文化程度,婚姻状况,手机号,户籍地址,居住地址,居住地代码,矫正类别,罪名,原判刑罚,判决机关,"  # noqa: SIM905
    "判决文书号,判决日期,文书生效日期,矫正开始日期,矫正结束日期,禁止令内容,执行司法所,入矫日期,管理类别".split(",")
)

_SURNAMES = "陈王张李俞楼何周赵杨徐金郭方骆傅斯石魏姚孟朱蒋钟边宣寿章黄应郑宋吕许孙马沈胡林余毛冯钱".strip()
_MEN = "建军 伟东 国强 志明 海波 立新 卫民 铁锋 文斌 晓刚 荣华 少杰 永康 振宇 浩然 俊杰 泽宇 子轩 明辉 炳炎 光裕 焕良"
_WOMEN = "秀英 丽娟 桂芳 海燕 小红 雪梅 佳怡 雨欣 美华 玉兰 晓燕 文静 春花 梦婷 慧敏 爱珍 彩凤 思琪"
_RARE_MEN = ("阿卜杜热依木·买买提", "欧阳㛃琰", "单于", "仇振国", "解放")
_ROADS = ["建设路", "人民路", "永兴街", "学勉路", "和平弄", "东一路", "溪山路", "江滨路", "老街", "新村路"]
# Offence and the months of its usual sentence.
_OFFENCES = (
    ("危险驾驶罪", 1),
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
    ("非法捕捞水产品罪", 4),
    ("妨害公务罪", 8),
)
_INJUNCTIONS = (
    "禁止进入网吧、酒吧等娱乐场所",
    "禁止接触被害人及其近亲属",
    "禁止从事相关的生产经营活动",
    "禁止进入赌博场所",
)
_CHINESE = {1: "一", 2: "二", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十", 11: "十一"}


@dataclass
class Person:
    """One row, with what the demonstration wants to remember of it."""

    values: dict[str, str] = field(default_factory=dict)
    story: str = "settled"

    @property
    def number(self) -> str:
        return self.values["身份证号"]

    def row(self) -> list[str]:
        """The cells in the order of HEADERS."""
        return [self.values.get(h, "") for h in HEADERS]


def invent(county: str, *, today: date, count: int = 400) -> list[Person]:
    """`count` people spread over the county's offices, 枫桥 first with the most.

    The first people of an office carry the stories of registration: due today, soon, overdue.
    """
    dice = random.Random(f"{county}/{count}")
    offices = list(areas.offices_below(county))
    offices.sort(key=lambda o: (o.short_name != "枫桥司法所", o.area))
    weights = [6.0 if o.short_name == "枫桥司法所" else 3.0 if o.area[6] == "0" else 1.6 for o in offices]
    stories = _stories(count)
    people = []
    for number, story in enumerate(stories):
        office = offices[0] if story.startswith("fq:") else dice.choices(offices, weights)[0]
        people.append(_person(dice, number, office, story.removeprefix("fq:"), today))
    return people


def _stories(count: int) -> list[str]:
    """What each row is about; the rest are settled in correction."""
    special = [
        *["fq:arriving_today", "fq:arriving_soon", "fq:arriving_late", "fq:arriving_very_late"],
        *["arriving_soon"] * 7, *["arriving_today"] * 2, *["arriving_late"] * 4, *["notified"] * 5,
        *["fq:minor"] * 2, *["minor"] * 6, *["fq:injunction"] * 2, *["injunction"] * 8,
        *["fq:ended"], *["ended"] * 2, *["differs"] * 4, *["fq:ending"] * 2, *["ending"] * 6,
        *["medical"] * 14, *["fq:medical"] * 2, *["parole"] * 26, *["fq:parole"] * 2, *["surveillance"] * 8,
    ]  # fmt: skip
    return [*special, *["settled"] * (count - len(special))]


def _person(dice: random.Random, number: int, office: areas.Office, story: str, today: date) -> Person:
    female = dice.random() < 0.16
    age = dice.randint(16, 17) if story == "minor" else min(78, max(19, round(dice.gauss(41, 13))))
    birth = today - timedelta(days=age * 365 + age // 4 + dice.randint(20, 300))
    person = Person(story=story)
    values = person.values
    values["姓名"] = _name(dice, number, female=female)
    values["身份证号"] = _citizen_number(birth, number, female=female)
    values["性别"] = "女" if female else "男"
    values["出生日期"] = birth.isoformat()
    values["民族"] = "维吾尔族" if "买买提" in values["姓名"] else "汉族"
    values["文化程度"] = dice.choice(["初中", "初中", "初中", "小学", "高中", "大专", "本科"])
    values["婚姻状况"] = "未婚" if age < 24 else dice.choice(["已婚", "已婚", "已婚", "离异", "未婚"])
    values["手机号"] = f"1990000{number:04d}"
    _address(dice, values, office)
    _sentence(dice, values, story, today, number)
    values["执行司法所"] = office.short_name
    return person


def _name(dice: random.Random, number: int, *, female: bool) -> str:
    if not female and number in range(40, 40 + len(_RARE_MEN)):
        return _RARE_MEN[number - 40]
    given = dice.choice((_WOMEN if female else _MEN).split())
    return dice.choice(_SURNAMES) + (given if dice.random() < 0.8 else given[0])


def _citizen_number(birth: date, number: int, *, female: bool) -> str:
    order = (number * 2 + (0 if female else 1)) % 1000
    first17 = f"339900{birth:%Y%m%d}{order:03d}"
    return first17 + check_digit(first17)


def _address(dice: random.Random, values: dict[str, str], office: areas.Office) -> None:
    villages = areas.children(office.area)
    village = dice.choice(villages) if villages else areas.place(office.area)
    street = f"{dice.choice(_ROADS)}{dice.randint(1, 199)}号"
    values["居住地址"] = f"浙江省{areas.full_name(village.code)}{street}"
    values["居住地代码"] = village.code
    values["户籍地址"] = values["居住地址"] if dice.random() < 0.8 else f"江西省上饶市信州区{street}"


def _months(count: int) -> str:
    years, months = divmod(count, 12)
    return (f"{_CHINESE[years]}年" if years else "") + (f"{_CHINESE[months]}个月" if months else "")


def _add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))


def _sentence(dice: random.Random, values: dict[str, str], story: str, today: date, number: int) -> None:
    offence, base = dice.choice(_OFFENCES)
    term = max(4, base + dice.choice([0, 2, 4, 6]))
    period = dice.choice([12, 18, 24, 30, 36])
    category = {"parole": "假释", "medical": "暂予监外执行", "surveillance": "管制"}.get(story, "缓刑")
    if category == "管制":
        period = dice.choice([6, 12, 18])
        values["原判刑罚"] = f"管制{_months(period)}"
    elif category == "缓刑":
        values["原判刑罚"] = f"有期徒刑{_months(term)}，缓刑{_months(period)}"
    else:
        period = dice.choice([14, 20, 26])
        values["原判刑罚"] = f"有期徒刑{_months(period + 12)}"
    effective = _effective(dice, story, period, today)
    end = _add_months(effective, period) - timedelta(days=1)
    values |= {
        "矫正类别": category,
        "罪名": offence,
        "判决机关": "诸暨市人民法院" if category != "假释" else "绍兴市中级人民法院",
        "判决文书号": f"（{effective.year}）浙0681刑初{number + 101}号",
        "判决日期": (effective - timedelta(days=12)).isoformat(),
        "文书生效日期": effective.isoformat(),
        "矫正开始日期": effective.isoformat(),
        "矫正结束日期": (end + timedelta(days=3 if story == "differs" else 0)).isoformat(),
    }
    if story == "injunction":
        values["禁止令内容"] = dice.choice(_INJUNCTIONS)
    if not story.startswith(("arriving", "notified")):
        values["入矫日期"] = min(today, effective + timedelta(days=dice.randint(1, 9))).isoformat()
        values["管理类别"] = _class(dice, effective, today)


def _effective(dice: random.Random, story: str, period: int, today: date) -> date:
    """The day the judgment took effect, chosen so that the story is true on `today`."""
    ago = {
        "arriving_today": 10,
        "arriving_soon": dice.randint(7, 9),
        "notified": dice.randint(1, 5),
        "arriving_late": dice.randint(12, 19),
        "arriving_very_late": 27,
    }.get(story)
    if ago is not None:
        return today - timedelta(days=ago)
    left = {"ended": -dice.randint(2, 20), "ending": dice.randint(3, 28)}.get(story)
    if left is not None:
        return _add_months(today + timedelta(days=left + 1), -period)
    days = round(period * 30.4)
    return today - timedelta(days=dice.randint(20, max(21, days - 40)))


def _class(dice: random.Random, effective: date, today: date) -> str:
    if (today - effective).days < 62:
        return "严管"
    return dice.choices(["普管", "宽管", "严管"], [0.66, 0.22, 0.12])[0]


def rows(people: list[Person]) -> Iterator[list[str]]:
    """The register file: a header and one row per person."""
    yield list(HEADERS)
    for person in people:
        yield person.row()
