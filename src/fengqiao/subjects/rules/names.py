"""What a name may look like. Pure."""

from __future__ import annotations

import unicodedata
from typing import Final

# As long as any name that a register printed so far, with room: columns and indexes are made for it.
LONGEST: Final = 500
# Private use (造字) and characters newer than this Python's tables pass: they stand in real people's names.
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class BadName(ValueError):
    """The text is no name. `code` is one of missing, too_long, hidden_characters."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean(text: str) -> str:
    """A name in NFC, outer and doubled spaces dropped.

    Control, format and direction characters are refused, not dropped: they are put there to make one name look
    like another (THREATS T72). Raises: BadName.
    """
    name = " ".join(unicodedata.normalize("NFC", text).replace("　", " ").split(" ")).strip()
    name = " ".join(part for part in name.split(" ") if part)
    if not name:
        raise BadName("missing")
    if len(name) > LONGEST:
        raise BadName("too_long")
    # What prints is not hidden; the rest is looked at character by character.
    if not name.isprintable() and any(unicodedata.category(c) in _HIDDEN or ord(c) & 0xFFFE == 0xFFFE for c in name):
        raise BadName("hidden_characters")
    return name
