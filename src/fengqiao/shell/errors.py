"""Pages for what went wrong: a plain sentence, what to do next, a problem number for the log. Never an exception.

They read no database, so that they also appear when it is gone.
"""

from __future__ import annotations

import secrets
import sys
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import structlog
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.translation import gettext as _

from fengqiao.kit import logs

log = structlog.get_logger(__name__)

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without letters and digits that are taken for each other when read out on the telephone."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What an error page says."""

    status: int
    title: str
    text: str
    number: str
    icon: str = "alert-circle"


def answer(
    request: HttpRequest,
    *,
    status: int,
    text: str = "",
    number: str = "",
    retry_after_seconds: int = 0,
    template: str = "shell/error.html",
) -> HttpResponse:
    """The error page for a status, or a short piece of it when htmx asked; `template` is another door's page.

    Unit: retry_after_seconds in seconds, for 429 and 503.
    """
    problem = _problem(status, number=number or new_number(), text=text)
    log.info("shell.problem", problem=problem.number, status=status, method=request.method)
    response = HttpResponse(_rendered(request, problem, template), status=status)
    response.headers["FQ-Problem"] = problem.number
    if retry_after_seconds:
        response.headers["Retry-After"] = str(retry_after_seconds)
    return response


def new_number() -> str:
    """A problem number that can be read out, such as 8F3A-2D7K."""
    letters = "".join(secrets.choice(ALPHABET) for _place in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400. Django raises RequestDataTooBig and TooManyFiles here; they are answered as too large."""
    too_large = type(exception).__name__ in ("RequestDataTooBig", "TooManyFilesSent", "TooManyFieldsSent")
    return answer(request, status=413 if too_large else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403."""
    return answer(request, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: most often a page that was left open over a sign-out."""
    return answer(
        request,
        status=403,
        text=_("This page is too old to be submitted. Load it again, then submit once more."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404; also what is outside one's area, so that nothing shows whether it exists."""
    return answer(request, status=404)


def server_error(request: HttpRequest, template: str = "shell/error.html") -> HttpResponse:
    """handler500: the place of the fault goes to the log, its message does not, as it may name a person."""
    number = new_number()
    kind, _value, trace = sys.exc_info()
    log.error("shell.fault", problem=number, kind=kind.__name__ if kind else "", where=logs.places(trace))
    return answer(request, status=500, number=number, template=template)


def _problem(status: int, *, number: str, text: str) -> Problem:
    titles = {
        400: (
            _("The request could not be understood"),
            _("Go back, check what was entered and submit again."),
            "alert-circle",
        ),
        403: (
            _("This is not allowed here"),
            _("Your post has no right to it, or the page is out of date. Your head of office can say who may."),
            "lock",
        ),
        404: (
            _("Nothing was found here"),
            _("The address is wrong, or what it leads to is outside your area."),
            "search",
        ),
        413: (_("The file or form is too large"), _("Send it in smaller parts."), "alert-circle"),
        429: (_("Too many attempts"), _("Wait a little before you try again."), "hourglass"),
        503: (
            _("The database does not answer"),
            _("Nothing was lost that was confirmed. Try again in a minute."),
            "database-off",
        ),
    }
    fallback = (
        _("Something went wrong on our side"),
        _("Nothing half-done was kept. Try again; if it happens again, give the problem number to the administrator."),
        "alert-octagon",
    )
    title, usual, icon = titles.get(status, fallback)
    return Problem(status, title, text or usual, number, icon)


def _rendered(request: HttpRequest, problem: Problem, template: str) -> str:
    fragment = request.headers.get("HX-Request") == "true"
    name = "shell/error_fragment.html" if fragment else template
    try:
        return engines["jinja2"].get_template(name).render({"problem": problem}, request)
    except Exception:
        # The page frame itself is broken; say so without it rather than answer nothing.
        log.exception("shell.error_page", problem=problem.number)
        phrase = HTTPStatus(problem.status).phrase
        return f"<!doctype html><meta charset=utf-8><title>{phrase}</title><h1>{phrase}</h1><p>{problem.number}</p>"
