"""Deadlines that were moved: for reading."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fengqiao.desk.forms import queries
from fengqiao.desk.reads import moved as reads
from fengqiao.desk.reads import tables
from fengqiao.desk.views import door
from fengqiao.kit.keyset import BadCursor
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.SEE_CASES)
@require_safe
def moved(request: HttpRequest) -> HttpResponse:
    """Every deadline that was extended, paused or corrected, in the viewer's places."""
    by, now = door.actor(request), door.moment(request)
    query = queries.read(request.path, request.GET, queries.MOVED)
    kind, after = query.get("kind"), query.get("after") or None
    try:
        page = reads.moved(by=by, now=now, kind=kind, after=after, size=query.size)
    except BadCursor:
        raise BadRequest("cursor") from None
    title = _("Deadlines moved")
    context = {"tables": tables, "page": page, "query": query, "kinds": reads.kinds(query), "title": title}
    return shell.render(request, "desk/moved.html", context)
