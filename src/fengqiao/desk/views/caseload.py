"""The caseload."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fengqiao.desk.forms import queries
from fengqiao.desk.reads import caseload as reads
from fengqiao.desk.reads import choices, tables
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
    officers = reads.officers_of(by, on=clock.local_day(now))
    context = {
        "tables": tables,
        "page": page,
        "query": query,
        "views": reads.views(query),
        "fields": choices.caseload_fields(query, by=by, officers=officers),
        "chips": choices.caseload_chips(query, officers=officers),
        "may_receive": users.has(by, users.Right.WORK_CASES),
        "title": _("Persons"),
    }
    return shell.render(request, "desk/caseload.html", context, block="list")
