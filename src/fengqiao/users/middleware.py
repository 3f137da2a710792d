"""One transaction per request, and in it: who asks, what they may see, whether they may be here.

`Transaction` stands outside the session, `Who` innermost. Closed by default: a view that states no right is not
shown to anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, cast
from urllib.parse import urlencode

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.kit import clock, scope
from fengqiao.shell import face as shell
from fengqiao.users import access, clocks, door, factor_page
from fengqiao.users.actions.sign_in import TooManyTries
from fengqiao.users.door import StaffRequest
from fengqiao.users.errors import FactorNeeded, NotAllowed, Unknown
from fengqiao.users.rules import Right

Answer = Callable[[HttpRequest], HttpResponseBase]
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

log = structlog.get_logger(__name__)


class Transaction:
    """All of a request is one transaction: a fault on our side leaves nothing of it (ARCHITECTURE 4)."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            with transaction.atomic():
                response = self._get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
        except OperationalError as error:
            log.error("users.no_database", kind=type(error).__name__)
            return shell.error(request, status=503, retry_after_seconds=60)
        return response


class Who:
    """The actor and the scope of a request, re-read in its transaction; the rights of views enforced."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponseBase:
        request = cast(StaffRequest, plain)
        request.at = clock.now()
        request.signed_in = door.who(request)
        request.actor = request.signed_in.actor if request.signed_in else None
        with ExitStack() as stack:
            if request.actor is not None:
                stack.enter_context(scope.of(request.actor.ranges, is_last=True))
            response = self._get_response(request)
            self._settle(request, response)
        return response

    def _settle(self, request: StaffRequest, response: HttpResponseBase) -> None:
        """What a refusing view has begun is undone, while the session itself can still be saved."""
        savepoint = getattr(request, "_savepoint", None)
        if savepoint is None or response.status_code >= 500:
            return
        if getattr(request, "_is_refused", False):
            transaction.savepoint_rollback(savepoint)
        else:
            transaction.savepoint_commit(savepoint)

    def _factor_sent_along(self, request: StaffRequest) -> HttpResponseBase | None:
        """A form may carry the second factor beside its own fields: a code, or the answer of a passkey."""
        if request.method in SAFE_METHODS or request.signed_in is None:
            return None
        code, key = request.POST.get(factor_page.FIELD, ""), request.POST.get(factor_page.KEY_FIELD, "")
        if not code and not key:
            return None
        try:
            holds = door.verify_by_passkey(request, key) if key else door.verify_again(request, code)
            return None if holds else factor_page.ask(request, is_wrong=True, is_key=bool(key))
        except TooManyTries:
            return shell.error(request, status=429, retry_after_seconds=60)

    def process_view(
        self, plain: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Let the request pass to a view that it may open; otherwise answer instead of it.

        Runs after the CSRF check, so that no other site spends tries of the second factor.
        """
        request = cast(StaffRequest, plain)
        if _holds_nul(request):
            return shell.error(request, status=400)
        answer = self._factor_sent_along(request) or self._refusal(request, view)
        if answer is None and request.method not in SAFE_METHODS:
            request._savepoint = transaction.savepoint()  # type: ignore[attr-defined]
        return answer

    def _refusal(self, request: StaffRequest, view: Callable[..., Any]) -> HttpResponseBase | None:
        needed = getattr(view, "right", None)
        if needed is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} states no right")
        if needed == access.PUBLIC:
            return None
        if request.signed_in is None:
            return _to_sign_in(request)
        if needed == access.ACCOUNT:
            return None
        if request.signed_in.must_change:
            return _to(request, reverse("users:password"))
        if request.actor is None:
            return _to(request, reverse("users:post"))
        if not access.has(request.actor, Right(needed)):
            return shell.error(request, status=403)
        if request.method not in SAFE_METHODS and not clocks.agree():
            text = _("The clocks of this server and its database differ. Nothing is decided until they agree.")
            return shell.error(request, status=503, text=text, retry_after_seconds=60)
        return None

    def process_exception(self, plain: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """The refusals of this room as pages; what the view had begun is undone."""
        request = cast(StaffRequest, plain)
        response: HttpResponseBase | None = None
        if isinstance(error, FactorNeeded) and request.signed_in is not None:
            response = factor_page.ask(request)
        elif isinstance(error, TooManyTries):
            response = shell.error(request, status=429, retry_after_seconds=60)
        elif isinstance(error, NotAllowed):
            response = shell.error(request, status=403, text=error.message)
        elif isinstance(error, Unknown):
            response = shell.error(request, status=404)
        request._is_refused = response is not None  # type: ignore[attr-defined]
        return response


def _holds_nul(request: HttpRequest) -> bool:
    """Whether a value holds the character that no keyboard sends and no text of the database can hold."""
    given = (request.GET,) if request.method in SAFE_METHODS else (request.GET, request.POST)
    return any("\0" in text for values in given for name, texts in values.lists() for text in (name, *texts))


def _to(request: HttpRequest, address: str) -> HttpResponse:
    """Go there; said in a header when htmx asks, since it would put the page into a piece of this one."""
    if shell.is_fragment(request):
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    query = ""
    if request.method in SAFE_METHODS and not shell.is_fragment(request) and request.path != "/":
        query = "?" + urlencode({"next": request.get_full_path()})
    return _to(request, reverse("users:sign_in") + query)
