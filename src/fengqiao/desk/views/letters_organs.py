"""The register of organs: its list, one entry with its versions, and how it is kept."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fengqiao.areas import face as areas
from fengqiao.desk.forms import letters as forms
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import organs as reads
from fengqiao.desk.reads import tables
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.letters import face as letters
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.WORK_HERE)
@require_safe
def organs(request: HttpRequest) -> HttpResponse:
    """The register of the viewer's county."""
    query = queries.read(request.path, request.GET, queries.ORGANS_KEPT)
    page = reads.list_page(query, county=_county(request), by=door.actor(request), today=_today(request))
    return shell.render(request, "desk/organs.html", {"page": page, "query": query, "tables": tables}, block="list")


@users.right(users.Right.KEEP_ORGANS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Put an organ into the register."""
    queries.read(request.path, request.GET, queries.NOTHING)
    form = forms.Organ(request.POST if request.method == "POST" else None, initial={"valid_from": _today(request)})
    if request.method == "POST" and form.is_valid():
        try:
            row = letters.add_organ(
                area=_county(request), entry=form.entry(), since=form.cleaned_data["valid_from"],
                by=door.actor(request), at=door.moment(request),
            )  # fmt: skip
        except letters.NotYourRegister:
            raise PermissionDenied from None
        except letters.LettersError as error:
            form.refuse(error)
        else:
            return _done(request, row)
    return _entry_page(request, form, None)


@users.right(users.Right.WORK_HERE)
@require_http_methods(["GET", "HEAD", "POST"])
def organ(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One entry with its versions; whoever keeps the register changes it here."""
    queries.read(request.path, request.GET, queries.NOTHING)
    page = _one(request, uid)
    form = forms.OrganChange(request.POST if request.method == "POST" else None, initial=page.filled)
    if request.method == "POST" and not page.may_change:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        try:
            return _done(request, _changed(request, uid, form))
        except letters.LettersError as error:
            form.refuse(error)
    return _entry_page(request, form, page)


def _changed(request: HttpRequest, uid: UUID, form: forms.OrganChange) -> letters.Organ:
    told: dict[str, Any] = {
        "organ": uid, "seen": _seen(request), "reason": form.cleaned_data["reason"], "by": door.actor(request),
        "at": door.moment(request),
    }  # fmt: skip
    day: date = form.cleaned_data["valid_from"]
    match form.cleaned_data["do"]:
        case "rename":
            return letters.rename_organ(entry=form.entry(), since=day, **told)
        case "end":
            return letters.end_organ(until=day, **told)
        case _:
            return letters.correct_organ(entry=form.entry(), **told)


def _seen(request: HttpRequest) -> int:
    try:
        return int(request.POST.get("seen", ""))
    except ValueError:
        raise BadRequest("not one of our forms") from None


def _one(request: HttpRequest, uid: UUID) -> reads.EntryPage:
    try:
        return reads.entry_page(uid, county=_county(request), by=door.actor(request), today=_today(request))
    except letters.UnknownOrgan:
        door.not_found()


def _entry_page(request: HttpRequest, form: forms.Organ, page: reads.EntryPage | None) -> HttpResponse:
    context = {"page": page, "fields": shell.fields(form), "problem": form.problem, "tables": tables}
    return shell.render(request, "desk/organ.html", context, status=422 if request.method == "POST" else 200)


def _done(request: HttpRequest, row: letters.Organ) -> HttpResponse:
    messages.success(request, _("The register is kept"))
    return HttpResponseRedirect(reverse("desk:organ", args=(row.uid,)))


def _county(request: HttpRequest) -> str:
    """The county whose register it is; a post above the counties has none."""
    area = door.actor(request).area
    if areas.level_of(area) < areas.Level.COUNTY:
        door.not_found()
    return areas.at_level(area, areas.Level.COUNTY)


def _today(request: HttpRequest) -> date:
    return clock.local_day(door.moment(request))
