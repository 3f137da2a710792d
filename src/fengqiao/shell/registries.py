"""What the rooms above put into the frame: menu items, search, bell, posts, account links.

Each room registers once, in its AppConfig.ready or through site/wiring.py. The shell knows none of them by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from django.http import HttpRequest

from fengqiao.kit.records import record
from fengqiao.shell.components import Words

T = TypeVar("T")


@record
class Count:
    """A number beside a menu item; hot when something in it is overdue or urgent."""

    number: int
    hot: bool = False


@record
class MenuItem:
    """One entry of the side bar.

    `shown` decides per request from what the middleware already knows (the post), without a query. `count` may
    run one query, and only on whole pages.
    """

    key: str
    label: Words
    icon: str
    url_name: str
    order: int
    group: Words = ""
    shown: Callable[[HttpRequest], bool] = lambda request: True
    count: Callable[[HttpRequest], Count | None] = lambda request: None
    also: Sequence[str] = ()
    """Further addresses (prefixes of the path) under which this entry is the current one."""


@record
class Post:
    """A working post to switch to."""

    value: str
    label: Words
    note: Words = ""
    current: bool = False


@record
class Posts:
    """Content of the post switcher: where one works now, what else one may choose, where the choice is sent."""

    label: Words
    action: str
    posts: tuple[Post, ...] = ()
    field_name: str = "post"
    read_only: bool = False


@record
class Account:
    """Who is signed in, for the right end of the top bar.

    With `idle_seconds` the page warns two minutes before the session ends; `stay` is the address whose POST
    keeps it. Unit: idle_seconds in seconds.
    """

    name: str
    role: Words
    sign_out: str
    links: tuple[tuple[Words, str], ...] = ()
    idle_seconds: int = 0
    stay: str = ""


@record
class Search:
    """The search box: a POST form, because a name or number never goes into an address.

    `live` is the address that answers a POST of the same field with a fragment, a list of links shown under the box.
    """

    action: str
    placeholder: Words
    field_name: str = "q"
    live: str = ""


@record
class Bell:
    """Unread messages."""

    href: str
    unread: int


class Menu:
    """The side bar, in order; groups appear in the order of their first item."""

    def __init__(self) -> None:
        self._items: dict[str, MenuItem] = {}

    def add(self, item: MenuItem) -> None:
        """Register an entry; a second one with the same key is a mistake in the wiring.

        Raises: ValueError for a key that is taken.
        """
        if item.key in self._items and self._items[item.key].url_name != item.url_name:
            raise ValueError(f"menu key {item.key} is taken")
        self._items[item.key] = item

    def items(self) -> list[MenuItem]:
        return sorted(self._items.values(), key=lambda item: (item.order, item.key))


class Slot(Generic[T]):
    """A place in the frame that one room fills with a function of the request; empty until then."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._fill: Callable[[HttpRequest], T | None] | None = None

    def fill(self, function: Callable[[HttpRequest], T | None]) -> None:
        """Register the function that gives the content; it runs at most once per whole page.

        Raises: ValueError when another function holds the place.
        """
        if self._fill is not None and self._fill is not function:
            raise ValueError(f"the frame's {self._name} is filled already")
        self._fill = function

    def content(self, request: HttpRequest) -> T | None:
        return None if self._fill is None else self._fill(request)


menu = Menu()
search: Slot[Search] = Slot("search box")
bell: Slot[Bell] = Slot("bell")
posts: Slot[Posts] = Slot("post switcher")
account: Slot[Account] = Slot("account menu")
