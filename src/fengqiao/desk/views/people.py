"""Changes of a person's file outside of procedures. Each page is one form; the former version always stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.desk.forms import people as forms
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import changes
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.kit.ids import new_id
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The person whose file is changed, by whom and when."""

    row: subjects.SubjectRow
    by: audit.Actor
    now: datetime
    sent: Any

    @property
    def today(self) -> date:
        return clock.local_day(self.now)


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def add_contact(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Somebody who belongs to the case from now on."""
    asked = _asked(request, uid)
    form = forms.Contact(asked.sent)

    def act() -> None:
        subjects.add_contact(uid=uid, contact=form.contact(), by=asked.by, at=asked.now, request=_request_id(request))

    return _answer(request, asked, form, act, title=_("Add a contact"), tab="relations")


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def end_contact(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Somebody who no longer belongs to the case; the row stays."""
    asked = _asked(request, uid)
    form = forms.Ending(asked.sent, listed=changes.listed_contacts(uid=uid, by=asked.by, today=asked.today))

    def act() -> None:
        who, reason = UUID(form.cleaned_data["who"]), form.cleaned_data["reason"]
        subjects.end_contact(uid=uid, contact=who, ended_on=asked.today, reason=reason, by=asked.by, at=asked.now)

    return _answer(request, asked, form, act, title=_("End a contact"), tab="relations")


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def correct(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One fact put right, with its reason."""
    asked = _asked(request, uid)
    form = forms.Correction(asked.sent)

    def act() -> None:
        given = form.cleaned_data
        subjects.correct_facts(uid=uid, changes=given["changes"], reason=given["reason"], by=asked.by, at=asked.now)

    return _answer(request, asked, form, act, title=_("Correct a fact"))


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def officer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another officer in charge. Law: Community Corrections Law art. 10."""
    asked = _asked(request, uid, roles=changes.HEADS)
    found = changes.officers(asked.row.area, on=asked.today)
    form = forms.Officer(asked.sent, listed=changes.listed_officers(found), initial={"first_day": asked.today})

    def act() -> None:
        chosen = found[form.cleaned_data["who"]]
        casework.assign_officer(
            subject_id=asked.row.id, person=chosen.person, name=chosen.name,
            first_day=form.cleaned_data["first_day"], by=asked.by, at=asked.now,
        )  # fmt: skip

    return _answer(request, asked, form, act, title=_("Change the officer in charge"), roles=changes.HEADS)


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def name_staff(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Somebody may know of a minor from now on. Law: Community Corrections Law art. 52."""
    asked = _asked(request, uid, roles=changes.LEAD)
    found = changes.officers(asked.row.area, on=asked.today) if asked.row.is_minor_regime else {}
    form = forms.Officer(asked.sent, listed=changes.listed_officers(found), initial={"first_day": asked.today})

    def act() -> None:
        chosen = found[form.cleaned_data["who"]]
        subjects.name_staff(
            subject_id=asked.row.id, person=chosen.person, first_day=form.cleaned_data["first_day"],
            by=asked.by, at=asked.now,
        )  # fmt: skip

    return _answer(request, asked, form, act, title=_("Name staff for the minor"), roles=changes.LEAD)


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def unname_staff(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Somebody is no longer named for a minor."""
    asked = _asked(request, uid, roles=changes.LEAD)
    form = forms.Ending(asked.sent, listed=changes.listed_named(uid=uid, by=asked.by))

    def act() -> None:
        person, reason = int(form.cleaned_data["who"]), form.cleaned_data["reason"]
        subjects.unname_staff(
            subject_id=asked.row.id, person=person, last_day=asked.today, reason=reason, by=asked.by, at=asked.now
        )

    return _answer(request, asked, form, act, title=_("End the naming of staff"), roles=changes.LEAD)


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def county_check(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the county found about a number that another county holds too."""
    asked = _asked(request, uid, roles=changes.COUNTY)
    form = forms.Answer(asked.sent, listed=changes.listed_checks(uid=uid, by=asked.by, today=asked.today))

    def act() -> None:
        given = form.cleaned_data
        subjects.answer_county_check(
            check=UUID(given["check"]), answer=given["answer"], reason=given["reason"], by=asked.by, at=asked.now
        )

    return _answer(request, asked, form, act, title=_("Answer a county check"), roles=changes.COUNTY)


def _asked(request: HttpRequest, uid: UUID, *, roles: frozenset[str] = changes.ANYBODY) -> Asked:
    """The person, who must be within reach first; only then may a post be told that it is not its act."""
    by, now = door.actor(request), door.moment(request)
    try:
        row = subjects.row(uid=uid, by=by, today=clock.local_day(now))
    except subjects.UnknownSubject:
        door.not_found()
    if request.method != "POST":
        queries.read(request.path, request.GET, queries.NOTHING)
        return Asked(row=row, by=by, now=now, sent=None)
    if not changes.holds(by, roles):
        raise PermissionDenied
    return Asked(row=row, by=by, now=now, sent=request.POST)


def _answer(
    request: HttpRequest,
    asked: Asked,
    form: forms.Change,
    act: Callable[[], None],
    *,
    title: str,
    roles: frozenset[str] = changes.ANYBODY,
    tab: str = "timeline",
) -> HttpResponse:
    """The form; or the act and the file; or the form again with what was wrong and all that was typed."""
    status = _pressed(form, act) if request.method == "POST" else 200
    if not status:
        messages.success(request, _("Recorded"))
        return HttpResponseRedirect(f"{reverse('desk:file', args=(asked.row.uid,))}?tab={tab}")
    context = {
        "fields": shell.fields(form),
        "problem": form.problem,
        "title": title,
        "row": asked.row,
        "action": request.path,
        "allowed": changes.holds(asked.by, roles),
        "request_id": new_id(),
    }
    return shell.render(request, "desk/file_change.html", context, status=status)


def _pressed(form: forms.Change, act: Callable[[], None]) -> int:
    """Do it; 0 when it is done, else the status of the refusal, which stands in the form."""
    if not form.is_valid():
        return 422
    try:
        act()
    except subjects.UnknownSubject:
        door.not_found()
    except door.REFUSALS as error:
        form.refuse(error)
        return door.refusal_status(error)
    return 0


def _request_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("request", ""))
    except ValueError:
        raise BadRequest("not one of our forms") from None
