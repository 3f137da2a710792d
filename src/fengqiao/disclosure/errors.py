"""What strangers are told when something is wrong, and what staff are told when a publication may not be."""

from __future__ import annotations

from functools import partial
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengqiao.shell import face as shell

PAGE: Final = "disclosure/error.html"


class NotPublishable(Exception):
    """The list cannot be published now; `text` says why."""

    def __init__(self, code: str, text: str | Promise) -> None:
        super().__init__(code)
        self.code, self.text = code, text


nothing_new = partial(NotPublishable, "nothing_new", gettext_lazy("Nothing differs from the published version."))
changed_since = partial(
    NotPublishable,
    "changed_since",
    gettext_lazy("The list has changed since this preview was shown. Look at it again before it is published."),
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400."""
    return shell.error(request, status=400, template=PAGE)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403."""
    return shell.error(request, status=403, text=_("This site is for reading only."), template=PAGE)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404."""
    return shell.error(request, status=404, text=_("There is no such page here."), template=PAGE)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500."""
    return shell.server_error(request, template=PAGE)
