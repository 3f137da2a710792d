"""Answering with a page, or with one block of it for htmx; answering with a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject

from fengqiao.shell.frame import frame


def is_fragment(request: HttpRequest) -> bool:
    """True when htmx asks for a part of the page it shows; not when it restores a page from history."""
    asks = request.headers.get("HX-Request") == "true"
    return asks and request.headers.get("HX-History-Restore-Request") != "true"


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    block: str = "",
    status: int = 200,
) -> HttpResponse:
    """Answer with a page in the frame; with `block`, only that block of it when htmx asks (`is_fragment`).

    The page works without htmx first: the same template, the same context, the whole page.
    A form that comes back with errors is answered with status 422, which htmx shows.
    """
    values = {
        **(context or {}),
        "request": request,
        # Masked once a page, not once a form: a page of the office has nine of them.
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
        "csrf_token": SimpleLazyObject(lambda: get_token(request)),
        "frame": frame(request),
    }
    source = engines["jinja2"].env.get_template(template)  # type: ignore[attr-defined]
    if block and is_fragment(request):
        body = "".join(source.blocks[block](source.new_context(values)))
    else:
        body = source.render(values)
    return HttpResponse(body, status=status)


def download(content: bytes, *, file_name: str, content_type: str) -> HttpResponse:
    """Answer with a file that the browser saves and never shows.

    The name must not say anything about a person.
    """
    response = HttpResponse(content, content_type=content_type)
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", file_name)
    response.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name)}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
