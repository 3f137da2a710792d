"""The icons of the sprite."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.templatetags.static import static
from markupsafe import Markup


def icon(name: str, classes: str = "") -> Markup:
    """An icon of the sprite. Decorative: the words beside it carry the meaning."""
    return _icon_cached(name, classes) if not settings.DEBUG else _icon(name, classes)


def _icon(name: str, classes: str) -> Markup:
    # One of the listed places where markup is made by hand; all values pass through Markup.format and are escaped.
    known = f"i {classes}".strip()
    return Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        known, static("shell/icons.svg"), name
    )


_icon_cached = cache(_icon)
