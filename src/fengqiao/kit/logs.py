"""What processes write about themselves: one JSON line per event on stderr, and never what a person is called.

A line names the event, the place and the kind of a fault. Arguments of a message, the message of an exception and
whatever looks like a name, an identity number or a telephone number stay out (THREATS T12, 3.2).
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, Final

import structlog

from fengqiao.kit import clock

FRAMES: Final = 6
_HIDDEN: Final = "…"
# A run of Han characters (names, places, offences), a telephone number, an identity number in any of its lengths.
_PERSONAL: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]+|(?<![\w-])\d{7,18}[Xx]?(?![\w-])")


def discreet(value: Any) -> Any:
    """A value as a log may hold it: words of the program and opaque ids as they are, the rest left out."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return _PERSONAL.sub(_HIDDEN, value)
    if isinstance(value, list | tuple | set | frozenset):
        return [discreet(each) for each in value]
    if isinstance(value, dict):
        return {str(key): discreet(each) for key, each in value.items()}
    return type(value).__name__


def places(trace: TracebackType | None) -> list[str]:
    """The innermost places of a traceback, without the values in them."""
    frames = traceback.extract_tb(trace)[-FRAMES:] if trace else []
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


class Line(logging.Formatter):
    """What a library says, by its own words alone: the message before its arguments are put in."""

    def format(self, record: logging.LogRecord) -> str:
        """One JSON object."""
        told: dict[str, Any] = {"event": discreet(str(record.msg)), "level": record.levelname.lower()}
        told["logger"] = record.name
        if (status := getattr(record, "status_code", None)) is not None:
            told["status"] = status
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            told |= {"kind": type(error).__name__, "where": places(error.__traceback__)}
        return _line(told)


def _line(told: MutableMapping[str, Any]) -> str:
    moment = clock.in_the_world(clock.now()).isoformat(timespec="milliseconds")
    return json.dumps({"at": moment, **told}, ensure_ascii=False)


def _ours(_logger: Any, level: str, event: MutableMapping[str, Any]) -> str:
    """An event of ours as a line; an exception by its kind and places."""
    fault = event.pop("exc_info", None)
    told = {str(key): discreet(value) for key, value in event.items()}
    if fault:
        error = fault if isinstance(fault, BaseException) else sys.exc_info()[1]
        told |= {"kind": type(error).__name__, "where": places(error.__traceback__ if error else None)}
    return _line({"event": told.pop("event", ""), "level": level, **told})


def configure(_settings: object = None) -> None:
    """Django's `LOGGING_CONFIG`: all of Python's logging and all of ours go the same way."""
    structlog.configure(
        processors=[_ours],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    if not any(isinstance(handler.formatter, Line) for handler in root.handlers):
        handler = _Stderr()
        handler.setFormatter(Line())
        root.addHandler(handler)
    root.setLevel(logging.WARNING)
    # Django's own handlers print on a console and write letters; everything goes to the one above.
    django = logging.getLogger("django")
    django.handlers.clear()
    # The pages of refusals are events of ours already (shell.problem), with the number that the visitor saw.
    logging.getLogger("django.request").setLevel(logging.ERROR)


class _Stderr(logging.StreamHandler[Any]):
    """Standard error as it is at the moment of the event, not at that of the start."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        self.stream = sys.stderr
        super().emit(record)
