"""People and posts: the list of the own place; accounts made, posts given and ended, resets by two people."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.kit.clock import local_day
from fengqiao.shell import face as shell
from fengqiao.users import key_lists, listings, session_lists
from fengqiao.users.access import Right, has, right
from fengqiao.users.actions import people, posts
from fengqiao.users.door import WorkRequest
from fengqiao.users.errors import PAGES, UsersError
from fengqiao.users.forms import AccountForm, EndSessionsForm, IdentityForm, PostForm, ResetForm
from fengqiao.users.oidc import config


@right(Right.SEE_POSTS)
@require_GET
def staff(request: WorkRequest) -> HttpResponse:
    """Who works where."""
    by, today = request.actor, local_day(request.at)
    manages = has(by, Right.MANAGE_POSTS)
    context = {
        "page": listings.posts_in(by.area, on=today, after=request.GET.get("after")),
        "manages": manages,
        "idle": listings.accounts_without_post(on=today) if manages else (),
        "resets": listings.open_resets(by=by, at=request.at) if has(by, Right.CONFIRM_RESETS) else (),
    }
    return shell.render(request, "users/staff.html", context)


@right(Right.MANAGE_POSTS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_account(request: WorkRequest) -> HttpResponse:
    """A new account; its one-time password is shown on the answer and nowhere else."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = people.create_account(**form.cleaned_data, by=request.actor, at=request.at)
        except PAGES:
            raise
        except UsersError as error:
            form.refuse(error)
        else:
            return _one_time(request, made)
    context = {"form": form, "fields": shell.fields(form)}
    return shell.render(request, "users/new_account.html", context, status=422 if form.is_bound else 200)


def _one_time(request: WorkRequest, made: people.NewAccount) -> HttpResponse:
    return shell.render(request, "users/one_time.html", {"made": made, "hours": people.ONE_TIME_HOURS})


@right(Right.MANAGE_POSTS)
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: WorkRequest, uid: UUID) -> HttpResponse:
    """One account: its posts, a new post, a reset, the end."""
    today = local_day(request.at)
    shown = listings.account(uid, by=request.actor, on=today)
    form = PostForm(request.POST or None, within=request.actor.area, initial={"from_day": today})
    if form.carried(posts.give_post, account=uid, by=request.actor, at=request.at):
        messages.success(request, _("The post is given."))
        return HttpResponseRedirect(reverse("users:account", args=[uid]))
    forms = {"fields": form, "ending": EndSessionsForm(), "reset": ResetForm(), "binding": IdentityForm()}
    context = {"account": shown, "is_own": shown.username == request.signed_in.username, "form": form}
    context |= {key: shell.fields(each) for key, each in forms.items()}
    context |= {"provider": config.provider(), "identities": key_lists.identities(uid)}
    context["sessions"] = session_lists.of_account(uid, at=request.at)
    return shell.render(request, "users/account.html", context, status=422 if form.is_bound else 200)


def _back(request: WorkRequest, act: str, done: str, target: str) -> HttpResponse:
    messages.success(request, done) if not act else messages.error(request, act)
    return HttpResponseRedirect(target)


@right(Right.MANAGE_POSTS)
@require_POST
def end_post(request: WorkRequest, uid: UUID) -> HttpResponse:
    """End a post at once."""
    refused = ""
    try:
        posts.end_post(post=uid, by=request.actor, at=request.at)
    except PAGES:
        raise
    except UsersError as error:
        refused = error.message
    return _back(request, refused, _("The post has ended."), reverse("users:staff"))


@right(Right.MANAGE_POSTS)
@require_POST
def switch_off(request: WorkRequest, uid: UUID) -> HttpResponse:
    """Switch an account off."""
    refused = ""
    try:
        people.switch_off(account=uid, by=request.actor, at=request.at)
    except PAGES:
        raise
    except UsersError as error:
        refused = error.message
    return _back(request, refused, _("The account is switched off."), reverse("users:staff"))


@right(Right.MANAGE_POSTS)
@require_POST
def propose_reset(request: WorkRequest, uid: UUID) -> HttpResponse:
    """Propose a new password and second factor for a colleague who is here in person."""
    form = ResetForm(request.POST)
    refused = ""
    if form.is_valid():
        try:
            people.propose_reset(account=uid, **form.cleaned_data, by=request.actor, at=request.at)
        except PAGES:
            raise
        except UsersError as error:
            refused = error.message
    else:
        refused = _("Enter the reason.")
    done = _("The reset is proposed. A second person confirms it under People and posts.")
    return _back(request, refused, done, reverse("users:account", args=[uid]))


@right(Right.CONFIRM_RESETS)
@require_POST
def confirm_reset(request: WorkRequest, uid: UUID) -> HttpResponse:
    """Confirm a reset that somebody else proposed."""
    try:
        made = people.confirm_reset(reset=uid, by=request.actor, at=request.at)
    except PAGES:
        raise
    except UsersError as error:
        return _back(request, error.message, "", reverse("users:staff"))
    return _one_time(request, made)
