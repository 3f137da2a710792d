"""Addresses with one small page per right, to test the middleware with."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from fengqiao.audit.face import act
from fengqiao.users import face as users
from fengqiao.users.access import must_be_verified
from fengqiao.users.models import Attempts


def _page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("here")


def _stating(right: str):
    @users.right(right)
    def view(request):
        return _page(request)

    return view


@users.right("work_here")
def scope(request):
    """What the database was told that this request may see."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.lo1', true), current_setting('app.lo2', true)")
        return HttpResponse("|".join(value or "" for value in cursor.fetchone()))


@users.right("public")
def scope_of_anybody(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.lo1', true), '')")
        return HttpResponse(cursor.fetchone()[0])


def _mark(at) -> None:
    Attempts.objects.create(key_hash=b"mark", failures=1, last_at=at)


@users.right("work_here")
def fault(request):
    _mark(request.at)
    raise RuntimeError("surprise")


@users.right("work_here")
def refusal(request):
    _mark(request.at)
    raise users.NotAllowed("not_allowed")


@act("test.decide")
def _decide(*, by, at) -> None:
    must_be_verified(by, at)
    _mark(at)


@users.right("decide")
def decide(request):
    _decide(by=request.actor, at=request.at)
    return HttpResponse(f"decided {request.POST.get('reason')}")


urlpatterns = [
    *[path(f"{right.value}/", _stating(right.value)) for right in users.Right],
    path("account/", _stating(users.ACCOUNT)),
    path("open/", _stating(users.PUBLIC)),
    path("silent/", _page),
    path("scope/", scope),
    path("scope-of-anybody/", scope_of_anybody),
    path("fault/", fault),
    path("refusal/", refusal),
    path("decision/", decide),
    path("shell/", include("fengqiao.shell.urls")),
    path("", include("fengqiao.users.urls")),
]

handler403 = "fengqiao.shell.errors.forbidden"
handler404 = "fengqiao.shell.errors.not_found"
handler500 = "fengqiao.shell.errors.server_error"
