"""Who lacks exactly one condition."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fengqiao.desk.forms import queries
from fengqiao.desk.reads import nearly as reads
from fengqiao.desk.reads import tables
from fengqiao.desk.views import door
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.SEE_CASES)
@require_safe
def nearly(request: HttpRequest) -> HttpResponse:
    """One goal, whoever is nearest to it first."""
    query = queries.read(request.path, request.GET, queries.NEARLY)
    page = reads.page(goal=query.get("goal") or reads.CLASS, by=door.actor(request), now=door.moment(request))
    context = {"page": page, "tabs": reads.tabs(query), "tables": tables, "title": _("Almost there")}
    return shell.render(request, "desk/nearly.html", context)
