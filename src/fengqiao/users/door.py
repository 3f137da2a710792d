"""Signing in and out as seen from a request: what the session holds, and when its key changes (T40).

A session holds, after the password, `pending`; after the code, `account`, `started`, `verified` and `post`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from fengqiao.audit.face import Actor
from fengqiao.kit.clock import local_day
from fengqiao.users import browsers, challenges, reads, standing
from fengqiao.users.access import FACTOR_MINUTES
from fengqiao.users.actions import passkeys, sign_in
from fengqiao.users.models import Account
from fengqiao.users.sessions import SessionStore
from fengqiao.users.standing import SignedIn

# Unit: minutes between the password and the code.
PENDING_MINUTES = 5


class StaffRequest(HttpRequest):
    """What the middleware makes of a request: the moment it came, who is signed in, who acts."""

    at: datetime
    signed_in: SignedIn | None
    actor: Actor | None


class WorkRequest(StaffRequest):
    """A request that has passed a right of a post: there is an actor."""

    signed_in: SignedIn
    actor: Actor


def network(request: HttpRequest) -> str:
    """The address a request came from. Forwarded headers count only when a listed proxy sent them (T45)."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if address in getattr(settings, "FENGQIAO_PROXIES", ()):
        return request.headers.get("X-Forwarded-For", address).rsplit(",", 1)[-1].strip()
    return address


def device_cookie() -> str:
    """The name of the cookie of known browsers."""
    return f"{settings.SESSION_COOKIE_NAME}_dev"


def device(request: HttpRequest) -> str:
    """The token of a known browser, or nothing."""
    return request.COOKIES.get(device_cookie(), "")[:80]


def safe_next(request: HttpRequest) -> str:
    """Where to go afterwards: a page of ours, else the first page."""
    target = request.POST.get("next") or request.GET.get("next") or "/"
    allowed = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if allowed and target.startswith("/") else "/"


def knocking(request: StaffRequest, *, username: str, password: str) -> Account | None:
    """Whose name and password these are, if they are anybody's.

    Raises: TooManyTries.
    """
    return sign_in.password_holds(
        username=username, password=password, network=network(request), device=device(request), at=request.at
    )


def begin(request: StaffRequest, account: Account, target: str, *, provider: bool = False) -> None:
    """The password was right, or the other provider was believed: remember whose code is awaited, under a new key and
    with nothing else."""
    sign_in.begin_enrolment(account)
    request.session.flush()
    moment = request.at.timestamp()
    request.session["pending"] = {"account": account.id, "at": moment, "next": target, "provider": provider}


def wanted(request: StaffRequest) -> str:
    """Which page was wanted when the password was given."""
    return str((request.session.get("pending") or {}).get("next", "/"))


def pending(request: StaffRequest) -> Account | None:
    """The account whose code is awaited, for five minutes."""
    held = request.session.get("pending")
    if not held or request.at.timestamp() - held["at"] > PENDING_MINUTES * 60:
        return None
    return Account.objects.filter(id=held["account"], is_active=True).first()


def finish(request: StaffRequest, account: Account, target: str, *, way: str = "code") -> HttpResponse:
    """Whoever it is has shown it: a new session, the only working post chosen, the browser known from now on.

    `way`: by which second factor, for the record.
    """
    posts = reads.posts_of(account.id, on=local_day(request.at))
    provider = bool((request.session.get("pending") or {}).get("provider"))
    request.session.flush()
    sign_in.end_other_sessions(account.id, leave=sign_in.SESSIONS_AT_ONCE - 1)
    sign_in.sweep(request.at)
    moment, token = request.at.timestamp(), device(request)
    request.session.update(
        {
            "account": account.id, "started": moment, "verified": moment, "network": network(request)[:45],
            "browser": browsers.short_name(request.headers.get("User-Agent", "")),
            "shared": sign_in.is_anothers(person=account.person_id, device=token), "provider": provider,
        }
    )  # fmt: skip
    if len(posts) == 1:
        request.session["post"] = posts[0].post
    response = HttpResponseRedirect(
        target if len(posts) == 1 else f"{reverse('users:post')}?{urlencode({'next': target})}"
    )
    token = sign_in.remember_device(account.id, token, request.at)
    response.set_cookie(
        device_cookie(), token, max_age=sign_in.DEVICE_DAYS * 86400, secure=settings.SESSION_COOKIE_SECURE,
        httponly=True, samesite="Lax",
    )  # fmt: skip
    told = {"network": sign_in.network_mark(network(request)), "shared": request.session["shared"], "way": way}
    sign_in.note(account=account.id, person=account.person_id, what="users.signed_in", data=told)
    return response


def choose_post(request: StaffRequest, post: int) -> bool:
    """Work in another of one's posts from now on, under a new key; False for a post that is not one's own."""
    assert request.signed_in is not None
    own = reads.posts_of(request.signed_in.account, on=local_day(request.at))
    if post not in {held.post for held in own}:
        return False
    request.session["post"] = post
    request.session.cycle_key()
    return True


def verify_again(request: StaffRequest, code: str) -> bool:
    """Take the second factor once more: the session is verified for five minutes, under a new key.

    Raises: TooManyTries.
    """
    if request.signed_in is None:
        return False
    account, token = request.signed_in.account, known_device(request, request.signed_in.username)
    if not sign_in.code_holds(account=account, code=code, device=token, at=request.at):
        return False
    _is_verified(request)
    return True


def verify_by_passkey(request: StaffRequest, answer: str) -> bool:
    """Take a passkey as the second factor once more: only one of the account's own, for a question asked just now."""
    state = challenges.take(request, challenges.FACTOR)
    if request.signed_in is None or state is None:
        return False
    if passkeys.use(state=state, answer=answer, at=request.at, account=request.signed_in.account) is None:
        return False
    _is_verified(request)
    return True


def _is_verified(request: StaffRequest) -> None:
    request.session["verified"] = request.at.timestamp()
    request.session.cycle_key()
    if request.actor is not None and request.signed_in is not None:
        request.actor = replace(request.actor, verified_at=request.at)
        request.signed_in = replace(request.signed_in, actor=request.actor)


def is_fresh(request: StaffRequest) -> bool:
    """Whether the second factor was given in this session at most five minutes ago, with a post or without."""
    verified = request.session.get("verified")
    return verified is not None and 0 <= request.at.timestamp() - verified <= FACTOR_MINUTES * 60


def known_device(request: HttpRequest, username: str) -> str:
    """The browser's token when it is known for this account: an invented one must not open a fresh counter."""
    token = device(request)
    return token if sign_in.is_known(username=username, device=token) else ""


def end_other_browsers(request: StaffRequest) -> None:
    """End all other sessions of the account, and give this one a new key."""
    assert request.signed_in is not None
    sign_in.end_other_sessions(request.signed_in.account, leave=0)
    request.session.create()


def key_hash(request: HttpRequest) -> bytes:
    """How the table of sessions names the session of this request."""
    return SessionStore(request.session.session_key).key_hash()


def who(request: HttpRequest) -> SignedIn | None:
    """Who is signed in, read in this request's transaction together with the session (T24)."""
    verified = request.session.get("verified")
    row = cast(SessionStore, request.session).row
    if row is None:
        return None
    return standing.signed_in(row, verified_at=datetime.fromtimestamp(verified, UTC) if verified else None)
