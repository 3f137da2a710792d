"""Today's work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fengqiao.audit import face as audit
from fengqiao.desk import drawn
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import choices, saved, tables
from fengqiao.desk.reads import inbox as reads
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users


@users.right(users.Right.WORK_HERE)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The list of tasks, filtered by what stands in the address."""
    by, now = door.actor(request), door.moment(request)
    if not users.has(by, users.Right.SEE_CASES):
        return shell.render(request, "desk/no_cases.html", {})
    query = queries.read(request.path, request.GET, queries.INBOX)
    page = reads.inbox(by=by, now=now, filters=reads.filters(query), after=query.after, size=query.size)
    rows = drawn.Tasks(pick=page.for_many)
    context = {"tables": tables, "page": page, "rows": rows, "query": query, "title": _("Today's work")}
    return shell.render(request, "desk/inbox.html", context | _around(query, by=by, now=now), block="list")


def _around(query: queries.Query, *, by: audit.Actor, now: datetime) -> dict[str, Any]:
    """What stands around the rows: views and filters."""
    today = clock.local_day(now)
    return {
        "views": saved.tabs(saved.kept("inbox", by=by), query),
        "gone": saved.gone(query, choices.inbox_known(on=today)),
        "may_remind": users.has(by, users.Right.DECIDE),
        "may_reassign": subjects.may(by, subjects.Duty.PUT_IN_CHARGE, area=by.area),
        "list": query.having().partition("?")[2],
        "setup_href": query.at(reverse("desk:inbox-views")),
        "scopes": choices.scopes(query),
        "chips": choices.inbox_chips(query, on=today),
        "fields": choices.inbox_fields(query, by=by, on=today),
    }
