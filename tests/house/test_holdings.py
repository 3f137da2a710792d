"""Every case table is told in the copy of a person's data, or left out with a reason: nothing can be forgotten."""

from __future__ import annotations

import pytest
from django.db import connection

from fengqiao.kit import holdings
from tests.house.test_database import _case_tables

pytestmark = pytest.mark.django_db


def test_every_case_table_is_told_or_left_out_with_a_reason() -> None:
    """★ A new room, or a new table of an old one, is in the copy of a person's data or says why not."""
    there, declared = set(_case_tables()), holdings.all_tables()
    assert not sorted(there - declared), "neither told nor left out with a reason (see kit/holdings.py)"
    assert not sorted(declared - there - {"subjects_identity"}), "declared, and no such table"
    assert all(len(why) > 5 for why in holdings.left_out().values())


def test_every_table_with_a_persons_number_is_declared_even_if_it_is_plain() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT table_name FROM information_schema.columns "
            "WHERE table_schema = 'fq' AND column_name IN ('subject_id', 'subject_uid')"
        )
        found = {name for (name,) in cursor.fetchall()}
    assert not sorted(found - holdings.all_tables())


def test_two_rooms_never_tell_the_same_table() -> None:
    one = holdings.rooms()[0]
    table = sorted(one.tables)[0]
    with pytest.raises(holdings.Doubled):
        holdings.add(holdings.Held(room="another", order=1, tables=frozenset({table}), tell=lambda subject_id: ()))
