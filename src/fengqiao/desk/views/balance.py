"""The register's balance: for reading."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fengqiao.desk.forms import queries
from fengqiao.desk.reads import balance as reads
from fengqiao.desk.reads import tables
from fengqiao.desk.views import door
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.SEE_CASES)
@require_safe
def balance(request: HttpRequest) -> HttpResponse:
    """Who stood in the register, came and left, by month and by place."""
    by, query = door.actor(request), queries.read(request.path, request.GET, queries.BALANCE)
    place = query.get("place")
    if place and not any(place.startswith(each) for each in by.ranges):
        door.not_found()
    page = reads.balance_page(query, by=by, now=door.moment(request))
    return shell.render(request, "desk/balance.html", {"tables": tables, "page": page})
