"""The addresses of the program: each room brings its own list."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("shell/", include("fengqiao.shell.urls")),
    path("notices/", include("fengqiao.notices.urls")),
    path("imports/", include("fengqiao.exchange.urls")),
    path("powers/", include("fengqiao.disclosure.staff_urls")),
    path("", include("fengqiao.users.urls")),
    path("", include("fengqiao.oversight.urls")),
    path("", include("fengqiao.desk.urls")),
]

handler400 = "fengqiao.shell.errors.bad_request"
handler403 = "fengqiao.shell.errors.forbidden"
handler404 = "fengqiao.shell.errors.not_found"
handler500 = "fengqiao.shell.errors.server_error"
