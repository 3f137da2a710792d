"""Whether a kept connection still stands, seen at its socket instead of asked of the server.

Django asks `SELECT 1` before the first statement of every request (`CONN_HEALTH_CHECKS`). A server that has gone, or
that ended the connection, has written or closed: then its socket can be read. A silent one is as good as it was.
"""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """The backend of every door. Django asks for the class by this name."""

    def is_usable(self) -> bool:
        """False once the server has ended the connection; only where it has said something is it asked."""
        raw = self.connection
        if raw is None or raw.closed:
            return False
        return not _has_news(raw.pgconn.socket) or bool(super().is_usable())


def _has_news(socket: int) -> bool:
    """Whether there is anything to read, the end of the connection included."""
    looking = select.poll()
    looking.register(socket, select.POLLIN)
    return bool(looking.poll(0))
