"""What the room puts into the frame: its menu entry."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from fengqiao.shell import face as shell
from fengqiao.users import face as users


def register() -> None:
    """Once, when the program starts."""
    shell.menu.add(
        shell.MenuItem(
            "imports", _("Load a register"), "upload", "exchange:imports", 60, group=_("Institution"), shown=_may_load
        )
    )


def _may_load(request: HttpRequest) -> bool:
    found = getattr(request, "actor", None)
    return found is not None and users.has(found, users.Right.LOAD_REGISTER)
