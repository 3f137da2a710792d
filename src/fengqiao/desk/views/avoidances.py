"""Declared relations (回避申报): of one file, of the place, and their end by somebody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengqiao.areas import face as areas
from fengqiao.desk.forms import queries
from fengqiao.desk.forms.avoidances import Declare, Lift
from fengqiao.desk.reads import changes, people, tables
from fengqiao.desk.views import door
from fengqiao.desk.views.changing import METHODS, asked_about, pressed, request_id
from fengqiao.desk.views.changing import answer as settle
from fengqiao.kit import clock
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Duty
from fengqiao.users import face as users


@users.right(users.Right.SEE_CASES)
@require_http_methods(METHODS)
def of_person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The declarations about one person, and the form for a new one: one's own, or a colleague's by whoever leads."""
    asked = asked_about(request, uid, duty=Duty.AVOID)
    leads = subjects.may(asked.by, Duty.LIFT_AVOIDANCE, area=asked.row.area)
    near = changes.officers(asked.row.area, on=asked.today) if leads else {}
    colleagues = {key: each for key, each in near.items() if areas.covers(asked.by.area, each.area)}
    form = Declare(asked.sent, colleagues=colleagues)

    def act() -> None:
        given = form.settled(colleagues)
        subjects.declare_avoidance(uid=uid, **given, request=request_id(request), by=asked.by, at=asked.now)

    rows = subjects.avoidances_of(uid=uid, by=asked.by, today=asked.today)
    more: dict[str, Any] = {"avoidances": rows, "kinds": subjects.avoidance_rules.KINDS, "duty": Duty.AVOID}
    return settle(request, asked, form, act, title=_("Declare a relation"), onward=reverse("desk:inbox"), **more)


@users.right(users.Right.SEE_CASES)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Who keeps away from whose file in the place."""
    by, now = door.actor(request), door.moment(request)
    query = queries.read(request.path, request.GET, queries.LISTED)
    today = clock.local_day(now)
    rows, following = subjects.avoidances(by=by, today=today, after=query.after, size=query.size)
    context = {
        "rows": rows, "people": [people.of_row(each.row).cell for each in rows], "next_cursor": following,
        "query": query, "kinds": subjects.avoidance_rules.KINDS, "tables": tables, "fields": shell.fields(Lift()),
        "views": changes.lists(request.path, by=by) if users.has(by, users.Right.WORK_CASES) else (),
        "may_lift": [each.uid for each in rows if subjects.may(by, Duty.LIFT_AVOIDANCE, area=each.row.area)],
    }  # fmt: skip
    return shell.render(request, "desk/avoidances.html", context)


@users.right(users.Right.WORK_CASES)
@require_POST
def lift(request: HttpRequest, uid: UUID) -> HttpResponse:
    """End a declaration."""
    by, now = door.actor(request), door.moment(request)
    form = Lift(request.POST)

    def act() -> None:
        subjects.lift_avoidance(avoidance=uid, **form.cleaned_data, by=by, at=now)

    if pressed(form, act):
        messages.error(request, form.problem or str(next(iter(form.errors.values()))[0]))
    else:
        messages.success(request, _("Recorded"))
    return HttpResponseRedirect(reverse("desk:avoidances"))
