"""What the room puts into the frame of each page: the post switcher, the account, three menu items."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from fengqiao.audit.face import Actor
from fengqiao.shell import face as shell
from fengqiao.users import reads
from fengqiao.users.access import has
from fengqiao.users.rules import Right, info
from fengqiao.users.sessions import IDLE_MINUTES


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def _label(role: str, area: str) -> shell.Text:
    found, office = info(role), reads.house(role, area)
    return shell.Text(f"{office} · {found.zh}", f"{office} · {found.en}")


def posts(request: HttpRequest) -> shell.Posts | None:
    """Where one works now and where else one may."""
    actor = _actor(request)
    if actor is None or actor.account is None:
        return None
    held = request.signed_in.posts  # type: ignore[attr-defined]
    return shell.Posts(
        label=_label(actor.role, actor.area),
        action=shell.address("users:post"),
        posts=tuple(
            shell.Post(str(one.post), _label(one.role, one.area), current=one.post == actor.post) for one in held
        ),
        read_only=has(actor, Right.SEE_CASES) and not has(actor, Right.WORK_CASES) and not has(actor, Right.DECIDE),
    )


def account(request: HttpRequest) -> shell.Account | None:
    """Who is signed in, and the way out."""
    actor = _actor(request)
    if actor is None:
        return None
    found = info(actor.role)
    return shell.Account(
        name=actor.name,
        role=shell.Text(found.zh, found.en),
        sign_out=shell.address("users:sign_out"),
        links=(
            (_("Where I am signed in"), shell.address("users:sessions")),
            (_("Passkeys"), shell.address("users:passkeys")),
            (_("Change the password"), shell.address("users:password")),
        ),
        idle_seconds=IDLE_MINUTES * 60,
        stay=shell.address("users:stay"),
    )


def _shown_with(right: Right) -> Callable[[HttpRequest], bool]:
    def shown(request: HttpRequest) -> bool:
        actor = _actor(request)
        return actor is not None and has(actor, right)

    return shown


def fill() -> None:
    """Register with the shell, once per process."""
    shell.posts.fill(posts)
    shell.account.fill(account)
    group = _("The office")
    items = (
        ("posts", _("People and posts"), "users", "users:staff", 80, Right.SEE_POSTS),
        ("delegations", _("Delegation"), "file-certificate", "users:delegations", 81, Right.SEE_POSTS),
        ("covers", _("Covers"), "user-check", "users:covers", 82, Right.MANAGE_COVERS),
        ("sessions", _("Unusual sessions"), "device-desktop", "users:unusual_sessions", 83, Right.REVIEW_ACCESS),
    )
    for key, label, icon, url_name, order, right in items:
        shell.menu.add(
            shell.MenuItem(key, label, icon, url_name, order, group=group, shown=_shown_with(right))
        )  # fmt: skip
