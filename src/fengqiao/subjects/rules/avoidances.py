"""Relations for which an officer keeps away from a file (回避). Pure.

The Community Corrections Law names no list; the kinds are ours (mark P), after the general rule of procedure laws: near
relatives, an interest in the case, any other relation that may touch a fair decision.
"""

from __future__ import annotations

from typing import Final

from fengqiao.law.face import Text

KINDS: Final = {
    "relative": Text("近亲属或者其他亲属", "relative"),
    "neighbour": Text("邻居、同事、朋友等", "neighbour, colleague, friend"),
    "party": Text("原案当事人、证人或者其亲属", "party or witness of the case, or a relative of one"),
    "other": Text("其他可能影响公正处理的关系", "another relation that may touch a fair decision"),
}
LEAST_WORDS: Final = 4
"""Unit: characters."""
