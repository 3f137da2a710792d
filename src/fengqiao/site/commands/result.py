"""How commands answer: exit codes, JSON on stdout and nothing else, messages on stderr."""

from __future__ import annotations

import json
import sys
from typing import Any

DONE = 0
FINDINGS = 1
WRONG_USE = 2
CANNOT = 3


class CommandError(Exception):
    """The command stops with a message and an exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def emit(document: Any) -> None:
    """One JSON document on stdout."""
    print(json.dumps(document, ensure_ascii=False, default=str))


def say(message: str) -> None:
    """A line for people, on stderr."""
    print(message, file=sys.stderr)
