"""Language and look of the pages: kept in two cookies of the browser, chosen by a POST that needs no JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse

LANGUAGE_COOKIE: Final = "fq_language"
LOOK_COOKIE: Final = "fq_look"
COOKIE_AGE: Final = 365 * 24 * 3600
"""Unit: seconds; a year."""

LANGUAGE_NAMES: Final = (("zh-hans", "中文"), ("en", "English"))
LANGUAGES: Final = frozenset(code for code, _ in LANGUAGE_NAMES)

SIZES: Final = ("normal", "large")
THEMES: Final = ("light", "dark")
DENSITIES: Final = ("standard", "compact", "roomy")
KEYS: Final = ("on", "off")


@dataclass(frozen=True, slots=True)
class Look:
    """Letter size (大字版), light or dark, row height of tables, and whether single keys do something."""

    size: str = SIZES[0]
    theme: str = THEMES[0]
    density: str = DENSITIES[0]
    keys: str = KEYS[0]

    def written(self) -> str:
        """As in the cookie."""
        return ".".join((self.size, self.theme, self.density, self.keys))


def read_look(written: str) -> Look:
    """The look that a cookie asks for; anything unknown is the default."""
    parts = ([*written.split("."), "", "", "", ""])[:4]
    allowed = (SIZES, THEMES, DENSITIES, KEYS)
    return Look(*(part if part in values else values[0] for part, values in zip(parts, allowed, strict=True)))


def look(request: HttpRequest) -> Look:
    """The look that this browser has chosen."""
    return read_look(request.COOKIES.get(LOOK_COOKIE, ""))


def language(request: HttpRequest) -> str | None:
    """The language that this browser has chosen, or None."""
    code = request.COOKIES.get(LANGUAGE_COOKIE, "")
    return code if code in LANGUAGES else None


def remember(response: HttpResponse, name: str, value: str, *, secure: bool) -> None:
    """Keep a preference in the browser; it says nothing about a person."""
    response.set_cookie(name, value, max_age=COOKIE_AGE, secure=secure, httponly=True, samesite="Lax")
