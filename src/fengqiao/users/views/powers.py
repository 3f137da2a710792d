"""Delegation of powers to justice offices, and covers of absent colleagues."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fengqiao.kit.clock import local_day
from fengqiao.shell import face as shell
from fengqiao.users import listings
from fengqiao.users.access import Right, has, right
from fengqiao.users.actions import posts
from fengqiao.users.door import WorkRequest
from fengqiao.users.errors import PAGES, NotAllowed, UsersError
from fengqiao.users.forms import CoverForm, DelegationForm, RoomForm


@right(Right.SEE_POSTS)
@require_http_methods(["GET", "HEAD", "POST"])
def delegations(request: WorkRequest) -> HttpResponse:
    """The powers that offices hold, with their documents; the head of the county institution gives new ones."""
    today = local_day(request.at)
    form = None
    if has(request.actor, Right.MANAGE_DELEGATIONS):
        form = DelegationForm(request.POST or None, institution=request.actor.area, initial={"from_day": today})
    elif request.method == "POST":
        raise NotAllowed("not_allowed")
    if form and form.carried(posts.delegate, by=request.actor, at=request.at):
        messages.success(request, _("The power is delegated."))
        return HttpResponseRedirect(reverse("users:delegations"))
    return _page(request, "users/delegations.html", form, listings.delegations_in(request.actor.area, on=today))


def _page(request: WorkRequest, template: str, form: RoomForm | None, rows: tuple[object, ...]) -> HttpResponse:
    context = {"rows": rows, "form": form, "fields": shell.fields(form) if form else ()}
    return shell.render(request, template, context, status=422 if form and form.is_bound else 200)


@right(Right.MANAGE_DELEGATIONS)
@require_POST
def end_delegation(request: WorkRequest, uid: UUID) -> HttpResponse:
    """Take a power back at once."""
    try:
        posts.end_delegation(delegation=uid, by=request.actor, at=request.at)
    except PAGES:
        raise
    except UsersError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The delegation has ended."))
    return HttpResponseRedirect(reverse("users:delegations"))


@right(Right.MANAGE_COVERS)
@require_http_methods(["GET", "HEAD", "POST"])
def covers(request: WorkRequest) -> HttpResponse:
    """Who stands in for whom; the holder of a post, or the head of the county institution, sets it."""
    today = local_day(request.at)
    form = CoverForm(
        request.POST or None,
        covered=_choices(listings.posts_to_cover(request.actor, on=today)),
        deputies=_choices(listings.possible_deputies(request.actor, on=today)),
        initial={"from_day": today},
    )
    if form.carried(posts.set_cover, by=request.actor, at=request.at):
        messages.success(request, _("The cover is set."))
        return HttpResponseRedirect(reverse("users:covers"))
    return _page(request, "users/covers.html", form, listings.covers_near(request.actor, on=today))


def _choices(rows: tuple[listings.PostRow, ...]) -> list[tuple[str, str]]:
    chinese = (get_language() or "zh").startswith("zh")
    return [(str(r.uid), f"{r.name} · {r.office} · {r.role.zh if chinese else r.role.en}") for r in rows]


@right(Right.MANAGE_COVERS)
@require_POST
def end_cover(request: WorkRequest, uid: UUID) -> HttpResponse:
    """The colleague is back."""
    try:
        posts.end_cover(cover=uid, by=request.actor, at=request.at)
    except PAGES:
        raise
    except UsersError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The cover has ended."))
    return HttpResponseRedirect(reverse("users:covers"))
