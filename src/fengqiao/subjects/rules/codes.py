"""Names of the codes that a file holds. Pure.

Sources: GB/T 2261.1 (sex), GB/T 2261.2-2003 (marriage), GB/T 4658-2006 (education; it has no value for people who
cannot read, so one is added), GB/T 3304-1991 (ethnicity; 97 and 98 are what card readers print beyond it),
GB/T 4761 (family relation, first digit).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fengqiao.law.face import CATEGORY_NAMES, Text
from fengqiao.subjects.rules.flags import FLAGS
from fengqiao.subjects.rules.states import OVERLAYS, STATES

SEX: Final = {"1": Text("男", "male"), "2": Text("女", "female")}
MARRIAGE: Final = {
    "10": Text("未婚", "single"),
    "20": Text("已婚", "married"),
    "21": Text("初婚", "first marriage"),
    "22": Text("再婚", "remarried"),
    "23": Text("复婚", "married again to the same person"),
    "30": Text("丧偶", "widowed"),
    "40": Text("离婚", "divorced"),
    "90": Text("未说明", "not stated"),
}
RELATION: Final = {
    "1": Text("配偶", "spouse"),
    "2": Text("子", "son"),
    "3": Text("女", "daughter"),
    "4": Text("孙辈", "grandchild"),
    "5": Text("父母", "parent"),
    "6": Text("祖辈", "grandparent"),
    "7": Text("兄弟姐妹", "brother or sister"),
    "8": Text("其他", "other"),
}
ROLE: Final = {
    "family": Text("家庭成员", "family"),
    "guardian": Text("监护人", "guardian"),
    "guarantor": Text("保证人", "guarantor"),
    "co_offender": Text("同案犯", "co-offender"),
    "victim": Text("被害人", "victim"),
    "accuser": Text("控告人", "accuser"),
    "informant": Text("举报人", "informant"),
}
# Whom the person must not find through us (THREATS 3.2, class C5).
PROTECTED_ROLES: Final = frozenset({"victim", "accuser", "informant"})
NUMBER_KIND: Final = {
    "citizen": Text("居民身份证", "citizen number"),
    "residence_permit": Text("港澳台居民居住证", "residence permit (Hong Kong, Macao, Taiwan)"),
    "passport": Text("护照", "passport"),
    "permanent_residence": Text("外国人永久居留身份证", "foreigner's permanent residence card"),
    "none": Text("无证件", "no document"),
}
EDUCATION: Final = {
    "10": Text("研究生教育", "graduate school"),
    "11": Text("博士研究生毕业", "doctorate"),
    "12": Text("博士研究生结业", "doctoral studies completed"),
    "13": Text("博士研究生肄业", "doctoral studies not completed"),
    "14": Text("硕士研究生毕业", "master's degree"),
    "15": Text("硕士研究生结业", "master's studies completed"),
    "16": Text("硕士研究生肄业", "master's studies not completed"),
    "17": Text("研究生班毕业", "graduate class, graduated"),
    "18": Text("研究生班结业", "graduate class, completed"),
    "19": Text("研究生班肄业", "graduate class, not completed"),
    "20": Text("大学本科", "university"),
    "21": Text("大学本科毕业", "university, graduated"),
    "22": Text("大学本科结业", "university, completed"),
    "23": Text("大学本科肄业", "university, not completed"),
    "28": Text("大学普通班毕业", "university, ordinary class"),
    "30": Text("大学专科", "junior college"),
    "31": Text("大学专科毕业", "junior college, graduated"),
    "32": Text("大学专科结业", "junior college, completed"),
    "33": Text("大学专科肄业", "junior college, not completed"),
    "40": Text("中等职业教育", "secondary vocational school"),
    "41": Text("中等专科毕业", "secondary technical school, graduated"),
    "42": Text("中等专科结业", "secondary technical school, completed"),
    "43": Text("中等专科肄业", "secondary technical school, not completed"),
    "44": Text("职业高中毕业", "vocational high school, graduated"),
    "45": Text("职业高中结业", "vocational high school, completed"),
    "46": Text("职业高中肄业", "vocational high school, not completed"),
    "47": Text("技工学校毕业", "skilled workers' school, graduated"),
    "48": Text("技工学校结业", "skilled workers' school, completed"),
    "49": Text("技工学校肄业", "skilled workers' school, not completed"),
    "60": Text("普通高中", "senior high school"),
    "61": Text("普通高中毕业", "senior high school, graduated"),
    "62": Text("普通高中结业", "senior high school, completed"),
    "63": Text("普通高中肄业", "senior high school, not completed"),
    "70": Text("初中", "junior high school"),
    "71": Text("初中毕业", "junior high school, graduated"),
    "73": Text("初中肄业", "junior high school, not completed"),
    "80": Text("小学", "primary school"),
    "81": Text("小学毕业", "primary school, graduated"),
    "83": Text("小学肄业", "primary school, not completed"),
    "90": Text("其他", "other"),
    "illiterate": Text("文盲或半文盲", "cannot read"),
}
ETHNICITY: Final = {
    "01": Text("汉族", "Han"),
    "02": Text("蒙古族", "Mongol"),
    "03": Text("回族", "Hui"),
    "04": Text("藏族", "Tibetan"),
    "05": Text("维吾尔族", "Uyghur"),
    "06": Text("苗族", "Miao"),
    "07": Text("彝族", "Yi"),
    "08": Text("壮族", "Zhuang"),
    "09": Text("布依族", "Buyei"),
    "10": Text("朝鲜族", "Korean"),
    "11": Text("满族", "Manchu"),
    "12": Text("侗族", "Dong"),
    "13": Text("瑶族", "Yao"),
    "14": Text("白族", "Bai"),
    "15": Text("土家族", "Tujia"),
    "16": Text("哈尼族", "Hani"),
    "17": Text("哈萨克族", "Kazak"),
    "18": Text("傣族", "Dai"),
    "19": Text("黎族", "Li"),
    "20": Text("傈僳族", "Lisu"),
    "21": Text("佤族", "Wa"),
    "22": Text("畲族", "She"),
    "23": Text("高山族", "Gaoshan"),
    "24": Text("拉祜族", "Lahu"),
    "25": Text("水族", "Sui"),
    "26": Text("东乡族", "Dongxiang"),
    "27": Text("纳西族", "Naxi"),
    "28": Text("景颇族", "Jingpo"),
    "29": Text("柯尔克孜族", "Kirgiz"),
    "30": Text("土族", "Tu"),
    "31": Text("达斡尔族", "Daur"),
    "32": Text("仫佬族", "Mulao"),
    "33": Text("羌族", "Qiang"),
    "34": Text("布朗族", "Blang"),
    "35": Text("撒拉族", "Salar"),
    "36": Text("毛南族", "Maonan"),
    "37": Text("仡佬族", "Gelao"),
    "38": Text("锡伯族", "Xibe"),
    "39": Text("阿昌族", "Achang"),
    "40": Text("普米族", "Pumi"),
    "41": Text("塔吉克族", "Tajik"),
    "42": Text("怒族", "Nu"),
    "43": Text("乌孜别克族", "Uzbek"),
    "44": Text("俄罗斯族", "Russian"),
    "45": Text("鄂温克族", "Ewenki"),
    "46": Text("德昂族", "De'ang"),
    "47": Text("保安族", "Bonan"),
    "48": Text("裕固族", "Yugur"),
    "49": Text("京族", "Gin"),
    "50": Text("塔塔尔族", "Tatar"),
    "51": Text("独龙族", "Derung"),
    "52": Text("鄂伦春族", "Oroqen"),
    "53": Text("赫哲族", "Hezhen"),
    "54": Text("门巴族", "Monba"),
    "55": Text("珞巴族", "Lhoba"),
    "56": Text("基诺族", "Jino"),
    "97": Text("其他", "other"),
    "98": Text("外国血统中国籍人士", "Chinese national of foreign descent"),
}
TABLES: Final[Mapping[str, Mapping[str, Text]]] = {
    "sex": SEX,
    "marriage": MARRIAGE,
    "education": EDUCATION,
    "ethnicity": ETHNICITY,
    "relation": RELATION,
    "role": ROLE,
    "number_kind": NUMBER_KIND,
    "state": STATES,
    "overlay": OVERLAYS,
    "flag": FLAGS,
    "category": {str(category): name for category, name in CATEGORY_NAMES.items()},
}


def codes(table: str) -> Mapping[str, Text]:
    """A code table, in its own order. Raises: KeyError."""
    return TABLES[table]


def label(table: str, code: str) -> Text:
    """The name of a code; an unknown code is its own name, so that old data still shows."""
    return TABLES[table].get(code) or Text(code, code)
