"""What a certificate of sealing calls the parts of the program and what lies outside of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from fengqiao.shell import face as shell

GROUNDS: Final = {"judicial": _("A judicial organ needs it for a case"), "state_rules": _("A unit asks by state rules")}
_ROOMS: Final = {
    "subjects": _("Register, names, decisions and their former versions"), "casework": _("Facts of the correction"),
    "supervision": _("Reports, talks and visits"), "procedures": _("Procedures and their acts"),
    "documents": _("Papers, files and the archive"), "letters": _("Letters in and out"),
    "notices": _("Messages about the person"),
    "oversight": _("Emergency accesses and sealings"),
}  # fmt: skip
_ELSEWHERE: Final = {
    "letters": _("Letters that were sent to other organs"), "papers": _("Papers that were served"),
    "checks": _("Questions about the number in another county"),
}  # fmt: skip
_FORGOTTEN: Final = {
    "claims": _("Claims of the number"), "lists": _("Lists that were taken out and not fetched"),
    "prints": _("Print batches with one of the papers"),
}  # fmt: skip


def told(rooms: Iterable[tuple[str, int]]) -> tuple[shell.Fact, ...]:
    """How many rows of each part."""
    return tuple(shell.Fact(_ROOMS.get(room, room), str(count)) for room, count in rooms)


def elsewhere(counts: Mapping[str, int]) -> tuple[shell.Fact, ...]:
    """What lies with others and is not reached."""
    return _facts(_ELSEWHERE, counts)


def forgotten(counts: Mapping[str, int]) -> tuple[shell.Fact, ...]:
    """What was made for a time and is gone."""
    return _facts(_FORGOTTEN, counts)


def _facts(words: Mapping[str, shell.Words], counts: Mapping[str, int]) -> tuple[shell.Fact, ...]:
    return tuple(shell.Fact(word, str(counts.get(key, 0))) for key, word in words.items())
