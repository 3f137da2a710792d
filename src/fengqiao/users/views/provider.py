"""Signing in through another provider: the way there, the way back, and what is left after signing out (T46)."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import structlog
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fengqiao.shell import face as shell
from fengqiao.users import challenges, door
from fengqiao.users.access import PUBLIC, Right, right
from fengqiao.users.actions import identities, provider
from fengqiao.users.door import StaffRequest, WorkRequest
from fengqiao.users.errors import PAGES, Unknown, UsersError
from fengqiao.users.forms import IdentityForm
from fengqiao.users.models import Account
from fengqiao.users.oidc import config, talking, tokens
from fengqiao.users.oidc.config import Provider

_STATUS: Final = {"down": 503, "old": 400, "refused": 403, "unbound": 403, "first": 403}

log = structlog.get_logger(__name__)


def _refused(request: StaffRequest, known: Provider, why: str, *, code: str, subject: str = "") -> HttpResponse:
    """A page that says what went wrong and what to do; `code` is a word for the log."""
    log.warning("users.provider", why=why, code=code)
    context = {"provider": known, "why": why, "subject": subject}
    return shell.render(request, "users/provider_refused.html", context, status=_STATUS[why])


def _known() -> Provider:
    known = config.provider()
    if known is None:
        raise Unknown()
    return known


@right(PUBLIC)
@require_GET
def start(request: StaffRequest) -> HttpResponse:
    """To the provider, by a link. What it has to send back is remembered here."""
    known, target = _known(), door.safe_next(request)
    if request.signed_in is not None:
        return HttpResponseRedirect(target)
    try:
        address, state = provider.begin(known)
    except (talking.Down, tokens.Refused) as wrong:
        return _refused(request, known, "down", code=str(wrong))
    challenges.ask(request, challenges.PROVIDER, {**state, "next": target})
    return HttpResponseRedirect(address)


@right(PUBLIC)
@require_GET
def back(request: StaffRequest) -> HttpResponse:
    """From the provider: whoever it named goes on to the second factor."""
    known = _known()
    state = challenges.take(request, challenges.PROVIDER)
    if state is None:
        return _refused(request, known, "old", code="no_question")
    found = _account(request, known, state)
    if isinstance(found, HttpResponse):
        return found
    door.begin(request, found, state["next"], provider=True)
    return HttpResponseRedirect(reverse("users:code"))


def _account(request: StaffRequest, known: Provider, state: dict[str, str]) -> Account | HttpResponse:
    told = {name: request.GET[name] for name in ("state", "code", "iss") if name in request.GET}
    try:
        return provider.account(known, told=told, state=state, at=request.at)
    except talking.Down as wrong:
        return _refused(request, known, "down", code=str(wrong))
    except tokens.Refused as wrong:
        return _refused(request, known, "refused", code=wrong.why)
    except provider.FirstByPassword:
        return _refused(request, known, "first", code="first_by_password")
    except provider.Unbound as nobody:
        return _refused(request, known, "unbound", code="unbound", subject=nobody.subject)


@right(PUBLIC)
@require_GET
def left(request: StaffRequest) -> HttpResponse:
    """Signed out here; at the provider by a link, since nobody is sent to another site by a form (THREATS 5)."""
    known = _known()
    try:
        address = talking.metadata(known).end_session
    except (talking.Down, tokens.Refused):
        address = ""
    return shell.render(request, "users/provider_left.html", {"provider": known, "address": address})


@right(Right.MANAGE_POSTS)
@require_POST
def bind(request: WorkRequest, uid: UUID) -> HttpResponse:
    """Bind a name at the provider to a colleague's account."""
    form = IdentityForm(request.POST)
    carried = form.carried(identities.bind, account=uid, by=request.actor, at=request.at)
    if carried:
        messages.success(request, _("The identifier is bound."))
    else:
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    return HttpResponseRedirect(reverse("users:account", args=[uid]))


@right(Right.MANAGE_POSTS)
@require_POST
def unbind(request: WorkRequest, uid: UUID) -> HttpResponse:
    """End a binding of a colleague's account."""
    try:
        account = identities.unbind(identity=uid, by=request.actor, at=request.at)
    except PAGES:
        raise
    except UsersError as error:
        messages.error(request, error.message)
        return HttpResponseRedirect(reverse("users:staff"))
    messages.success(request, _("The binding has ended. The colleague is signed out everywhere."))
    return HttpResponseRedirect(reverse("users:account", args=[account]))
