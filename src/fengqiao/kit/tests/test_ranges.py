"""Ranges of codes: a row is seen exactly when its code begins with a held one, whatever the tree (THREATS T13)."""

from __future__ import annotations

import random

import pytest

from fengqiao.kit import scope

LENGTHS = (2, 4, 6, 9, 12)


def _tree(chance: random.Random) -> list[str]:
    """Some codes of one random tree, with many nines: the digits at which arithmetic on ranges slips."""
    codes, parents = [], [""]
    for before, length in zip((0, *LENGTHS), LENGTHS, strict=False):
        made = {parent + "".join(chance.choice("0998912") for _ in range(length - before)) for parent in parents}
        codes += sorted(made)
        parents = sorted(made)[:2]
    return codes


@pytest.mark.parametrize("trees", [5_000, pytest.param(100_000, marks=pytest.mark.soak)])
def test_t13_seen_is_what_begins_with_a_held_code_in_any_tree(trees: int) -> None:
    chance = random.Random(13)
    for _ in range(trees):
        codes = _tree(chance)
        held = [chance.choice(codes) for _ in range(chance.choice((1, 2)))]
        ranges = [scope.bounds(prefix) for prefix in held]
        code = chance.choice(codes)
        other = code[:-1] + str((int(code[-1]) + 1) % 10)  # its neighbour, over the gap after a nine too
        for one in (code, other):
            seen = any(low <= one < high for low, high in ranges)
            assert seen is any(one.startswith(prefix) for prefix in held) is scope.covers(held, one)
