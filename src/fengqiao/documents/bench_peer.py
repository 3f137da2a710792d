"""The peer of `fengqiao bench papers`: WeasyPrint draws the words of our papers from HTML, in our fonts and sizes.

Its sheets are the plainer ones: the text of ours line by line, without seal, square code and ruled tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO

import pypdf

from fengqiao.documents.vendor import FOLDER as FONTS

_STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
body { font: 15.75pt/28.9pt "Noto Serif SC"; margin: 0 }
section { break-after: page }
h1 { font-size: 22pt; text-align: center; margin: 0 }
p { margin: 0; text-align: justify }
"""
_FACE = '@font-face {{ font-family: "Noto Serif SC"; font-weight: {weight}; src: url("{url}") }}\n'
_FACES = {"Regular": 400, "Bold": 700}


class Peer:
    """Fonts are read once, as ours are. Raises: ModuleNotFoundError without WeasyPrint."""

    def __init__(self) -> None:
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        self.fonts = FontConfiguration()
        faces = "".join(
            _FACE.format(weight=weight, url=(FONTS / f"NotoSerifSC-{name}.ttf").as_uri())
            for name, weight in _FACES.items()
        )
        self.style = CSS(string=faces + _STYLE, font_config=self.fonts)

    def pdf(self, papers: Sequence[Sequence[str]]) -> bytes:
        """One PDF of papers given as lines, the first of each its title."""
        from weasyprint import HTML

        body = "".join(f"<section>{_lines(each)}</section>" for each in papers)
        page = HTML(string=f'<!doctype html><html lang="zh"><title></title><body>{body}</body></html>')
        drawn: bytes = page.write_pdf(stylesheets=[self.style], font_config=self.fonts)
        return drawn


def words(pdf: bytes) -> list[str]:
    """What stands on our sheet, line by line."""
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    return [line.strip() for page in pages for line in page.extract_text().splitlines() if line.strip()]


def _lines(lines: Sequence[str]) -> str:
    return "".join(f"<{tag}>{escape(line)}</{tag}>" for tag, line in zip(_tags(len(lines)), lines, strict=True))


def _tags(count: int) -> list[str]:
    return ["h1"] + ["p"] * (count - 1) if count else []
