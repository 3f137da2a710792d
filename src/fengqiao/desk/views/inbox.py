"""Today's work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fengqiao.desk.forms import queries
from fengqiao.desk.reads import choices, tables
from fengqiao.desk.reads import inbox as reads
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.WORK_HERE)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The list of tasks, filtered by what stands in the address."""
    by, now = door.actor(request), door.moment(request)
    if not users.has(by, users.Right.SEE_CASES):
        return shell.render(request, "desk/no_cases.html", {})
    query = queries.read(request.path, request.GET, queries.INBOX)
    filters = reads.filters(query)
    context = {
        "tables": tables,
        "page": reads.inbox(by=by, now=now, filters=filters, after=query.after, size=query.size),
        "query": query,
        "scopes": choices.scopes(query),
        "chips": choices.inbox_chips(query, on=clock.local_day(now)),
        "fields": choices.inbox_fields(query, by=by, on=clock.local_day(now)),
        "title": _("Today's work"),
    }
    return shell.render(request, "desk/inbox.html", context, block="list")
