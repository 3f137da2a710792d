"""The list of what was destroyed (销毁清单), kept outside of what it was destroyed from.

One line of JSON for each: when, what, the opaque names that must not come back, and the hash of the certificate. It
names nobody. A backup that is older than a line holds what the line destroyed: whoever restores it replays the list.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

ERASED: Final = "erased"
SEALED: Final = "sealed"
"""A minor's record: what comes back with a backup is moved into the sealed store again."""


class NoList(ValueError):
    """A file that is no list of erasures."""


@dataclass(frozen=True, slots=True)
class Line:
    """One destruction. `erasure` is the opaque name of its certificate, `uids` what must not come back."""

    at: str
    what: str
    kind: str
    erasure: UUID
    uids: tuple[UUID, ...]
    proof: str


def line(
    *, at: datetime, kind: str, erasure: UUID, uids: Iterable[UUID], certificate: Mapping[str, Any], what: str = ERASED
) -> Line:
    """The line of a certificate."""
    told = json.dumps(certificate, sort_keys=True, ensure_ascii=False).encode()
    return Line(at.isoformat(), what, kind, erasure, tuple(uids), hashlib.sha256(told).hexdigest())


def append(path: Path, lines: Iterable[Line]) -> int:
    """Write what the list does not hold yet, for good before it returns. Returns how many lines were new."""
    known = {each.erasure for each in read(path)} if path.is_file() else set()
    new = [each for each in lines if each.erasure not in known]
    if new:
        with path.open("a", encoding="utf-8") as out:
            out.writelines(_written(each) + "\n" for each in new)
            out.flush()
            os.fsync(out.fileno())
    return len(new)


def read(path: Path) -> tuple[Line, ...]:
    """The lines of a list. Raises: NoList, OSError."""
    try:
        found = [json.loads(each) for each in path.read_text(encoding="utf-8").splitlines() if each.strip()]
        return tuple(
            Line(
                str(each["at"]), str(each["what"]), str(each["kind"]), UUID(each["erasure"]),
                tuple(UUID(uid) for uid in each["uids"]), str(each["proof"]),
            )
            for each in found
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as wrong:
        raise NoList(f"{path} is no list of erasures") from wrong


def _written(each: Line) -> str:
    return json.dumps(
        {
            "at": each.at, "what": each.what, "kind": each.kind, "erasure": str(each.erasure),
            "uids": [str(uid) for uid in each.uids], "proof": each.proof,
        }
    )  # fmt: skip
