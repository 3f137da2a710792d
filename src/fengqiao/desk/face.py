"""The desk from outside: what the timetable asks of it.

desk.forget_exports(counties=, at=)     files that nobody fetched in time
"""

from __future__ import annotations

from fengqiao.desk.actions.exporting import forget_expired as forget_exports

__all__ = ["forget_exports"]
