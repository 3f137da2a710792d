"""What a file that comes in may be (THREATS T70): large enough for a scanned certificate, too small to harm."""

from __future__ import annotations

from typing import Final

MEBIBYTE: Final = 2**20
# A scan of some twenty pages at 200 dots per inch, or a photo of a telephone.
MOST_BYTES: Final = 10 * MEBIBYTE
# Files of one press, so that a request ends within its time.
MOST_AT_ONCE: Final = 5
# Files of one matter or letter: more is an archive of its own.
MOST_OF_ONE: Final = 50
# Unit: dots. Source: THREATS T70.
MOST_DOTS: Final = 40_000_000
MOST_PAGES: Final = 300
# What one looks into of a PDF; a scan of 300 pages has about 2,000 objects.
MOST_OBJECTS: Final = 50_000
JPEG_QUALITY: Final = 88

CHILD_MEMORY_BYTES: Final = 640 * MEBIBYTE
CHILD_CPU_SECONDS: Final = 5
# All files of one press together; the database closes a transaction that stands still for fifteen.
WALL_SECONDS: Final = 10.0
