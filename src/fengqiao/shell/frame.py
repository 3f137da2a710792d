"""What the page frame shows for one request, computed when a template first asks and never twice."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.shell import registries
from fengqiao.shell.components import Words
from fengqiao.shell.links import finder
from fengqiao.shell.preferences import LANGUAGE_NAMES, Look, look

HTMX_CONFIG = {
    "includeIndicatorStyles": False,
    "allowEval": False,
    "allowScriptTags": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    # A form that comes back with errors is answered with 422 and must be shown.
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "422", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}


@record
class MenuLine:
    """A menu item as drawn."""

    label: Words
    icon: str
    href: str
    count: registries.Count | None
    current: Literal["", "page", "true"]


@record
class MenuGroup:
    """Menu items under one heading; the first group has none."""

    label: Words
    lines: tuple[MenuLine, ...]


class Frame:
    """The frame of one page."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def menu(self) -> list[MenuGroup]:
        address = finder()
        shown = [(item, address(item.url_name)) for item in registries.menu.items() if item.shown(self._request)]
        current = self._current(shown)
        groups: dict[str, tuple[Words, list[MenuLine]]] = {}
        for item, href in shown:
            _title, lines = groups.setdefault(str(item.group), (item.group, []))
            lines.append(self._line(item, href, is_current=item.key == current))
        return [MenuGroup(title, tuple(lines)) for title, lines in groups.values()]

    def _line(self, item: registries.MenuItem, href: str, *, is_current: bool) -> MenuLine:
        current: Literal["", "page", "true"] = ""
        if is_current:
            current = "page" if self._request.path == href else "true"
        return MenuLine(item.label, item.icon, href, item.count(self._request), current)

    def _current(self, shown: list[tuple[registries.MenuItem, str]]) -> str:
        """Key of the item whose address is the longest prefix of this page's."""
        path, best, length = self._request.path, "", 0
        for item, href in shown:
            for prefix in (href, *item.also):
                fits = path == prefix if prefix == "/" else path.startswith(prefix)
                if fits and len(prefix) > length:
                    best, length = item.key, len(prefix)
        return best

    @cached_property
    def search(self) -> registries.Search | None:
        return registries.search.content(self._request)

    @cached_property
    def bell(self) -> registries.Bell | None:
        return registries.bell.content(self._request)

    @cached_property
    def posts(self) -> registries.Posts | None:
        return registries.posts.content(self._request)

    @cached_property
    def account(self) -> registries.Account | None:
        return registries.account.content(self._request)

    @cached_property
    def look(self) -> Look:
        return look(self._request)

    @property
    def is_demonstration(self) -> bool:
        return bool(settings.FENGQIAO_DEMONSTRATION)

    @property
    def days_ahead(self) -> int:
        """How far the clock of a demonstration stands ahead. Unit: days."""
        return clock.ahead().days

    @property
    def language(self) -> str:
        return "en" if (translation.get_language() or "").startswith("en") else "zh-hans"

    @property
    def html_language(self) -> str:
        return "en" if self.language == "en" else "zh-CN"

    @property
    def languages(self) -> tuple[tuple[str, str], ...]:
        return LANGUAGE_NAMES

    @property
    def path(self) -> str:
        """Where to return after a change of language or look: this page, whose address carries no personal data."""
        return self._request.get_full_path() if self._request.method == "GET" else self._request.path

    @property
    def home(self) -> str:
        """The first page of the menu, else the root."""
        lines = [line for group in self.menu for line in group.lines]
        return lines[0].href if lines else "/"

    @cached_property
    def printed_at(self) -> datetime:
        """When this page was made, for the foot of a printed page."""
        return clock.now()

    @property
    def htmx_config(self) -> dict[str, Any]:
        return HTMX_CONFIG


def frame(request: HttpRequest) -> Frame:
    """The frame of a request; the same one however often templates are rendered in it."""
    kept = getattr(request, "_fengqiao_frame", None)
    if kept is None:
        kept = Frame(request)
        request._fengqiao_frame = kept  # type: ignore[attr-defined]
    return kept
