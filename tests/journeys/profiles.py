"""Browser profiles, lent and taken back: a new one, with a process for its pages, costs half a second each time.

One that comes back is lent again as fresh as a new one: its pages are closed and its cookies are gone. Our pages keep
nothing else in a browser; where one does, the profile is thrown away, and only a file that never changes its content
may still lie in its cache.
"""

from __future__ import annotations

from typing import Any

#: Pages of one profile share a process. It ends with its last page, so each profile has an empty one that stays.
SHARED = ("--renderer-process-limit=1", "--disable-site-isolation-trials")
_KEPT = "location.protocol.startsWith('http') ? localStorage.length + sessionStorage.length : 0"
_free: list[Any] = []


def lent(chromium: Any) -> Any:
    """A profile at desktop width that holds nothing."""
    if _free:
        return _free.pop()
    made = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN", accept_downloads=True)
    made.new_page()
    return made


def taken_back(profile: Any) -> None:
    """Close its pages and clean it for whoever comes next."""
    opened = profile.pages[1:]
    is_clean = not any(page.evaluate(_KEPT) for page in opened)
    for page in opened:
        page.close()
    profile.clear_cookies()
    profile.clear_permissions()
    if is_clean:
        _free.append(profile)
    else:
        profile.close()


def forget() -> None:
    """Before the browser closes."""
    _free.clear()
