"""Every write of the room. Each locks the person first and leaves an audit row in its own transaction."""

from __future__ import annotations
