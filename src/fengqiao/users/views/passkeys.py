"""Passkeys (通行密钥): one's own, a new one, the end of one; signing in with one; one as the second factor."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fengqiao.shell import face as shell
from fengqiao.users import challenges, door, key_lists
from fengqiao.users.access import ACCOUNT, PUBLIC, right
from fengqiao.users.actions import passkeys, throttle
from fengqiao.users.door import StaffRequest
from fengqiao.users.errors import FactorNeeded, UsersError
from fengqiao.users.forms import PasskeyForm, SignInForm
from fengqiao.users.models import Account


@right(ACCOUNT)
@require_GET
def own(request: StaffRequest) -> HttpResponse:
    """The keys of the account, and the way to another."""
    return _page(request, PasskeyForm())


def _page(request: StaffRequest, form: PasskeyForm, status: int = 200) -> HttpResponse:
    assert request.signed_in is not None
    context = {
        "rows": key_lists.own(request.signed_in.account),
        "fields": shell.fields(form, name={"span": 6}, answer={"kind": "hidden", "value": ""}),
        "form": form,
        "here": key_lists.place(request),
        "is_shared": bool(request.session.get("shared")),
        "must_change": request.signed_in.must_change,
    }
    return shell.render(request, "users/passkeys.html", context, status=status)


@right(ACCOUNT)
@require_POST
def begin(request: StaffRequest) -> JsonResponse:
    """What a new key is made from; the factor first, when it is old (T39)."""
    if not _may_add(request):
        ask = f"{reverse('users:factor')}?{urlencode({'next': reverse('users:passkeys')})}"
        return JsonResponse({"ask": ask}, status=403)
    is_shared = bool(request.session.get("shared"))
    options, state = passkeys.begin_adding(_account(request), is_shared=is_shared)
    challenges.ask(request, challenges.NEW_KEY, state)
    return JsonResponse(options)


def _may_add(request: StaffRequest) -> bool:
    """Not with a one-time password, which somebody else knows, and not without a fresh factor."""
    assert request.signed_in is not None
    return door.is_fresh(request) and not request.signed_in.must_change


def _account(request: StaffRequest) -> Account:
    assert request.signed_in is not None
    return Account.objects.get(id=request.signed_in.account)


@right(ACCOUNT)
@require_POST
def add(request: StaffRequest) -> HttpResponse:
    """Keep the key that the device has made. Its owner hears of it in every post."""
    if not _may_add(request):
        raise FactorNeeded()
    form = PasskeyForm(request.POST)
    state = challenges.take(request, challenges.NEW_KEY)
    if state is None:
        form.add_error(None, UsersError("passkey_refused").message)
    elif form.carried(passkeys.add, account=_account(request), state=state, at=request.at):
        messages.success(request, _("The passkey is kept. You can sign in with it from now on."))
        return HttpResponseRedirect(reverse("users:passkeys"))
    return _page(request, form, status=422)


@right(ACCOUNT)
@require_POST
def remove(request: StaffRequest, uid: UUID) -> HttpResponse:
    """End one's own key, and every other session that it may have opened."""
    if not door.is_fresh(request):
        raise FactorNeeded()
    passkeys.end(passkey=uid, account=_account(request).id, at=request.at)
    door.end_other_browsers(request)
    messages.success(request, _("The passkey is removed. Other browsers have been signed out."))
    return HttpResponseRedirect(reverse("users:passkeys"))


@right(ACCOUNT)
@require_POST
def ask(request: StaffRequest) -> JsonResponse:
    """A question to one of the account's own keys, as the second factor."""
    options, state = passkeys.begin_using(_account(request).id)
    challenges.ask(request, challenges.FACTOR, state)
    return JsonResponse(options)


@right(PUBLIC)
@require_POST
def knock(request: StaffRequest) -> JsonResponse:
    """A question to any key of this site, at the door. Each is counted, until it was answered rightly (T36)."""
    gates = passkeys.gates(network=door.network(request), device=door.device(request), at=request.at)
    if not throttle.take(gates, request.at):
        return JsonResponse({}, status=429, headers={"Retry-After": "60"})
    pending = door.pending(request)
    options, state = passkeys.begin_using(pending.id if pending else None)
    challenges.ask(request, challenges.ENTER, {**state, "account": pending.id if pending else None})
    return JsonResponse(options)


@right(PUBLIC)
@require_POST
def enter(request: StaffRequest) -> HttpResponse:
    """Sign in with a passkey. One answer for all that is wrong."""
    target = door.safe_next(request) if "next" in request.POST else door.wanted(request)
    state, answer = challenges.take(request, challenges.ENTER), request.POST.get("answer", "")
    account = state and passkeys.use(state=state, answer=answer, at=request.at, account=state["account"])
    if not account:
        form = SignInForm()
        problem = _("This passkey was not accepted. Sign in with user name, password and code.")
        context = {"form": form, "fields": shell.fields(form), "next": target, "problem": problem}
        return shell.render(request, "users/sign_in.html", context | key_lists.other_ways(request), status=422)
    throttle.forgive(passkeys.gates(network=door.network(request), device=door.device(request), at=request.at))
    return door.finish(request, account, target, way="passkey")
