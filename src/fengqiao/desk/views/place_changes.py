"""Changes of places on their pages: townships joined, renamed, under another code, split, and all of it taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fengqiao.areas import face as areas
from fengqiao.desk import foreseeing
from fengqiao.desk.forms import place_changes as forms
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import foresight
from fengqiao.desk.reads.law_changes import WHAT_OF_PLACES
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.law import changes
from fengqiao.law import face as law
from fengqiao.shell import face as shell
from fengqiao.users import face as users

_FORM = require_http_methods(["GET", "HEAD", "POST"])
_PROPOSE: Mapping[str, Callable[..., changes.ChangeRow]] = {
    "merge": areas.propose_merge,
    "rename": areas.propose_rename,
    "recode": areas.propose_recode,
    "split": areas.propose_split,
}


@users.right(users.Right.PROPOSE_LAW)
@_FORM
def propose_place(request: HttpRequest, what: str) -> HttpResponse:
    """Propose a change of places. The province's alone."""
    if what not in forms.FORMS or len(door.actor(request).area) != 2:
        door.not_found()
    form = forms.FORMS[what](request.POST if request.method == "POST" else None)
    return _proposing(request, form, what, _PROPOSE[what])


@users.right(users.Right.PROPOSE_LAW)
@_FORM
def undo_place(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Propose that a confirmed change of places is taken back."""
    by = door.actor(request)
    row = changes.one(uid, area=by.area)
    if row is None or row.kind != changes.PLACE or len(by.area) != 2:
        door.not_found()
    form = forms.Undo(request.POST if request.method == "POST" else None)
    return _proposing(request, form, "undo", lambda **told: areas.propose_undo(change=uid, **told))


def _proposing(
    request: HttpRequest, form: forms.PlaceProposal, what: str, propose: Callable[..., changes.ChangeRow]
) -> HttpResponse:
    queries.read(request.path, request.GET, queries.NOTHING)
    title = WHAT_OF_PLACES[what]
    if request.method == "POST" and form.is_valid():
        try:
            row = propose(
                terms=_terms(request, form), by=door.actor(request), at=door.moment(request), **_said(form, what)
            )
        except areas.BadChange as error:
            form.refuse_place(error)
        except law.LawError as error:
            form.refuse_law(error)
        else:
            return _proposed(request, row)
    context = {"fields": shell.fields(form), "problem": form.problem, "title": title, "now": ()}
    return shell.render(request, "desk/law_propose.html", context, status=422 if request.method == "POST" else 200)


def _proposed(request: HttpRequest, row: changes.ChangeRow) -> HttpResponse:
    if foresight.newest(row.uid) is None:
        foreseeing.ask(row, by=door.actor(request), at=door.moment(request))
    messages.success(request, _("Proposed. A second person confirms it after looking at what it touches."))
    return HttpResponseRedirect(reverse("desk:law-change", args=(row.uid,)))


def _said(form: forms.PlaceProposal, what: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in forms.SAID[what]}


def _terms(request: HttpRequest, form: forms.PlaceProposal) -> changes.Terms:
    """What begins today or earlier is a correction of the past: the change was decided before it was entered."""
    day = form.cleaned_data["valid_from"]
    return form.terms(valid_from=day, is_correction=day <= clock.local_day(door.moment(request)))
