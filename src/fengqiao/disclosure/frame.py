"""What the room puts into the staff frame: its menu entry."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from fengqiao.shell import face as shell
from fengqiao.users import face as users


def register() -> None:
    """Once, when the program starts."""
    entry = shell.MenuItem(
        "powers", _("Powers list"), "sitemap", "powers:list", 82, group=_("Law and rules"), shown=_may_read
    )
    shell.menu.add(entry)


def _may_read(request: HttpRequest) -> bool:
    found = getattr(request, "actor", None)
    return found is not None and users.has(found, users.Right.READ_PARAMETERS)
