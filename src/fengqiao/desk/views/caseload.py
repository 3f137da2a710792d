"""The caseload."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fengqiao.areas import face as areas
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import caseload as reads
from fengqiao.desk.reads import choices, tables
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.kit.keyset import BadCursor
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.SEE_CASES)
@require_safe
def caseload(request: HttpRequest) -> HttpResponse:
    """The list of people, filtered by what stands in the address."""
    by, now = door.actor(request), door.moment(request)
    query = queries.read(request.path, request.GET, queries.CASELOAD)
    wanted = reads.Wanted(
        view=query.get("view"),
        state=query.get("state"),
        category=query.get("category"),
        management_class=query.get("class"),
        office=query.get("office"),
        officer=query.get("officer"),
        minor=query.get("minor"),
    )
    try:
        page = reads.caseload(by=by, now=now, wanted=wanted, after=query.get("after") or None, size=query.size)
    except BadCursor:
        raise BadRequest("cursor") from None
    officers = reads.officers_of(by, on=clock.local_day(now))
    context = {
        "tables": tables,
        "page": page,
        "query": query,
        "views": [
            shell.View(title, query.having(view=key), current=query.get("view") == key)
            for key, title in reads.TITLES.items()
        ],
        "fields": choices.caseload_fields(query, by=by, officers=officers),
        "chips": choices.caseload_chips(query, officers=officers),
        "place": areas.place(by.area).name,
        "may_receive": users.has(by, users.Right.WORK_CASES),
        "title": _("Persons"),
    }
    return shell.render(request, "desk/caseload.html", context, block="list")
