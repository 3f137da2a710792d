"""Where somebody is signed in, and the end of it: one's own browsers, a colleague's, and what looks unusual."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fengqiao.shell import face as shell
from fengqiao.users import door, session_lists
from fengqiao.users.access import ACCOUNT, Right, right
from fengqiao.users.actions import sessions
from fengqiao.users.door import StaffRequest, WorkRequest
from fengqiao.users.errors import PAGES, UsersError
from fengqiao.users.forms import EndSessionsForm
from fengqiao.users.sessions import IDLE_MINUTES, TOTAL_HOURS


@right(ACCOUNT)
@require_GET
def own(request: StaffRequest) -> HttpResponse:
    """The browsers in which one is signed in."""
    assert request.signed_in is not None
    rows = session_lists.own(request.signed_in.account, this=door.key_hash(request), at=request.at)
    context = {"rows": rows, "idle_minutes": IDLE_MINUTES, "total_hours": TOTAL_HOURS}
    return shell.render(request, "users/sessions.html", context)


@right(ACCOUNT)
@require_POST
def end_one(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Sign one of one's own browsers out."""
    assert request.signed_in is not None
    sessions.end_own(session=uid, account=request.signed_in.account, person=request.signed_in.person)
    messages.success(request, _("That browser is signed out."))
    return HttpResponseRedirect(reverse("users:sessions"))


@right(ACCOUNT)
@require_POST
def end_others(request: StaffRequest) -> HttpResponse:
    """Sign all of one's other browsers out."""
    door.end_other_browsers(request)
    messages.success(request, _("All other browsers are signed out."))
    return HttpResponseRedirect(reverse("users:sessions"))


@right(Right.MANAGE_POSTS)
@require_POST
def end_colleagues(request: WorkRequest, uid: UUID) -> HttpResponse:
    """Sign a colleague out everywhere."""
    form = EndSessionsForm(request.POST)
    refused = "" if form.is_valid() else _("Enter the reason.")
    if not refused:
        try:
            sessions.end_colleagues(account=uid, **form.cleaned_data, by=request.actor, at=request.at)
        except PAGES:
            raise
        except UsersError as error:
            refused = error.message
    done = _("The colleague is signed out everywhere.")
    messages.error(request, refused) if refused else messages.success(request, done)
    return HttpResponseRedirect(reverse("users:account", args=[uid]))


@right(Right.REVIEW_ACCESS)
@require_GET
def unusual(request: WorkRequest) -> HttpResponse:
    """Running sessions of the place that look like a shared account, a shared browser or an odd hour."""
    first, last = session_lists.night(request.actor.area, at=request.at)
    context = {"rows": session_lists.unusual(by=request.actor, at=request.at), "night": (first, last)}
    return shell.render(request, "users/unusual_sessions.html", context)
