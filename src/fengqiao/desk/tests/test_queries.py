"""What stands in an address is read by name and shape, and nothing else reaches a query (T03, T17)."""

from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest
from django.http import QueryDict

from fengqiao.desk.forms import queries


def read(text: str, shapes=queries.CASELOAD) -> queries.Query:
    return queries.read("/subjects/", QueryDict(text), shapes)


@pytest.mark.parametrize(
    "text",
    [
        "officer__password__startswith=a",
        "_connector=)+OR+1=1--",
        "sort=offence",
        "birth__lt=1990",
        "state=%27%3B--",
        "office=33068110",
        "state=in_correction&state=notified",
        "size=100000",
        "minor=maybe",
    ],
)
def test_t03_an_unknown_or_misshapen_condition_is_a_bad_request(text):
    with pytest.raises(BadRequest):
        read(text)


def test_known_conditions_are_kept_and_empty_ones_dropped():
    query = read("category=parole&state=&office=330681109&size=20")
    assert query.values == {"category": "parole", "office": "330681109", "size": "20"}
    assert query.size == 20
    assert read("").size == 50


def test_another_condition_starts_the_list_from_the_top():
    query = read("category=parole&after=abc")
    assert query.having(state="notified") == "/subjects/?category=parole&state=notified"
    assert query.without("category") == "/subjects/"
    assert read("category=parole").having(after="xyz") == "/subjects/?category=parole&after=xyz"
