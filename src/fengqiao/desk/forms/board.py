"""The ticked lines of the overdue board."""

from __future__ import annotations

import re
from typing import Final

from django.core.exceptions import BadRequest
from django.http import QueryDict

LINE: Final = re.compile(r"\d{2,9}\.\d{1,12}\.[a-z_]{1,60}\.[a-z_]{1,60}")
#: Unit: lines of one press.
MOST_LINES: Final = 50


def ticked(post: QueryDict) -> frozenset[str]:
    """The lines by their names. Raises: BadRequest."""
    found = frozenset(post.getlist("line"))
    if len(found) > MOST_LINES or not all(LINE.fullmatch(each) for each in found):
        raise BadRequest("not one of our forms")
    return found
