"""A letter that no procedure calls for is written; a letter that came begins its procedure, or joins one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fengqiao.areas import face as areas
from fengqiao.desk.forms import letters as forms
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import beginning
from fengqiao.desk.reads import letters as reads
from fengqiao.desk.views import door
from fengqiao.desk.views.letters import about_of, request_id
from fengqiao.kit import clock
from fengqiao.kit.ids import new_id
from fengqiao.letters import face as letters
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import APPLICATION
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.WORK_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Write a letter that no procedure calls for, about a person or about nobody of ours."""
    query = queries.read(request.path, request.GET, queries.WRITTEN)
    about = about_of(request, query)
    form = forms.Write(request.POST if request.method == "POST" else None, register=_register(request))
    row = _written(request, form, about)
    if row is not None:
        said = _("The letter waits to be sent by the institution") if row.held else _("The letter is written")
        messages.success(request, said)
        return HttpResponseRedirect(reverse("desk:letter-sent", args=(row.uid,)))
    context = {"fields": shell.fields(form), "problem": form.problem, "request_id": new_id(), "action": query.having()}
    held = areas.level_of(letters.writes_as(door.actor(request), about.area if about else door.actor(request).area))
    context |= {"is_office": held >= areas.Level.TOWNSHIP, "is_about_person": about is not None}
    return shell.render(request, "desk/letter_write.html", context, status=422 if request.method == "POST" else 200)


def _register(request: HttpRequest) -> tuple[letters.OrganRow, ...]:
    by = door.actor(request)
    if areas.level_of(by.area) < areas.Level.COUNTY:
        return ()
    return letters.organs(area=areas.at_level(by.area, areas.Level.COUNTY), on=clock.local_day(door.moment(request)))


def _written(request: HttpRequest, form: forms.Write, about: letters.About | None) -> letters.Sent | None:
    """The letter that was written; None when nothing was sent, or something is wrong with it."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return letters.compose(
            letter=form.written(), about=about, request=request_id(request), by=door.actor(request),
            at=door.moment(request),
        )  # fmt: skip
    except letters.LettersError as error:
        form.refuse(error)
        return None


@users.right(users.Right.WORK_CASES)
@require_POST
def begin(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """Begin the procedure that the letter calls for, filled in from it; what it does not say is asked for."""
    row, by, at = _arrived(request, uid), door.worker(request), door.moment(request)
    today = clock.local_day(at)
    offered = beginning.offered(row, by=by, now=at, on=today)
    if key not in {each.key for each in offered} or row.subject_id is None:
        door.not_found()
    data = beginning.said(procedures.current(key, today), row)
    try:
        done = procedures.start(key=key, subject_id=row.subject_id, data=data, by=by, at=at)
    except procedures.Refused:
        return _to_start(request, row, key, data)
    letters.join(letter=uid, matter=done.matter, by=by, at=at)
    messages.success(request, _("The procedure is begun; the letter belongs to it"))
    return HttpResponseRedirect(reverse("desk:matter", args=(done.matter,)))


def _to_start(request: HttpRequest, row: letters.LetterRow, key: str, data: dict[str, Any]) -> HttpResponse:
    """What the letter says is kept as a draft, and the officer fills in the rest."""
    by, at = door.worker(request), door.moment(request)
    _found, person = reads.arrived_letter(row.uid, by=by, now=at)
    if person is None or row.subject_id is None:
        door.not_found()
    procedures.save_draft(
        key=key, subject_id=row.subject_id, step=APPLICATION, outcome="submit", data=data, by=by, at=at
    )  # fmt: skip
    messages.info(request, _("The letter does not say everything: please fill in the rest"))
    return HttpResponseRedirect(reverse("desk:start", args=(person.uid, key)))


@users.right(users.Right.WORK_CASES)
@require_POST
def join(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The letter belongs to an open matter of its person."""
    row, by = _arrived(request, uid), door.worker(request)
    form = forms.Join(request.POST)
    if not form.is_valid():
        raise BadRequest("not one of our forms")
    if str(form.cleaned_data["matter"]) not in {code for code, _words in beginning.running(row, by=by)}:
        door.not_found()
    letters.join(letter=uid, matter=form.cleaned_data["matter"], by=by, at=door.moment(request))
    messages.success(request, _("The letter belongs to the procedure"))
    return HttpResponseRedirect(reverse("desk:letter-arrived", args=(uid,)))


def _arrived(request: HttpRequest, uid: UUID) -> letters.LetterRow:
    try:
        return reads.arrived_letter(uid, by=door.actor(request), now=door.moment(request))[0].row
    except letters.UnknownLetter:
        door.not_found()
