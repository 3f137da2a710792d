"""Workload per officer or place, and what a lead does about what is overdue."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from fengqiao.desk import rules
from fengqiao.desk.actions import many, reminding
from fengqiao.desk.errors import DeskError
from fengqiao.desk.forms import board as forms
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import workload as reads
from fengqiao.desk.views import door
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.SEE_CASES)
@require_safe
def workload(request: HttpRequest) -> HttpResponse:
    """How the work lies in the viewer's places."""
    queries.read(request.path, request.GET, queries.NOTHING)
    page = reads.workload(by=door.actor(request), now=door.moment(request))
    context = {"page": page, "heads": reads.heads(page), "title": _("Workload")}
    return shell.render(request, "desk/workload.html", context)


@users.right(users.Right.DECIDE)
@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Remind whoever keeps the ticked lines of the board."""
    by, now = door.actor(request), door.moment(request)
    lines = reads.found(forms.ticked(request.POST), by=by, now=now)
    try:
        told = reminding.remind(lines=lines, count=len(lines), by=by, at=now)
    except DeskError as error:
        messages.error(request, shell.text(error.text))
    else:
        text = ngettext("Reminded of %(num)s line, once a day", "Reminded of %(num)s lines, each once a day", told)
        messages.success(request, text % {"num": told})
    return HttpResponseRedirect(reverse("desk:inbox"))


@users.right(users.Right.WORK_CASES)
@require_POST
def reassign(request: HttpRequest) -> HttpResponse:
    """The people behind the ticked lines, for another officer in charge: tried first, like every act for many."""
    by, now = door.actor(request), door.moment(request)
    lines = reads.found(forms.ticked(request.POST), by=by, now=now)
    people = reads.people_of(lines, by=by, now=now)
    try:
        made = many.choose(kind=rules.ASSIGN, rows=[(each, "") for each in people], count=len(people), by=by, at=now)
    except DeskError as error:
        messages.error(request, shell.text(error.text))
        return HttpResponseRedirect(reverse("desk:inbox"))
    return HttpResponseRedirect(reverse("desk:many", args=(made.uid,)))
