"""The calendar."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fengqiao.desk.forms import queries
from fengqiao.desk.reads import calendar as reads
from fengqiao.desk.reads import caseload, choices, tables
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.SEE_CASES)
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A month with its numbers, and the entries of the chosen days."""
    query = queries.read(request.path, request.GET, queries.CALENDAR)
    try:
        wanted = reads.wanted(query, today=clock.local_day(door.moment(request)))
    except ValueError:
        raise BadRequest("no such day") from None
    page = reads.calendar(wanted, query, by=door.actor(request), now=door.moment(request))
    context = {"page": page, "query": query, "title": _("Calendar"), "tables": tables}
    return shell.render(request, "desk/calendar.html", context | _around(request, query, wanted))


def _around(request: HttpRequest, query: queries.Query, wanted: reads.Wanted) -> dict[str, Any]:
    by = door.actor(request)
    officers = caseload.officers_of(by, on=clock.local_day(door.moment(request)))
    before, after = reads.turned(query, wanted.on)
    fields = choices.calendar_fields(query, by=by, officers=officers, kinds=reads.KINDS)
    return {"before": before, "after": after, "spans": reads.spans(query), "fields": fields}
