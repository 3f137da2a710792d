"""Whom a variant of a procedure is for, in the words that every definition uses for them."""

from __future__ import annotations

from fengqiao.procedures.grammar import Text, flagged

MINOR = flagged("minor", Text("未成年社区矫正对象", "minors"))
"""Under eighteen at the start; the regime stays with the person (`Law: Community Corrections Law arts 52-55`)."""
