"""The fonts that papers are drawn with, from the npm packages of package-lock.json.

`python -m fengqiao.site.assets` copies them into `fonts/`; fonts of the machine are never used, so a paper looks the
same everywhere. Why these: docs/adr/0005-fonts-of-papers.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"


@dataclass(frozen=True, slots=True)
class FontFile:
    """One file of a font package: where it lies there and how it is called here."""

    package: str
    version: str
    source: str
    name: str


_NOTO = "@expo-google-fonts/noto-serif-sc"
FONTS: tuple[FontFile, ...] = (
    FontFile(_NOTO, "0.4.3", "400Regular/NotoSerifSC_400Regular.ttf", "NotoSerifSC-Regular.ttf"),
    FontFile(_NOTO, "0.4.3", "700Bold/NotoSerifSC_700Bold.ttf", "NotoSerifSC-Bold.ttf"),
    FontFile(_NOTO, "0.4.3", "LICENSE_FONT", "OFL.txt"),
)
