"""Who the further people are: names, numbers and telephones that nobody has. Deterministic by their position."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Final

from fengqiao.kit.citizen_number import check_digit
from fengqiao.subjects import face as subjects

_SURNAMES: Final = (
    "王陈张李林徐周朱吴黄杨金郑胡沈赵叶何俞潘蒋章方钱许施洪吕孙楼虞毛余汪董姚应卢郭邵冯余傅戴丁陆夏姜谢孔任"
    "曹葛詹罗马邱梁范"
)
_MEN: Final = (
    "伟强磊军勇涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林阳建国建华建军志强志明国平海波晓东文斌少华卫东永康"
)
_WOMEN: Final = "芳娜敏静丽艳娟霞燕玲桂英秀兰玉梅雪琴红萍晓燕海燕美华慧敏佳怡雨欣春花彩凤文静丽华爱珍"
_SECOND_MEN: Final = "伟强军勇杰涛明超刚平辉鹏华飞波斌宇浩凯健俊东林阳根良荣法水泉兴祥福"
_SECOND_WOMEN: Final = "芳娜敏静丽艳娟霞燕玲英兰梅琴红萍怡欣花凤珍仙菊莲香妹君"
#: Unit: years. Between these ages a birthday may move without crossing a limit of the law.
_FROM, _TO = 20, 64
_DAYS: Final = 300


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One invented person. `sex` as in GB/T 2261.1."""

    name: str
    number: str
    phone: str
    birth: date


def newcomer(position: int, *, sex: str, birth: date, today: date) -> Newcomer:
    """The person at a position, about as old as the told one.

    The numbers begin with 3399, which is no place, so nobody can have one; a person's own last digits follow the
    position, so that no two of seven hundred thousand are alike.
    """
    dice = Random(position)
    years = (today - birth).days // 365
    born = birth - timedelta(days=dice.randrange(_DAYS)) if _FROM <= years <= _TO else birth
    serial = position % 500 * 2 + (1 if sex == "1" else 0)
    first17 = f"3399{position // 500 % 100:02d}{born:%Y%m%d}{serial:03d}"
    return Newcomer(_name(dice, sex), first17 + check_digit(first17), f"191{position:08d}", born)


def _name(dice: Random, sex: str) -> str:
    first, second = (_MEN, _SECOND_MEN) if sex == "1" else (_WOMEN, _SECOND_WOMEN)
    surname = dice.choice(_SURNAMES)
    return surname + dice.choice(first) + (dice.choice(second) if dice.random() < 0.82 else "")


@cache
def keys(name: str) -> Iterable[tuple[str, str]]:
    """The search keys of a name; a hundred thousand names have so many among them."""
    return tuple(sorted(subjects.name_keys(name)))
