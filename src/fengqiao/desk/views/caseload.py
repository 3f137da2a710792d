"""The caseload."""

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
from fengqiao.desk.reads import caseload as reads
from fengqiao.desk.reads import choices, columns, many, saved
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.SEE_CASES)
@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    """The list of people, filtered by what stands in the address."""
    by, now = door.actor(request), door.moment(request)
    query = queries.read(request.path, request.GET, queries.CASELOAD)
    page = reads.caseload(by=by, now=now, wanted=reads.wanted(query), after=query.after, size=query.size)
    context = {"page": page, "query": query, "title": _("Persons"), **_around(query, by=by, now=now)}
    return shell.render(request, "desk/caseload.html", context, block="list")


def _around(query: queries.Query, *, by: audit.Actor, now: datetime) -> dict[str, Any]:
    """What stands around the rows: views, filters, columns."""
    officers, keys = reads.officers_of(by, on=clock.local_day(now)), columns.chosen(query, by=by)
    kinds = many.kinds(by=by, on=clock.local_day(now)) if users.has(by, users.Right.WORK_CASES) else ()
    return {
        "views": (*reads.views(query), *saved.tabs(saved.kept("caseload", by=by), query)),
        "fields": choices.caseload_fields(query, by=by, officers=officers),
        "chips": choices.caseload_chips(query, officers=officers),
        "gone": saved.gone(query, choices.caseload_known(officers=officers)),
        "rows": drawn.Rows(keys, pick=bool(kinds)),
        "heads": columns.heads(query, keys),
        "kinds": kinds,
        "list": query.having().partition("?")[2],
        "setup_href": query.at(reverse("desk:caseload-views")),
        "export_href": query.at(reverse("desk:export-ask")),
        "may_receive": users.has(by, users.Right.WORK_CASES),
    }
