"""The posts that the inbox looks for are all that any definition names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from fengqiao.kit import clock
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import POSTS_THAT_ACT, Actor


def _actors(part: Any, seen: set[int]) -> Iterator[Actor]:
    if id(part) in seen:
        return
    seen.add(id(part))
    if isinstance(part, Actor):
        yield part
    elif is_dataclass(part) and not isinstance(part, type):
        for each in fields(part):
            yield from _actors(getattr(part, each.name), seen)
    elif isinstance(part, tuple | list | set | frozenset):
        for each in part:
            yield from _actors(each, seen)
    elif isinstance(part, dict):
        yield from _actors(tuple(part.values()), seen)


def test_a_post_outside_of_these_can_have_no_task() -> None:
    named = {role for actor in _actors(procedures.all_current(clock.today()), set()) for role in actor.roles}
    assert {"office_staff", "office_head", "county_lead"} <= named
    assert named <= POSTS_THAT_ACT
    assert "procurator" not in POSTS_THAT_ACT
