"""The search box: by POST, because a name or a number never goes into an address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fengqiao.desk.reads import search as reads
from fengqiao.desk.reads import tables
from fengqiao.desk.views import door
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

LONGEST = 60
SHORTEST_LIVE = 1


@users.right(users.Right.SEE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Who fits, with what is due; when it is one person, that person's file."""
    by, now = door.actor(request), door.moment(request)
    text = request.POST.get("q", "").strip()[:LONGEST]
    reason = request.POST.get("reason", "").strip()
    if not text:
        return _page(request, text)
    try:
        found = reads.search(text=text, reason=reason, by=by, now=now)
    except subjects.ReasonNeeded:
        return _page(request, text, asks_reason=True)
    except subjects.TooManySearches:
        return shell.error(request, status=429, text=_("No more searches by full ID number today"))
    if len(found.rows) == 1 and not found.more:
        return HttpResponseRedirect(found.rows[0].person.href)
    return _page(request, text, found)


def _page(
    request: HttpRequest, text: str, found: reads.Found | None = None, *, asks_reason: bool = False
) -> HttpResponse:
    context = {"tables": tables, "found": found, "text": text, "asks_reason": asks_reason}
    return shell.render(request, "desk/search.html", context, status=422 if asks_reason else 200)


@users.right(users.Right.SEE_CASES)
@require_POST
def live(request: HttpRequest) -> HttpResponse:
    """What fits so far, under the box, while somebody writes. A full ID number waits for Enter: it is counted."""
    by, now = door.actor(request), door.moment(request)
    text = request.POST.get("q", "").strip()[:LONGEST]
    if len(text) < SHORTEST_LIVE or subjects.is_full_number(text):
        return HttpResponse("")
    found = reads.search(text=text, reason="", by=by, now=now)
    return shell.render(request, "desk/search_live.html", {"found": found, "text": text})
