"""The door of the room; filled as its parts land."""

from __future__ import annotations

from fengqiao.subjects.models import PersonRow, Subject, VersionedRow, VersionRow

__all__ = ["PersonRow", "Subject", "VersionRow", "VersionedRow"]
