"""Square codes (QR, ISO/IEC 18004): a text as a grid of dark and light, for a sheet or for a page."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt
from typing import Any
from urllib.parse import quote

import zxingcpp

#: What a symbol keeps when part of it is dirty: level M, about 15 % (ISO/IEC 18004, 7.5).
_LEVEL = "M"
# Unit: modules of light around the symbol (ISO/IEC 18004, 6.3.8).
_QUIET = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """A symbol without its quiet zone: `side` × `side` modules, row by row, 0 dark and 255 light."""

    side: int
    grey: bytes

    def svg_address(self) -> str:
        """The symbol with its quiet zone as a `data:` address of an SVG picture; no script, no outer reference."""
        whole, edge = self.side + 2 * _QUIET, _QUIET
        at = (divmod(number, self.side) for number, dot in enumerate(self.grey) if not dot)
        dark = "".join(f"M{x + edge} {y + edge}h1v1h-1z" for y, x in at)
        size = f'viewBox="0 0 {whole} {whole}" width="{5 * whole}" height="{5 * whole}" shape-rendering="crispEdges"'
        light = f'<path fill="#fff" d="M0 0h{whole}v{whole}H0z"/>'
        drawn = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{light}<path d="{dark}"/></svg>'
        return f"data:image/svg+xml,{quote(drawn)}"


def square(text: str) -> Square:
    """The smallest symbol of level M that holds the text.

    Raises:
        ValueError: the text is empty, longer than a symbol can hold (some 2,300 characters) or not ASCII: readers guess
            the encoding of anything else.
    """
    if not text.isascii():
        raise ValueError("a square code holds ASCII; percent-encode the rest")
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=_LEVEL)
    drawn: Any = symbol.to_image(
        scale=1, add_quiet_zones=False
    )  # a buffer, which its types do not say before Python 3.12
    grey = bytes(drawn)
    return Square(side=isqrt(len(grey)), grey=grey)
