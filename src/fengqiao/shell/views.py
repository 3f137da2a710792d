"""The shell's own addresses: language, look, and the gallery of components."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from fengqiao.shell import gallery, pages, preferences


def _for_everybody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """State the right that opens a view, as the users room above wants it of every view: anybody."""
    view.right = "public"  # type: ignore[attr-defined]
    return view


@_for_everybody
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language of this browser and return to the page."""
    response = _back(request)
    code = request.POST.get("language", "")
    if code in preferences.LANGUAGES:
        preferences.remember(response, preferences.LANGUAGE_COOKIE, code, secure=request.is_secure())
    return response


@_for_everybody
@require_POST
def choose_look(request: HttpRequest) -> HttpResponse:
    """Remember letter size, colours or row height of this browser and return to the page."""
    kept = preferences.look(request)
    asked = preferences.Look(
        size=request.POST.get("size", kept.size),
        theme=request.POST.get("theme", kept.theme),
        density=request.POST.get("density", kept.density),
        keys=request.POST.get("keys", kept.keys),
    )
    response = HttpResponse(status=204) if request.headers.get("HX-Request") else _back(request)
    written = preferences.read_look(asked.written()).written()
    preferences.remember(response, preferences.LOOK_COOKIE, written, secure=request.is_secure())
    return response


@_for_everybody
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, with invented content; not in a real installation."""
    if not settings.FENGQIAO_DEMONSTRATION:
        raise Http404
    return pages.render(request, "shell/gallery.html", gallery.content())


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that was left; never to another host."""
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(target if safe else "/")
