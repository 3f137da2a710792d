"""Invented people for the samples and tests: nobody can have their ID numbers, since no county has code 339900."""

from __future__ import annotations

from datetime import date

from fengqiao.exchange.register.offices import Office, OfficeNames, names
from fengqiao.kit import citizen_number

NOWHERE = "339900"
TODAY = date(2026, 11, 22)

COUNTY = "330681"
COUNTY_NAME = "诸暨市"
TOWNSHIPS = {
    "330681001": "暨阳街道",
    "330681005": "大唐街道",
    "330681104": "店口镇",
    "330681109": "枫桥镇",
    "330681110": "赵家镇",
    "330681201": "东和乡",
}


def number(birth_date: str, sequence: int) -> str:
    """An ID number with a right check digit; an odd sequence is a man's, an even one a woman's."""
    first17 = f"{NOWHERE}{birth_date}{sequence:03d}"
    return first17 + citizen_number.check_digit(first17)


def offices() -> OfficeNames:
    """Six offices of Zhuji."""
    return names(
        COUNTY,
        COUNTY_NAME,
        [
            Office(code=code, name=name.removesuffix("街道").removesuffix("镇").removesuffix("乡") + "司法所",
                   area=code, area_name=name)
            for code, name in TOWNSHIPS.items()
        ],
    )  # fmt: skip


def find_area(code: str) -> str | None:
    """The short form of a code in Zhuji's townships, one village of Fengqiao, or Shaoxing's Yuecheng."""
    short = code.removesuffix("000") if len(code) in (9, 12) else code
    known = {*TOWNSHIPS, "330681", "330681109002", "330602"}
    return short if short in known else None


def row(**changes: object) -> dict[str, object]:
    """A good row by column name; changes by column name too."""
    good: dict[str, object] = {
        "姓名": "陈桂芳",
        "身份证号": number("19850412", 22),
        "性别": "女",
        "出生日期": "1985-04-12",
        "民族": "汉族",
        "文化程度": "初中",
        "婚姻状况": "已婚",
        "手机号": "13900000022",
        "户籍地址": "浙江省诸暨市枫桥镇示例路1号",
        "居住地址": "浙江省诸暨市枫桥镇示例路1号",
        "居住地代码": "330681109002",
        "矫正类别": "缓刑",
        "罪名": "危险驾驶罪",
        "原判刑罚": "拘役三个月，缓刑六个月",
        "判决机关": "诸暨市人民法院",
        "判决文书号": "（2026）浙0681刑初1022号",
        "判决日期": "2026-09-01",
        "文书生效日期": "2026-09-12",
        "矫正开始日期": "2026-09-12",
        "矫正结束日期": "2027-03-11",
        "禁止令内容": "",
        "执行司法所": "枫桥司法所",
        "入矫日期": "2026-09-15",
        "管理类别": "普管",
    }
    return {**good, **changes}
