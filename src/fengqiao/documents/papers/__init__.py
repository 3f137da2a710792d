"""Every paper that is built, as data: what it is called, who issues it, whose values it carries.

A paper is added by a declaration here and, when its words are its own, a template in `typst/`.
"""

from __future__ import annotations

from fengqiao.documents.papers import archive, correction, ending, intake, leave, letters, missed, rights, supervision
from fengqiao.documents.papers.record import PaperKind, PersonField, Slot, SlotKind, UnknownKind

__all__ = ["KINDS", "PaperKind", "PersonField", "Slot", "SlotKind", "UnknownKind", "kind"]

_ROOMS = (intake, missed, correction, supervision, leave, ending, archive, letters, rights)
KINDS: dict[str, PaperKind] = {each.id: each for room in _ROOMS for each in room.KINDS}


def kind(id: str) -> PaperKind:
    """A built paper by its id. Raises: UnknownKind."""
    try:
        return KINDS[id]
    except KeyError:
        raise UnknownKind(id) from None
