"""Changes of a person's file outside of procedures. Each page is one form; the former version always stays."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fengqiao.casework import face as casework
from fengqiao.desk.forms import people as forms
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import changes, versions
from fengqiao.desk.views.changing import METHODS, answer, asked_about, request_id
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Duty
from fengqiao.users import face as users


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def add_contact(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Somebody who belongs to the case from now on."""
    asked = asked_about(request, uid)
    form = forms.Contact(asked.sent)

    def act() -> None:
        subjects.add_contact(uid=uid, contact=form.contact(), by=asked.by, at=asked.now, request=request_id(request))

    return answer(request, asked, form, act, title=_("Add a contact"), tab="relations")


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def end_contact(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Somebody who no longer belongs to the case; the row stays."""
    asked = asked_about(request, uid)
    form = forms.Ending(asked.sent, listed=changes.listed_contacts(uid=uid, by=asked.by, today=asked.today))

    def act() -> None:
        who, reason = UUID(form.cleaned_data["who"]), form.cleaned_data["reason"]
        subjects.end_contact(uid=uid, contact=who, ended_on=asked.today, reason=reason, by=asked.by, at=asked.now)

    return answer(request, asked, form, act, title=_("End a contact"), tab="relations")


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def correct(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One fact put right, with its reason."""
    asked = asked_about(request, uid)
    form = forms.Correction(asked.sent)

    def act() -> None:
        given = form.cleaned_data
        subjects.correct_facts(uid=uid, changes=given["changes"], reason=given["reason"], by=asked.by, at=asked.now)

    earlier = versions.lines(uid=uid, of=subjects.FACTS, by=asked.by)
    return answer(request, asked, form, act, title=_("Correct a fact"), earlier=earlier)


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def officer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another officer in charge. Law: Community Corrections Law art. 10."""
    asked = asked_about(request, uid, duty=Duty.PUT_IN_CHARGE)
    found = changes.in_charge(asked.row.area, on=asked.today)
    form = forms.Officer(asked.sent, listed=changes.listed_officers(found), initial={"first_day": asked.today})

    def act() -> None:
        chosen = found[form.cleaned_data["who"]]
        casework.assign_officer(
            subject_id=asked.row.id, person=chosen.person, name=chosen.name,
            first_day=form.cleaned_data["first_day"], by=asked.by, at=asked.now,
        )  # fmt: skip

    return answer(request, asked, form, act, title=_("Change the officer in charge"), duty=Duty.PUT_IN_CHARGE)


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def name_staff(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Somebody may know of a minor from now on. Law: Community Corrections Law art. 52."""
    asked = asked_about(request, uid, duty=Duty.NAME_STAFF)
    found = changes.officers(asked.row.area, on=asked.today) if asked.row.is_minor_regime else {}
    form = forms.Officer(asked.sent, listed=changes.listed_officers(found), initial={"first_day": asked.today})

    def act() -> None:
        chosen = found[form.cleaned_data["who"]]
        subjects.name_staff(
            subject_id=asked.row.id, person=chosen.person, first_day=form.cleaned_data["first_day"],
            by=asked.by, at=asked.now,
        )  # fmt: skip

    return answer(request, asked, form, act, title=_("Name staff for the minor"), duty=Duty.NAME_STAFF)


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def unname_staff(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Somebody is no longer named for a minor."""
    asked = asked_about(request, uid, duty=Duty.NAME_STAFF)
    form = forms.Ending(asked.sent, listed=changes.listed_named(uid=uid, by=asked.by))

    def act() -> None:
        person, reason = int(form.cleaned_data["who"]), form.cleaned_data["reason"]
        subjects.unname_staff(
            subject_id=asked.row.id, person=person, last_day=asked.today, reason=reason, by=asked.by, at=asked.now
        )

    return answer(request, asked, form, act, title=_("End the naming of staff"), duty=Duty.NAME_STAFF)


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def county_check(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the county found about a number that another county holds too."""
    asked = asked_about(request, uid, duty=Duty.ANSWER_CHECK, query=queries.CHECK)
    listed = changes.listed_checks(uid=uid, by=asked.by, today=asked.today)
    form = forms.Answer(asked.sent, listed=listed, initial={"check": request.GET.get("check", "")})

    def act() -> None:
        given = form.cleaned_data
        subjects.answer_county_check(
            check=UUID(given["check"]), answer=given["answer"], reason=given["reason"], by=asked.by, at=asked.now
        )

    onward = reverse("desk:county-checks")
    return answer(request, asked, form, act, title=_("Answer a county check"), duty=Duty.ANSWER_CHECK, onward=onward)
