"""The record of who did what, written in the act's own transaction.

    @act("casework.record_leave", about="matter", record=("days",))
    def record_leave(*, matter, days, by: Actor, at: datetime) -> Leave: …

    audit.read(by=actor, what="subject", about=str(uid), area=area)

Rows may be added by every door and changed by none. Sealing is a job of its own (`seal`), so no request waits.
"""

from __future__ import annotations

from fengqiao.audit.record import Actor, Covering, Standing, act, read, system, write

__all__ = ["Actor", "Covering", "Standing", "act", "read", "system", "write"]
