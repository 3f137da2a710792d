"""The record of who did what, written in the act's own transaction.

    @act("casework.record_leave", about="matter", record=("days",))
    def record_leave(*, matter, days, by: Actor, at: datetime) -> Leave: …

    audit.read(by=actor, what="subject", about=str(uid), area=area)

Rows may be added by every door and changed by none. Sealing is a job of its own, so no request waits:

    audit.seal(connection)                 rows sealed now; the connection is fq_seal's
    audit.verify(connection, anchors)      what was changed, removed or inserted
    audit.unsealed(connection)             how many rows wait, and the age of the oldest in seconds
    audit.looks(connection, since=, until=) the sensitive reads and sign-ins of some hours, for a job
    audit.head(connection, at)             the newest link, kept elsewhere with `add_anchor` / `read_anchors`
"""

from __future__ import annotations

from fengqiao.audit.looks import SIGNED_IN, Look, looks
from fengqiao.audit.record import Actor, Covering, Opened, ReadsOnly, Standing, act, read, system, write, write_all
from fengqiao.audit.seal import Anchor, add_anchor, head, read_anchors, seal, unsealed, verify

__all__ = [
    "SIGNED_IN",
    "Actor",
    "Anchor",
    "Covering",
    "Look",
    "Opened",
    "ReadsOnly",
    "Standing",
    "act",
    "add_anchor",
    "head",
    "looks",
    "read",
    "read_anchors",
    "seal",
    "system",
    "unsealed",
    "verify",
    "write",
    "write_all",
]
