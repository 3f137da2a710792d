"""Every paper drawn as a picture, for an ordinary person and for one with long names, several offences and no fixed
address: it fits, and its seal never stands alone on a page (GB/T 9704)."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from pypdf import PdfReader

from fengqiao.documents import face as documents
from fengqiao.documents import rendering
from fengqiao.documents.actions.issuing import values_of
from fengqiao.documents.tests.factories import FACTS, LONG_NAME, NOW, order
from fengqiao.kit.clock import local_day

PPI = 20
"""Enough to tell ink from paper, and quick."""
SEALED = [kind for kind, each in sorted(documents.KINDS.items()) if each.seal]
HARD: dict[str, Any] = {
    "name": LONG_NAME,
    "offences": "危险驾驶罪、掩饰、隐瞒犯罪所得、犯罪所得收益罪、帮助信息网络犯罪活动罪、寻衅滋事罪、开设赌场罪",
    "sentence": "判处有期徒刑三年，缓刑四年，并处罚金人民币五万元，追缴违法所得人民币十二万元，发还被害人。" * 3,
    "organ": "新疆维吾尔自治区巴音郭楞蒙古自治州中级人民法院",
    "document_number": "（2026）新28刑初100号、（2026）新28刑终77号",
    "household": "新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克镇巴西力克村二组",
    "residence": "无固定住所，现暂住诸暨市枫桥镇救助站",
    "relations": [f"{LONG_NAME}，父母，13900000002"] * 4,
}
ROWS = list[list[tuple[int, int, int]]]


def pages(kind: str, *, words: int = 0, **person: Any) -> list[ROWS]:
    """The pages of a sealed paper; `words` makes its opinions that long, and the person a minor with a guardian."""
    facts: dict[str, Any] = {}
    if words:
        facts["opinions"] = [
            {**each, "text": "同意。" * (words // 3)} for each in FACTS[kind].get("opinions", ()) for _ in range(2)
        ]
        facts["guardian"] = "阿依古丽·买买提"
    made = order(kind, minor=bool(words), facts=facts, **person)
    values = {**values_of(made, day=local_day(NOW)), "number": "〔2026〕诸枫矫未外审字第1234号"}
    look = rendering.Look(seal=values["office"] if values["seals"] else "", demonstration=True)
    return [_dots(png) for png in rendering.pictures([(values, look)], ppi=PPI)]


def _dots(png: bytes) -> ROWS:
    """A PNG of eight-bit RGB or RGBA as rows of dots."""
    width, height, _, colour = struct.unpack(">IIBB", png[16:26])
    size = {2: 3, 6: 4}[colour]
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    raw, rows, before = zlib.decompress(data), [], bytearray(width * size)
    for y in range(height):
        start = y * (width * size + 1)
        before = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + width * size]), before, size)
        rows.append([tuple(before[x : x + 3]) for x in range(0, width * size, size)])
    return rows  # type: ignore[return-value]


def _unfiltered(how: int, line: bytearray, above: bytearray, size: int) -> bytearray:
    for i, byte in enumerate(line):
        left, up, corner = (line[i - size] if i >= size else 0), above[i], (above[i - size] if i >= size else 0)
        if how == 4:
            near = min((left, up, corner), key=lambda each: abs(left + up - corner - each))
        else:
            near = (0, left, up, (left + up) // 2)[how]
        line[i] = (byte + near) & 255
    return line


def _red(dot: tuple[int, int, int]) -> bool:
    return dot[0] - max(dot[1:]) > 80


def _ink(dot: tuple[int, int, int]) -> bool:
    return max(dot) < 215


def _written_above_the_seal(page: ROWS) -> bool:
    """Whether the ring begins a line below the top of the type area (37 mm): something stands above it there."""
    top = next(y for y, row in enumerate(page) if any(map(_red, row)))
    return top * 25.4 / PPI > 37 + 7


@pytest.mark.parametrize("kind", SEALED)
@pytest.mark.parametrize("words", [0, 240])
def test_a_seal_never_stands_alone_on_a_page(kind: str, words: int, everywhere: None) -> None:
    """Above the ring, on its own page, something is written: for short opinions and for long ones."""
    drawn = pages(kind, words=words, **(HARD if words else {}))
    assert 1 <= len(drawn) <= 4
    with_seal = [rows for rows in drawn if any(map(_red, (dot for row in rows for dot in row)))]
    assert len(with_seal) == 1
    assert _written_above_the_seal(with_seal[0])


@pytest.mark.parametrize("words", [598, 603, 3_900])
def test_a_form_with_opinions_of_any_length_is_drawn_whole(words: int, everywhere: None) -> None:
    drawn = pages("D99", words=words, **HARD)
    assert _written_above_the_seal(drawn[-1])
    # Nothing runs out of the type area: below the last line of the page there is only the page number.
    for page in drawn:
        bottom = len(page) * (297 - 20) // 297
        assert not any(_ink(dot) for row in page[bottom:] for dot in row)


def test_an_agreement_tells_a_member_neither_offence_nor_number(everywhere: None) -> None:
    """THREATS 3.2: C2 for who helps; the offence is C3."""
    values = values_of(order("D21"), day=local_day(NOW))
    assert set(values["person"]) == {"name", "sex", "category", "term_start", "term_end"}


def _pages_as_text(kind: str, **facts: Any) -> list[str]:
    values = {**values_of(order(kind, facts=facts), day=local_day(NOW)), "number": "〔2026〕诸枫矫号第1号"}
    pdf = rendering.pdf([(values, rendering.Look(seal=values["office"] if values["seals"] else ""))])
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


BY_HAND = [kind for kind, each in sorted(documents.KINDS.items()) if each.signs]
GROWS = {
    "D18": "prohibited", "D19": "contents", "D21": "own_duty", "D25": "content", "D26": "content", "D27": "content",
    "D32": "details", "D35": "proof", "D98": "summary_text", "D100": "appraisal", "D13": "health", "D20": "opinions",
    "D22": "support", "D99": "law_abiding", "D15": "result", "A04": "purpose",
}  # fmt: skip


@pytest.mark.parametrize("kind", BY_HAND)
def test_lines_for_signatures_stand_below_what_is_signed(kind: str, everywhere: None) -> None:
    """However long the paper is: the page with the lines to sign on holds two lines of it above them at least."""
    kind_of = documents.kind(kind)
    for words in range(0, 1200, 80):
        slot = GROWS.get(kind)
        facts = {} if slot is None else {slot: _grown(FACTS[kind][slot], words)}
        last = next(p for p in reversed(_pages_as_text(kind, **facts)) if f"{kind_of.signs[0]}：" in p)
        above = last.partition(f"{kind_of.signs[0]}：")[0].splitlines()
        assert len([line for line in above if len(line.strip()) > 3]) >= 2, (words, last)


def _grown(value: Any, words: int) -> Any:
    """A special field with so many characters more."""
    more = "遵纪守法，" * (words // 5)
    if isinstance(value, str):
        return value + more
    if isinstance(value[0], str):
        return [*value, more]
    return [{**each, "text": each["text"] + more} if "text" in each else each for each in value]
