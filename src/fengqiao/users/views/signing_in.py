"""Name and password, then the code, then the working post."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fengqiao.kit.square import square
from fengqiao.shell import face as shell
from fengqiao.users import door, key_lists, reads
from fengqiao.users.access import ACCOUNT, PUBLIC, right
from fengqiao.users.actions import factors, sign_in
from fengqiao.users.door import StaffRequest
from fengqiao.users.factor_page import ask, demonstration_code
from fengqiao.users.forms import CodeForm, SignInForm
from fengqiao.users.models import Account
from fengqiao.users.oidc import config

GET_OR_POST = ["GET", "HEAD", "POST"]


def _too_many(request: StaffRequest) -> HttpResponse:
    return shell.error(request, status=429, retry_after_seconds=60)


@right(PUBLIC)
@require_http_methods(GET_OR_POST)
def enter(request: StaffRequest) -> HttpResponse:
    """Name and password. One answer for all that is wrong."""
    target = door.safe_next(request)
    if request.signed_in is not None and request.method != "POST":
        return HttpResponseRedirect(target)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = door.knocking(request, **form.chosen())
        except sign_in.TooManyTries:
            return _too_many(request)
        if account is not None:
            door.begin(request, account, target)
            return HttpResponseRedirect(reverse("users:code" if account.seed_confirmed_at else "users:enrol"))
        form.add_error(None, _("User name or password is wrong."))
    context = {"form": form, "fields": shell.fields(form), "next": target} | key_lists.other_ways(request)
    return shell.render(request, "users/sign_in.html", context, status=422 if form.is_bound else 200)


@right(PUBLIC)
@require_http_methods(GET_OR_POST)
def code(request: StaffRequest) -> HttpResponse:
    """The code from the authenticator."""
    account = door.pending(request)
    if account is None:
        return HttpResponseRedirect(reverse("users:sign_in"))
    if account.seed_confirmed_at is None:
        return HttpResponseRedirect(reverse("users:enrol"))
    has_key = key_lists.place(request).is_here and key_lists.has_any(account.id)
    context = {"code": demonstration_code(account, request), "has_key": has_key}
    return _code(request, account, "users/code.html", context)


@right(PUBLIC)
@require_http_methods(GET_OR_POST)
def enrol(request: StaffRequest) -> HttpResponse:
    """Bind an authenticator: a QR code and the same in letters, then its first code."""
    account = door.pending(request)
    if account is None or account.seed is None:
        return HttpResponseRedirect(reverse("users:sign_in"))
    if account.seed_confirmed_at is not None:
        return HttpResponseRedirect(reverse("users:code"))
    seed = factors.seed_of(account)
    address = factors.enrolment_address(account, issuer="枫桥社区矫正")
    context = {
        "picture": square(address).svg_address(),
        "letters": " ".join(seed[i : i + 4] for i in range(0, len(seed), 4)),
    }
    return _code(request, account, "users/enrol.html", context)


def _code(request: StaffRequest, account: Account, template: str, context: Mapping[str, object]) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        token = door.known_device(request, account.username)
        try:
            holds = sign_in.code_holds(account=account.id, code=form.cleaned_data["code"], device=token, at=request.at)
        except sign_in.TooManyTries:
            return _too_many(request)
        if holds:
            return door.finish(request, account, door.wanted(request))
        form.add_error("code", _("This code is wrong or has been used. Wait for the next one."))
    context = {**context, "form": form, "fields": shell.fields(form, code={"kind": "code", "span": 6})}
    return shell.render(request, template, context, status=422 if form.is_bound else 200)


@right(ACCOUNT)
@require_http_methods(GET_OR_POST)
def post(request: StaffRequest) -> HttpResponse:
    """Choose the post to work in; also where the switcher in the header leads."""
    assert request.signed_in is not None
    target = door.safe_next(request)
    if request.method == "POST":
        chosen = request.POST.get("post", "")
        if chosen.isdigit() and door.choose_post(request, int(chosen)):
            return HttpResponseRedirect(target)
        return shell.error(request, status=404)
    held = reads.posts_shown(request.signed_in.posts)
    return shell.render(request, "users/post.html", {"posts": held, "next": target})


@right(ACCOUNT)
@require_http_methods(GET_OR_POST)
def factor(request: StaffRequest) -> HttpResponse:
    """Give the second factor again, then go on. The middleware has looked at the code already."""
    target = door.safe_next(request)
    if request.method == "POST" and request.session.get("verified") == request.at.timestamp():
        return HttpResponseRedirect(target)
    return ask(request, target=reverse("users:factor") + "?" + urlencode({"next": target}))


@right(PUBLIC)
@require_POST
def leave(request: StaffRequest) -> HttpResponse:
    """Sign out: the session ends, and the browser forgets what it kept (T43)."""
    if request.signed_in is not None:
        found = request.signed_in
        sign_in.note(account=found.account, person=found.person, what="users.signed_out")
    has_provider = request.session.get("provider") and config.provider() is not None
    request.session.flush()
    response = HttpResponseRedirect(reverse("users:provider_left" if has_provider else "users:sign_in"))
    # "cookies" would also drop the known-browser cookie and with it the exemption from throttling;
    # the session cookie is deleted by name. Browsers honour the header on secure origins only.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
    return response
