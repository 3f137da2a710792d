"""Caseload and inbox as they stood at the end of a past day, for reading."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fengqiao.desk.forms import queries
from fengqiao.desk.reads import choices, tables
from fengqiao.desk.reads import past_lists as reads
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.SEE_CASES)
@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    """The people who stood in the register here on a day."""
    query, on = _asked(request)
    page = reads.caseload_page(query, on=on, by=door.actor(request))
    return _shown(request, "caseload", query, page, title=_("Persons"))


@users.right(users.Right.SEE_CASES)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What waited here on a day."""
    query, on = _asked(request)
    page = reads.inbox_page(query, on=on, by=door.actor(request))
    return _shown(request, "inbox", query, page, title=_("Tasks and time limits"))


def _asked(request: HttpRequest) -> tuple[queries.Query, date]:
    """The conditions and the day, today without one. Raises: BadRequest for a day that is none or not yet, or for
    conditions that lie outside of the viewer's places."""
    query, today = queries.read(request.path, request.GET, queries.LISTS_STOOD), clock.local_day(door.moment(request))
    on, office = query.day("on") or today, query.get("office")
    if on > today:
        raise BadRequest("no such day yet")
    if office and not any(office.startswith(each) for each in door.actor(request).ranges):
        door.not_found()
    return query, on


def _shown(request: HttpRequest, of: str, query: queries.Query, page: reads.Page, *, title: str) -> HttpResponse:
    fields = choices.stood_fields(query, by=door.actor(request), on=page.on, of=of)
    context = {"page": page, "query": query, "fields": fields, "title": title, "of": of, "tables": tables}
    context["today"] = clock.local_day(door.moment(request))
    return shell.render(request, f"desk/{of}_stood.html", context, block="list")
