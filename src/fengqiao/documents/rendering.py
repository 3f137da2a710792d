"""From values to a PDF or a picture, with typst. The only place that draws a paper, and the only one that draws a seal.

Values travel as one JSON text in `sys.inputs` and are never part of a source (T71); the root is the folder of our
templates, there are no packages, and only our own fonts. The library knows no limit of time or memory: what goes in is
bounded instead (`rules.plain`).
"""

from __future__ import annotations

import json
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import typst

from fengqiao.documents import joining
from fengqiao.documents.vendor import FOLDER as FONTS
from fengqiao.kit.square import square

TEMPLATES: Final = Path(__file__).parent / "typst"
MAIN: Final = TEMPLATES / "main.typ"
KEPT: Final = TEMPLATES / "kept.typ"
# Unit: pictures of a page are drawn at this many dots per inch.
PREVIEW_PPI: Final = 96


class CannotRender(Exception):
    """The renderer refused: a fault of a template, or fonts that `make setup` did not put in place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What stands on the sheet besides the values.

    seal          the institution's name in the ring, or nothing
    demonstration the ring says 演示
    mark          a word across the sheet: 草稿, 已撤销, 已更换
    code          the address behind the square code, and the value to compare
    received      what the receipt says, once the paper was served
    """

    seal: str = ""
    demonstration: bool = False
    mark: str = ""
    code: str = ""
    second: str = ""
    received: Mapping[str, str] | None = None


class _Workshop(threading.local):
    """One compiler per thread: fonts are read once, and no input outlives its call."""

    compiler: typst.Compiler | None = None


_workshop = _Workshop()
_shelf = threading.Lock()


def pdf(sheets: Sequence[tuple[Mapping[str, Any], Look]]) -> bytes:
    """One PDF of one or several papers, each beginning on a new page. The same values give the same bytes.

    Raises: CannotRender.
    """
    result = _compile(sheets, format="pdf")
    return result if isinstance(result, bytes) else b"".join(result)


def pictures(sheets: Sequence[tuple[Mapping[str, Any], Look]], *, ppi: float = PREVIEW_PPI) -> list[bytes]:
    """The pages as PNG, for looking at. Raises: CannotRender."""
    result = _compile(sheets, format="png", ppi=ppi)
    return [result] if isinstance(result, bytes) else list(result)


def alone(sheet: tuple[Mapping[str, Any], Look]) -> bytes:
    """One paper by a compiler of its own, which reads the fonts again: what `fengqiao bench papers` compares with."""
    kept = _workshop.compiler
    _workshop.compiler = None
    try:
        return pdf([sheet])
    finally:
        _workshop.compiler = kept


def pages_of(pdf: bytes, *, mark: str = "", ppi: float = PREVIEW_PPI) -> list[bytes]:
    """The pages of a kept file as PNG, with a word across them when it is void. Raises: CannotRender."""
    result = _overlaid(pdf, mark, format="png", ppi=ppi)
    return [result] if isinstance(result, bytes) else list(result)


def marked(pdf: bytes, mark: str) -> bytes:
    """A kept file with a word across every page. Raises: CannotRender."""
    result = _overlaid(pdf, mark, format="pdf")
    return result if isinstance(result, bytes) else b"".join(result)


def _overlaid(pdf: bytes, mark: str, **options: Any) -> bytes | list[bytes]:
    kept = {"file": list(pdf), "pages": joining.page_count(pdf), "mark": mark}
    return _drawn_by(KEPT, {"kept": json.dumps(kept, ensure_ascii=False)}, **options)


def _compile(sheets: Sequence[tuple[Mapping[str, Any], Look]], **options: Any) -> bytes | list[bytes]:
    papers = [{**values, "look": _drawn(look)} for values, look in sheets]
    return _drawn_by(MAIN, {"papers": json.dumps(papers, ensure_ascii=False)}, **options)


def _drawn_by(template: Path, inputs: dict[str, str], **options: Any) -> bytes | list[bytes]:
    try:
        # No time stamp of the moment, no author, no title with a name: nothing in the file but the sheet (T67).
        found = _compiler().compile(template, sys_inputs=inputs, timestamp=0, **options)
    except typst.TypstError as problem:
        raise CannotRender(problem.message) from None
    if found is None:
        raise CannotRender("nothing came out")
    return found


def _drawn(look: Look) -> dict[str, Any]:
    """The look as JSON; the square code as rows of grey values, which are drawn many times faster than a drawing."""
    code = square(look.code) if look.code else None
    grey, side = (list(code.grey), code.side) if code else ([], 0)
    return {**asdict(look), "received": dict(look.received or {}), "square": grey, "side": side}


def _compiler() -> typst.Compiler:
    if _workshop.compiler is None:
        if not any(FONTS.glob("*.ttf")):
            raise CannotRender(f"no fonts in {FONTS}; run `make setup`")
        with _shelf:
            nothing = Path(tempfile.gettempdir()) / "fengqiao-no-packages"
            _workshop.compiler = typst.Compiler(
                MAIN, root=TEMPLATES, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs={},
                package_path=nothing, package_cache_path=nothing,
            )  # fmt: skip
    return _workshop.compiler
