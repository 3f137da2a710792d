"""Invented people of Zhuji, as rows of a register file. Deterministic for a given day.

Their identity numbers begin with 339900, which is no county, so nobody can have them; names, streets and
telephone numbers are made up (the numbers use the 199 0000 block).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from fengqiao.areas import face as areas
from fengqiao.demo import sentences
from fengqiao.demo.cast import FENGQIAO
from fengqiao.kit.citizen_number import check_digit

HEADERS = (
    *("姓名", "身份证号", "性别", "出生日期", "民族", "文化程度", "婚姻状况", "手机号", "户籍地址", "居住地址"),
    *("居住地代码", "矫正类别", "罪名", "原判刑罚", "判决机关", "判决文书号", "判决日期", "文书生效日期"),
    *("矫正开始日期", "矫正结束日期", "禁止令内容", "执行司法所", "入矫日期", "管理类别"),
)

_SURNAMES = "陈王张李俞楼何周赵杨徐金郭方骆傅斯石魏姚孟朱蒋钟边宣寿章黄应郑宋吕许孙马沈胡林余毛冯钱"
_MEN = "建军 伟东 国强 志明 海波 立新 卫民 铁锋 文斌 晓刚 荣华 少杰 永康 振宇 浩然 俊杰 泽宇 子轩 明辉 炳炎 光裕 焕良"
_WOMEN = "秀英 丽娟 桂芳 海燕 小红 雪梅 佳怡 雨欣 美华 玉兰 晓燕 文静 春花 梦婷 慧敏 爱珍 彩凤 思琪"
# Names that a system must bear: long, of rare characters, of two-character family names, read otherwise than written.
_RARE_MEN = ("阿卜杜热依木·买买提", "欧阳㛃琰", "单于成", "仇振国", "解放")
_FIRST_RARE = 60
_ROADS = ("建设路", "人民路", "永兴街", "学勉路", "和平弄", "东一路", "溪山路", "江滨路", "老街", "新村路")
_SCHOOLING = ("初中", "初中", "初中", "小学", "高中", "大专", "本科")
_FURTHER_HOMES = ("江西省上饶市信州区", "安徽省阜阳市颍州区", "贵州省毕节市七星关区", "浙江省绍兴市嵊州市")


@dataclass
class Person:
    """One row, with what the demonstration wants to remember of it."""

    area: str
    values: dict[str, str] = field(default_factory=dict)
    story: str = "settled"

    @property
    def number(self) -> str:
        """The identity number."""
        return self.values["身份证号"]

    @property
    def entered_on(self) -> date | None:
        """The day of entering correction; None for somebody still to be registered."""
        text = self.values.get("入矫日期")
        return date.fromisoformat(text) if text else None

    def row(self) -> list[str]:
        """The cells in the order of HEADERS."""
        return [self.values.get(h, "") for h in HEADERS]


def invent(county: str, *, today: date, count: int = 400) -> list[Person]:
    """`count` people spread over the county's offices, 枫桥 first with the most."""
    dice = random.Random(f"{county}/{count}")
    offices = [o.area for o in areas.offices_below(county)]
    offices.sort(key=lambda area: (area != FENGQIAO, area))
    weights = [6.0 if area == FENGQIAO else 2.4 if area[6] == "0" else 1.6 for area in offices]
    people = []
    for number, story in enumerate(_stories(count)):
        at_fengqiao = story.startswith("fq:")
        area = FENGQIAO if at_fengqiao else dice.choices(offices, weights)[0]
        people.append(person(dice, number, area, story.removeprefix("fq:"), today))
    return people


def newcomer(county: str, number: int, area: str, kind: str, *, ago: int, today: date) -> Person:
    """Somebody who is not in the register yet. `ago`: days since the decision took effect."""
    dice = random.Random(f"{county}/newcomer/{number}")
    return person(dice, number, area, kind, today, ago=ago)


def _stories(count: int) -> list[str]:
    """What each row is about; the rest are settled in correction. In a small county only the first ones fit."""
    special = [
        *["fq:arriving_today", "fq:arriving_soon", "fq:arriving_late", "fq:arriving_very_late", "fq:notified"],
        *["fq:minor"] * 3, *["fq:injunction"] * 3, *["fq:medical"] * 4, *["fq:parole"] * 4, "fq:ended", "fq:differs",
        *["fq:settled"] * 44, *["ended"] * 3, *["fq:ending_now"] * 2, *["ending_now"] * 4,
        *["fq:ending"] * 2, *["arriving_soon"] * 5, *["arriving_today"] * 2, *["arriving_late"] * 3,
        *["notified"] * 4, *["ended"] * 6, "fq:ended minor", *["minor"] * 5, *["injunction"] * 8, "ended",
        *["differs"] * 3, *["ending"] * 6, *["medical"] * 12, *["parole"] * 24, *["surveillance"] * 8, *["recent"] * 16,
    ]  # fmt: skip
    return [*special, *["settled"] * (count - len(special))][:count]


def person(dice: random.Random, number: int, area: str, story: str, today: date, *, ago: int | None = None) -> Person:
    """One invented person under the responsibility of an office."""
    female = story == "pregnant" or dice.random() < 0.16
    age = dice.randint(16, 17) if "minor" in story else min(78, max(19, round(dice.gauss(41, 13))))
    if story == "pregnant":
        age = 27
    birth = today - timedelta(days=age * 365 + age // 4 + dice.randint(20, 300))
    name = _name(dice, number, female=female, story=story)
    made = Person(area=area, story=story)
    made.values = {
        "姓名": name,
        "身份证号": _citizen_number(birth, number, female=female),
        "性别": "女" if female else "男",
        "出生日期": birth.isoformat(),
        "民族": "维吾尔族" if "买买提" in name else "汉族",
        "文化程度": dice.choice(_SCHOOLING) if age > 21 else "高中" if age > 18 else "初中",
        "婚姻状况": "未婚" if age < 24 else dice.choice(["已婚", "已婚", "已婚", "离异", "未婚"]),
        "手机号": f"1990000{number:04d}",
        **_address(dice, area),
        **sentences.invent(dice, story=story, number=number, today=today, ago=ago),
        "执行司法所": areas.office_name(area),
    }
    return made


def _name(dice: random.Random, number: int, *, female: bool, story: str) -> str:
    if not female and story == "settled" and number in range(_FIRST_RARE, _FIRST_RARE + len(_RARE_MEN)):
        return _RARE_MEN[number - _FIRST_RARE]
    given = dice.choice((_WOMEN if female else _MEN).split())
    return dice.choice(_SURNAMES) + (given if dice.random() < 0.8 else given[0])


def _citizen_number(birth: date, number: int, *, female: bool) -> str:
    order = (number * 2 + (0 if female else 1)) % 1000
    first17 = f"339900{birth:%Y%m%d}{order:03d}"
    return first17 + check_digit(first17)


def _address(dice: random.Random, area: str) -> dict[str, str]:
    villages = areas.children(area)
    village = dice.choice(villages) if villages else areas.place(area)
    street = f"{dice.choice(_ROADS)}{dice.randint(1, 199)}号"
    here = f"浙江省{areas.full_name(village.code)}{street}"
    home = here if dice.random() < 0.8 else dice.choice(_FURTHER_HOMES) + street
    return {"居住地址": here, "居住地代码": village.code, "户籍地址": home}


def rows(people: Iterable[Person]) -> Iterator[list[str]]:
    """The register file: a header and one row per person."""
    yield list(HEADERS)
    for each in people:
        yield each.row()
