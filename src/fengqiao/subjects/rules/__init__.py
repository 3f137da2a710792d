"""The pure rules of the room: states, flags, terms, codes, names, and what a new file must hold."""

from __future__ import annotations
