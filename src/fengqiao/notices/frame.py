"""What the room puts into the frame: in a demonstration, the page of what would have been sent."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from fengqiao.shell import face as shell
from fengqiao.users import face as users


def register() -> None:
    """Once, when the program starts."""
    shell.menu.add(
        shell.MenuItem(
            "recorded", _("Messages not sent"), "device-mobile", "notices:recorded", 85, group=_("The office"),
            shown=_shown,
        )
    )  # fmt: skip


def _shown(request: HttpRequest) -> bool:
    found = getattr(request, "actor", None)
    return settings.FENGQIAO_DEMONSTRATION and found is not None and users.has(found, users.Right.MANAGE_POSTS)
