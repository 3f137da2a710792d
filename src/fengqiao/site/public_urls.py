"""The addresses of the public door, Chinese at the root and English below /en/: no cookie keeps the choice."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from fengqiao.disclosure.urls import at_the_root

urlpatterns = [
    *at_the_root,
    *i18n_patterns(path("", include("fengqiao.disclosure.urls")), prefix_default_language=False),
]

handler400 = "fengqiao.disclosure.errors.bad_request"
handler403 = "fengqiao.disclosure.errors.forbidden"
handler404 = "fengqiao.disclosure.errors.not_found"
handler500 = "fengqiao.disclosure.errors.server_error"
