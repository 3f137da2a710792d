"""Headers, cells, dates, sentences, offices: how a register is understood."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.exchange.files.refusal import FileRefused
from fengqiao.exchange.files.table import Day, Row, Table
from fengqiao.exchange.register import columns, days, offices, penalty, tables, text
from fengqiao.exchange.tests import people


def table_of(*lines: tuple[Any, ...]) -> Table:
    rows = tuple(Row(number=number, cells=cells) for number, cells in enumerate(lines, start=1))
    return Table(kind="csv", sheet="", encoding="utf-8", rows=rows)


REQUIRED = ("姓名", "身份证号", "矫正类别", "矫正开始日期", "矫正结束日期", "执行司法所")


def test_every_header_of_the_list_is_a_column() -> None:
    listed = [
        "姓名", "身份证号", "性别", "出生日期", "民族", "文化程度", "婚姻状况", "手机号", "户籍地址",
        "居住地址", "居住地代码", "矫正类别", "罪名", "原判刑罚", "判决机关", "判决文书号", "判决日期", "文书生效日期",
        "矫正开始日期", "矫正结束日期", "禁止令内容", "执行司法所", "入矫日期", "管理类别",
    ]  # fmt: skip
    assert [column.name for column in columns.columns().values()] == listed


@pytest.mark.parametrize(
    "header",
    ["证件号码", "身份证号码", " 公民身份号码 ", "身份证号 *", "身份证号（18位）", "身 份 证 号：", "居民身份证号"],
)
def test_headers_are_found_under_other_names_and_noise(header: str) -> None:
    found, _ = columns.find_header(table_of((REQUIRED[0], header, *REQUIRED[2:])))

    assert found.positions["number"] == 1


def test_the_header_may_stand_below_a_title_and_in_any_order() -> None:
    found, rows = columns.find_header(table_of(("2026年花名册", None), tuple(reversed(REQUIRED)), ("枫桥司法所",)))

    assert found.row == 2
    assert found.positions["name"] == len(REQUIRED) - 1
    assert [row.number for row in rows] == [3]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ((*REQUIRED, "证件号码"), "duplicate_header: 身份证号, 证件号码"),
        (REQUIRED[:-1], "missing_column: 执行司法所"),
        (("一", "二", "三"), "no_header"),
    ],
)
def test_unusable_headers_are_refused(header: tuple[str, ...], reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        columns.find_header(table_of(header))


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-05", "2026.3.5", "2026年3月5日", "2026年3月5号", "2026/3/5", "20260305", 20260305.0,
        "２０２６．３．５", "2026－03－05", " 2026-03-05 ", "2026-03-05 00:00:00", "2026/3/5 0:00",
        "二〇二六年三月五日", "'2026-03-05", Day(date(2026, 3, 5)),
    ],
)  # fmt: skip
def test_dates_are_read_as_offices_write_them(cell: Any) -> None:
    assert days.parse(cell) == date(2026, 3, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "26.3.5",
        "2026.3",
        "2026-02-29",
        "2026-13-01",
        "05/03/2026",
        46086.0,
        46086.5,
        "长期",
        "",
        None,
        True,
        "2026",
        "0001-01-01",
    ],
)
def test_unclear_dates_are_not_guessed(cell: Any) -> None:
    assert days.parse(cell) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_reads_the_same_in_every_style(day: date) -> None:
    styles = (
        f"{day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{day:%Y/%m/%d}",
    )
    assert {days.parse(style) for style in styles} == {day}


@pytest.mark.parametrize(
    ("sentence", "kind", "principal", "probation"),
    [
        ("有期徒刑一年六个月，缓刑二年", "imprisonment", (1, 6, 0), (2, 0, 0)),
        ("拘役三个月", "detention", (0, 3, 0), None),
        ("管制一年", "public_surveillance", (1, 0, 0), None),
        ("判处有期徒刑1年6个月,缓刑2年,并处罚金人民币5000元", "imprisonment", (1, 6, 0), (2, 0, 0)),
        ("有期徒刑三年，宣告缓刑四年六个月", "imprisonment", (3, 0, 0), (4, 6, 0)),
        ("有期徒刑一年半，缓刑考验期二年", "imprisonment", (1, 6, 0), (2, 0, 0)),
        ("拘役四个月十五日，缓刑六个月", "detention", (0, 4, 15), (0, 6, 0)),
        (
            "犯盗窃罪判处有期徒刑一年，犯诈骗罪判处有期徒刑二年，决定执行有期徒刑二年六个月，缓刑三年",
            "imprisonment",
            (2, 6, 0),
            (3, 0, 0),
        ),
        ("有期徒刑十一年", "imprisonment", (11, 0, 0), None),
        ("有期徒刑二十年", "imprisonment", (20, 0, 0), None),
    ],
)
def test_sentences_are_read(
    sentence: str, kind: str, principal: tuple[int, ...], probation: tuple[int, ...] | None
) -> None:
    expected = penalty.Span(*probation) if probation else None
    assert penalty.parse(sentence) == penalty.Penalty(kind=kind, principal=penalty.Span(*principal), probation=expected)


@pytest.mark.parametrize(
    "sentence", ["见判决书", "有期徒刑", "有期徒刑一年，缓刑", "有期徒刑一年，有期徒刑二年", "罚金五千元"]
)
def test_uncertain_sentences_are_not_guessed(sentence: str) -> None:
    assert penalty.parse(sentence) is None


def test_life_has_no_span_and_computes_no_end() -> None:
    read = penalty.parse("无期徒刑，剥夺政治权利终身")

    assert read is not None
    assert penalty.computed_end(read, "parole", date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("sentence", "fits"),
    [
        ("拘役一个月，缓刑二个月", True), ("拘役三个月，缓刑二个月", False), ("拘役三个月，缓刑一年一个月", False),
        ("有期徒刑六个月，缓刑一年", True), ("有期徒刑六个月，缓刑八个月", False), ("有期徒刑三年，缓刑五年", True),
        ("有期徒刑三年，缓刑二年", False), ("有期徒刑三年，缓刑五年六个月", False), ("有期徒刑七年", True),
    ],
)  # fmt: skip
def test_article_73_bounds_the_probation_period(sentence: str, fits: bool) -> None:
    read = penalty.parse(sentence)

    assert read is not None
    assert read.fits_article_73 is fits


@pytest.mark.parametrize(
    "given",
    [
        "枫桥司法所",
        "枫桥镇司法所",
        "枫桥",
        "枫桥镇",
        "诸暨市枫桥司法所",
        "诸暨市司法局枫桥司法所",
        " 枫桥 司法所 ",
        "330681109",
        "330681109000",
    ],
)
def test_offices_are_found_under_their_names(given: str) -> None:
    office = people.offices().find(given)

    assert office is not None
    assert office.code == "330681109"


@pytest.mark.parametrize("given", ["安吉司法所", "司法所", "诸暨市司法局", "", "330681"])
def test_offices_elsewhere_are_not_found(given: str) -> None:
    assert people.offices().find(given) is None


def test_a_name_that_two_offices_share_means_neither() -> None:
    pair = [
        offices.Office(code="330681301", name="城东街道司法所", area="330681301", area_name="城东街道"),
        offices.Office(code="330681302", name="城东镇司法所", area="330681302", area_name="城东镇"),
    ]
    found = offices.names("330681", "诸暨市", pair)

    assert found.find("城东司法所") is None
    assert found.find("城东镇司法所") == pair[1]


@pytest.mark.parametrize(
    ("table", "given", "code"),
    [
        ("sex", "男", "1"), ("sex", "02", "2"), ("ethnicity", "汉", "01"), ("ethnicity", "畲族", "22"),
        ("education", "文盲", "illiterate"), ("education", "私塾", ""), ("supervision_class", "严格管理", "strict"),
        ("marriage", "离异", "40"), ("category", "保外就医", "temporary_service_outside"),
        ("category", "宣告缓刑", "suspended_sentence"),
    ],
)  # fmt: skip
def test_labels_and_codes_are_found(table: str, given: str, code: str) -> None:
    assert tables.table(table).find(given).code == code


def test_the_ethnicity_table_is_complete() -> None:
    assert {f"{number:02d}" for number in range(1, 57)} < set(tables.table("ethnicity").labels)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("张 三", "张三"),
        ("王　芳", "王芳"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("John Smith", "John Smith"),
        (" 𠮷田\u3000", "𠮷田"),
    ],
)
def test_names_have_one_form(given: str, name: str) -> None:
    assert text.person_name(given) == name


def test_rare_characters_of_the_newest_plane_are_letters() -> None:
    # U+31350 came with Unicode 15 and GB 18030-2022; Python's own tables may not know it yet.
    assert text.name_fault("张\U00031350") == ""


@given(st.text())
def test_any_text_is_survived(value: str) -> None:
    assert text.name_fault(text.person_name(value)) is not None
    assert days.parse(value) is None or isinstance(days.parse(value), date)
    assert text.digits_form(value) == text.digits_form(value).upper()
    read = penalty.parse(value)
    assert read is None or read.kind


def test_the_term_of_a_suspended_sentence_ends_the_day_before() -> None:
    read = penalty.parse("有期徒刑一年，缓刑二年")

    assert read is not None
    assert penalty.computed_end(read, "suspended_sentence", date(2026, 3, 20)) == date(2028, 3, 20) - timedelta(days=1)
