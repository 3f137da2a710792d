"""The desk from outside: what the timetable asks of it.

desk.forget_exports(counties=, at=)     files that nobody fetched in time
desk.forget_previews(at=)               what old previews of changes had found
desk.take_tallies(counties=, at=)       what the pages above a county show, counted anew
"""

from __future__ import annotations

from fengqiao.desk.actions.exporting import forget_expired as forget_exports
from fengqiao.desk.actions.foreseeing import forget as forget_previews
from fengqiao.desk.actions.tallying import take as take_tallies

__all__ = ["forget_exports", "forget_previews", "take_tallies"]
