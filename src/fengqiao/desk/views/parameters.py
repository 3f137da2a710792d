"""The parameters, for reading: what applies in a place on a day, how sure it is, and on what it rests."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fengqiao.areas import face as areas
from fengqiao.desk.forms import place_changes as forms
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import rulebook, tables
from fengqiao.desk.reads.law_changes import WHAT_OF_PLACES
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.READ_PARAMETERS)
@require_safe
def parameters(request: HttpRequest) -> HttpResponse:
    """The table of parameters."""
    query = queries.read(request.path, request.GET, queries.PARAMETERS)
    by = door.actor(request)
    proposing = by.area if users.has(by, users.Right.PROPOSE_LAW) else ""
    area = query.get("area") or by.area
    if not areas.exists(area):
        door.not_found()
    on = query.day("on") or clock.local_day(door.moment(request))
    groups = rulebook.parameter_groups(area=area, on=on, proposing=proposing)
    place, title = areas.place(area).name, _("Parameters")
    told = {"groups": groups, "marks": rulebook.marks(), "place": place, "on": on, "area": area, "title": title}
    told["place_changes"] = {what: WHAT_OF_PLACES[what] for what in forms.FORMS}
    return shell.render(request, "desk/parameters.html", {"tables": tables, "proposing": proposing, **told})
