"""The one table of who reacts to what: facts and their listeners, and the jobs with their timetable."""

from __future__ import annotations


def connect() -> None:
    """Bind listeners to facts. Called once, when every room is loaded."""
