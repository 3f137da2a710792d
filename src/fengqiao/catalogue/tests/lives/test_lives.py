"""Whole lives by the five ways in which the law treats people, on every definition of the house."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from django.db import transaction

from fengqiao.catalogue.definitions import ALL
from fengqiao.catalogue.tests.lives import moves, truths
from fengqiao.catalogue.tests.lives.world import Life, lived, newcomer, of_the_register, office_people

WAYS = {
    "suspended_sentence": ("suspended_sentence", False),
    "public_surveillance": ("public_surveillance", False),
    "parole": ("parole", False),
    "temporary_service": ("temporary_service_outside", False),
    "minor": ("suspended_sentence", True),
}
MOVES: tuple[tuple[Callable[[Life], None], int], ...] = (
    (moves.lawful, 55),
    (moves.unlawful, 14),
    (moves.opens, 10),
    (moves.answers, 5),
    (moves.seals, 6),
    (moves.term_moves, 4),
    (moves.waits, 16),
)
#: When what is left of the term passes.
LATE = ((moves.ends, 74), (moves.unlawful, 6), (moves.answers, 8), (moves.waits, 12))


def live(life: Life, *, count: int, late: int = 0) -> None:
    """So many moves, the truths after each; then to the end, at most so many, until a lent archive is back."""
    for these, times in ((MOVES, count), (LATE, late)):
        kinds, weights = zip(*these, strict=True)
        for _ in range(times):
            if these is LATE and moves.is_all_over(life):
                break
            life.rng.choices(kinds, weights=weights)[0](life)
    truths.others_see_nothing(life)
    truths.ended_matters_rest(life)
    truths.every_day_can_be_shown(life)
    truths.the_register_balances(life)
    truths.rebuilt_alike(life)


def lives(way: str, *, seed: int, count: int, each: int, late: int = 0) -> Counter[str]:
    """Several lives one after another; what was tried least in all of them comes next."""
    category, minor = WAYS[way]
    staff, tried = office_people(), Counter[str]()
    for number in range(count):
        rng = Random(f"{way} {seed} {number}")
        make = (newcomer, of_the_register)[number % 2]
        with transaction.atomic():
            person = make(number + 1, category, minor=minor, rng=rng)
            with lived(Life(person, staff, rng, tried)) as life:
                live(life, count=each, late=late)
            transaction.set_rollback(True)
    return tried


@pytest.mark.parametrize("way", WAYS)
def test_whatever_is_tried_in_a_life_stays_lawful(everywhere: None, way: str) -> None:
    tried = lives(way, seed=1, count=2, each=30)
    assert len(tried) > 10, sorted(tried)


@pytest.mark.soak
@pytest.mark.parametrize("way", WAYS)
def test_in_many_lives_every_definition_comes_up(everywhere: None, way: str) -> None:
    tried = lives(way, seed=2, count=6, each=60, late=80)
    begun = {name.split(".")[0] for name in tried}
    assert begun >= {each.key for each in ALL}, sorted({each.key for each in ALL} - begun)
