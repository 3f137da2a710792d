"""What the room puts into the staff frame: its menu entries, with what waits."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from fengqiao.oversight.reads import findings, openings, sealings
from fengqiao.shell import face as shell
from fengqiao.users import face as users


def register() -> None:
    """Once, when the program starts."""
    group = _("Oversight")
    shell.menu.add(
        shell.MenuItem(
            "openings", _("Emergency access"), "lock", "oversight:own", 70, group=group,
            shown=_may(users.Right.OPEN_RESTRICTED),
        )
    )  # fmt: skip
    shell.menu.add(
        shell.MenuItem(
            "openings-board", _("Emergency access: review"), "shield-check", "oversight:board", 71, group=group,
            shown=_may(users.Right.REVIEW_OPENINGS), count=_waiting,
        )
    )  # fmt: skip
    shell.menu.add(
        shell.MenuItem(
            "reviews", _("Access review"), "eye", "oversight:reviews", 72, group=group,
            shown=_may(users.Right.REVIEW_ACCESS), count=_unanswered,
        )
    )  # fmt: skip
    shell.menu.add(
        shell.MenuItem(
            "sealings", _("Sealing of records"), "archive", "oversight:sealings", 73, group=group,
            shown=_may(users.Right.SEAL_RECORDS), count=_to_settle,
        )
    )  # fmt: skip
    shell.menu.add(
        shell.MenuItem(
            "sealed", _("Sealed records"), "lock", "oversight:sealed", 74, group=group,
            shown=_may(users.Right.OPEN_SEALED),
        )
    )  # fmt: skip


def _to_settle(request: HttpRequest) -> shell.Count | None:
    """Proposals of somebody else that wait for the lead."""
    if not _may(users.Right.OPEN_SEALED)(request):
        return None
    number = sealings.waiting(by=request.actor)  # type: ignore[attr-defined]
    return shell.Count(number) if number else None


def _unanswered(request: HttpRequest) -> shell.Count | None:
    """Findings that nobody answered yet."""
    if not _may(users.Right.REVIEW_ACCESS)(request):
        return None
    number = findings.unanswered(by=request.actor)  # type: ignore[attr-defined]
    return shell.Count(number) if number else None


def _may(right: users.Right) -> Callable[[HttpRequest], bool]:
    def shown(request: HttpRequest) -> bool:
        found = getattr(request, "actor", None)
        return found is not None and users.has(found, right)

    return shown


def _waiting(request: HttpRequest) -> shell.Count | None:
    """What waits for an answer or a review; hot when it is overdue."""
    if not _may(users.Right.REVIEW_OPENINGS)(request):
        return None
    number, late = openings.waiting(by=request.actor, at=request.at)  # type: ignore[attr-defined]
    return shell.Count(number, hot=late) if number else None
