"""How far the clock of a demonstration stands ahead, kept in its home and set once in every process (THREATS T27).

A demonstration may live through a term in an afternoon; a real installation that finds a shift refuses to start. The
clock never goes back: what was recorded yesterday must not lie in tomorrow.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from fengqiao.kit import clock
from fengqiao.site import home

#: The furthest that a clock may stand ahead: longer than the longest term of a suspended sentence (CL 73).
MOST_DAYS = 3660


class ShiftRefused(home.HomeError):
    """The clock cannot stand where it should; the message says why and what to do."""


def file() -> Path:
    """Where the number of days is kept."""
    return home.folder() / "days-ahead"


def days_ahead() -> int:
    """How many days the clock of this home stands ahead.

    Raises: ShiftRefused when it does and this is no demonstration, or when the file says no number of days.
    """
    try:
        written = file().read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return 0
    except UnicodeDecodeError:
        written = ""
    if not _is_demonstration():
        raise ShiftRefused(f"the clock is shifted by {file()}; only a demonstration's may be: remove that file")
    if not written.isdecimal() or int(written) > MOST_DAYS:
        raise ShiftRefused(f"{file()} must say a number of days up to {MOST_DAYS}")
    return int(written)


def put_ahead(days: int) -> None:
    """Let the clock of this demonstration stand so many days ahead from the next start on.

    Raises: ShiftRefused in any other installation, and for fewer days than it stands ahead already.
    """
    if not _is_demonstration():
        raise ShiftRefused("only the clock of a demonstration can be put ahead")
    if not 0 <= days <= MOST_DAYS:
        raise ShiftRefused(f"the clock can stand up to {MOST_DAYS} days ahead")
    present = days_ahead()
    if days < present:
        raise ShiftRefused(
            f"this clock stands {present} days ahead and does not go back: what was recorded would lie ahead of it. "
            "Build a new demonstration in another FENGQIAO_HOME"
        )
    temporary = file().with_suffix(".new")
    temporary.write_text(f"{days}\n", encoding="ascii")
    temporary.replace(file())


def set_clock() -> int:
    """Set the clock of this process; the number of days. Raises: ShiftRefused."""
    days = days_ahead()
    clock.shift(timedelta(days=days))
    return days


def _is_demonstration() -> bool:
    found = home.installation()
    return found is not None and found.kind == "demonstration"
