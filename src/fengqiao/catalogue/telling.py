"""How a definition tells the person: an effect with the name of a wording, and nothing of the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fengqiao.notices import face as notices
from fengqiao.procedures.grammar import Case, Effect, effect


def tell(kind: str) -> Effect:
    """Tell the person, and the guardian of a minor, by message. Raises: KeyError for a kind that nobody has written."""
    return effect(notices.tell, _saying(notices.kind_for_persons(kind)))


def _saying(kind: str) -> Callable[[Case], Mapping[str, Any]]:
    def gives(case: Case) -> Mapping[str, Any]:
        return {"kind": kind}

    return gives
