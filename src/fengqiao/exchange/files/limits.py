"""How large and how strange a file may be (THREATS T68)."""

from __future__ import annotations

from typing import Final

MEBIBYTE: Final = 1024 * 1024

MAX_FILE_BYTES: Final = 20 * MEBIBYTE
MAX_UNPACKED_BYTES: Final = 200 * MEBIBYTE
MAX_RATIO: Final = 100
MAX_ENTRIES: Final = 1_000
# A ratio means nothing for a part of a few kilobytes: an empty style sheet packs well and harms nobody.
RATIO_FREE_BYTES: Final = MEBIBYTE

MAX_ROWS: Final = 20_000
# The header may stand below a title, but not below a page of text.
MAX_HEADER_ROWS: Final = 20
MAX_COLUMNS: Final = 200
MAX_CELL_CHARACTERS: Final = 4_000
# Twenty thousand people in thirty columns are some 1.3 million elements; this leaves room for styles and comments.
MAX_XML_ELEMENTS: Final = 2_000_000
MAX_XML_DEPTH: Final = 64

CHILD_MEMORY_BYTES: Final = 480 * MEBIBYTE
CHILD_CPU_SECONDS: Final = 20
CHILD_WALL_SECONDS: Final = 30.0
