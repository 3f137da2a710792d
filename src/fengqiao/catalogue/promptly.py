"""The stated reason why a step has no clock: the law says "promptly" and names no number."""

from __future__ import annotations

from fengqiao.procedures.grammar import Text

PROMPTLY = Text("应当及时办理，法律未定期限", "promptly; the law names no number of days")
