"""Headers of every answer, refusal of requests sent by other sites, language of the page.

`Headers` stands first in the list, so that error pages and refusals of the middleware below carry them too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from fengqiao.shell import errors, preferences

Answer = Callable[[HttpRequest], HttpResponseBase]

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; worker-src 'self'; object-src 'none'; frame-src 'none'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'"
)
HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, noarchive",
}
HSTS: Final = "max-age=31536000"
"""Without includeSubDomains: the county's domain belongs to others too."""

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Headers:
    """Security headers on every answer; nothing that the program made may be kept by a cache."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.is_secure():
            # Django's own answer says includeSubDomains, which its deploy check insists on; ours replaces it.
            response.headers["Strict-Transport-Security"] = HSTS
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
            patch_vary_headers(response, ["HX-Request", "Cookie"])
        return response


class SameOrigin:
    """Refuses what another site makes a browser send, except following a link to a page.

    A neighbour under the county's domain is another site too as soon as something would be written.
    Browsers that do not send Sec-Fetch-Site are left to the CSRF check.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_foreign(
            method=request.method or "GET",
            site=request.headers.get("Sec-Fetch-Site", ""),
            mode=request.headers.get("Sec-Fetch-Mode", ""),
            destination=request.headers.get("Sec-Fetch-Dest", ""),
        ):
            return errors.answer(request, status=403)
        return self._get_response(request)


def is_foreign(*, method: str, site: str, mode: str, destination: str) -> bool:
    """True for a request that a page of another origin caused and that is more than following a link."""
    if site in ("", "same-origin", "none"):
        return False
    if method not in SAFE_METHODS:
        return True
    is_link = mode == "navigate" and destination in ("", "document")
    return site == "cross-site" and not is_link


class Language:
    """Speaks the language that this browser has chosen, Chinese until it chooses.

    The browser's own preference is not asked: an office computer set to English still gets the Chinese page.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        code = preferences.language(request) or settings.LANGUAGE_CODE
        with translation.override(code):
            response = self._get_response(request)
            if isinstance(response, HttpResponse):
                response.headers.setdefault("Content-Language", "en" if code == "en" else "zh-CN")
            return response
