"""The public door: reading only, the language from the address, a plain word when the database is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import structlog
from django.conf import settings
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from fengqiao.disclosure import errors
from fengqiao.shell import face as shell

Answer = Callable[[HttpRequest], HttpResponseBase]
READING: Final = frozenset({"GET", "HEAD"})
ENGLISH: Final = "/en/"

log = structlog.get_logger(__name__)


class ReadingOnly:
    """Answers GET and HEAD, in the language of the address; nothing is remembered of anybody."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        code = "en" if request.path_info.startswith(ENGLISH) else settings.LANGUAGE_CODE
        with translation.override(code):
            response = self._answer(request)
            response.headers.setdefault("Content-Language", "en" if code == "en" else "zh-CN")
            return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in READING:
            response = errors.forbidden(request)
            response.status_code, response.headers["Allow"] = 405, "GET, HEAD"
            return response
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """The database is away or too slow: say so, keep the kind of fault, never its text."""
        if not isinstance(error, OperationalError):
            return None
        assert isinstance(error, DatabaseError)
        log.error("disclosure.no_database", kind=type(error).__name__)
        return shell.error(request, status=503, retry_after_seconds=60, template=errors.PAGE)
