"""Named questions about people. What leaves here is frozen and masked."""

from __future__ import annotations
