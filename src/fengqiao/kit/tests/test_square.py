"""Square codes are read back as a telephone reads them, and are a picture that a page may carry."""

from __future__ import annotations

from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.kit.square import square

ADDRESS = "https://fengqiao.example/v/ABCDEFGHJKLMNPQRSTUVWXYZ12"


def _read(side: int, grey: bytes) -> zxingcpp.Barcode:
    """With four modules of light around it, each module four dots wide."""
    light = bytes([255]) * (side + 8)
    rows = [bytes([255] * 4) + grey[at : at + side] + bytes([255] * 4) for at in range(0, len(grey), side)]
    wide = [b"".join(bytes([dot]) * 4 for dot in row) for row in [*[light] * 4, *rows, *[light] * 4]]
    picture = b"".join(row * 4 for row in wide)
    (found,) = zxingcpp.read_barcodes(memoryview(picture).cast("B", (4 * (side + 8), 4 * (side + 8))))
    return found


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=120))
def test_what_was_written_is_read(text: str) -> None:
    made = square(text)
    assert _read(made.side, made.grey).text == text


def test_a_seventh_of_it_may_be_dirty() -> None:
    assert _read(square(ADDRESS).side, square(ADDRESS).grey).ec_level == "M"


def test_the_picture_draws_every_dark_module_once() -> None:
    made = square(ADDRESS)
    kind, drawn = made.svg_address().split(",", 1)
    assert kind == "data:image/svg+xml"
    picture = ElementTree.fromstring(unquote(drawn))
    assert picture.get("viewBox") == f"0 0 {made.side + 8} {made.side + 8}"
    assert {element.tag.rsplit("}")[1] for element in picture} == {"path"}
    assert unquote(drawn).count("h1v1h-1z") == made.grey.count(0)


@pytest.mark.parametrize("text", ["", "x" * 3000, "枫桥"])
def test_what_no_symbol_holds_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        square(text)
