"""What a person is given about the own data, as PDF: a copy of all of it, the answer to a request.

Neither has a number, a seal or a row: they tell what rows say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fengqiao.documents import rendering

TITLE: Final = "个人信息副本"


def person_copy(values: Mapping[str, Any], *, mark: str = "") -> bytes:
    """One PDF. Texts go as data, never as a source (T71). Raises: rendering.CannotRender."""
    sheet = {**_plain(values), "template": "person_copy", "title": TITLE}
    return rendering.pdf([(sheet, rendering.Look(mark=mark))])


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return "".join(char for char in str(value) if char == "\n" or char >= " ").strip()
