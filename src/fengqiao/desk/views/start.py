"""The start page of a procedure: fill it in, see the checks, keep a draft, submit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fengqiao.audit import face as audit
from fengqiao.desk.forms import queries, sent
from fengqiao.desk.reads import people
from fengqiao.desk.reads import start as reads
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.kit.ids import new_id
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import APPLICATION
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users


@users.right(users.Right.WORK_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """The empty or half-filled form; a POST opens the matter."""
    by, now = door.actor(request), door.moment(request)
    person = _person(uid, by=by, today=clock.local_day(now))
    if request.method != "POST":
        queries.read(request.path, request.GET, queries.NOTHING)
        return _page(request, person, key, _draft(person, key, by=by, now=now), by=by, now=now)
    empty = _blank(person, key, None, by=by, now=now)
    given = sent.act(request.POST, reads.form_of(empty.progress))
    try:
        done = procedures.start(
            key=key, subject_id=person.id, data=dict(given.data), by=by, at=now, request=given.request
        )
    except procedures.Refused as refused:
        return _page(request, person, key, given.data, by=by, now=now, refusal=refused.refusal, status=422)
    except door.REFUSALS as error:
        messages.error(request, shell.text(error.text))
        return _page(request, person, key, given.data, by=by, now=now, status=door.refusal_status(error))
    messages.success(request, _("Submitted"))
    return HttpResponseRedirect(reverse("desk:matter", args=(done.matter,)))


@users.right(users.Right.WORK_CASES)
@require_POST
def check(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """The same page with the checks and the deciding band for what is filled in so far; nothing is written."""
    by, now = door.actor(request), door.moment(request)
    person = _person(uid, by=by, today=clock.local_day(now))
    given = sent.act(request.POST, reads.form_of(_blank(person, key, None, by=by, now=now).progress))
    return _page(request, person, key, given.data, by=by, now=now, block="assessment")


@users.right(users.Right.WORK_CASES)
@require_POST
def draft(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """Keep what is filled in so far."""
    by, now = door.actor(request), door.moment(request)
    person = _person(uid, by=by, today=clock.local_day(now))
    given = sent.act(request.POST, reads.form_of(_blank(person, key, None, by=by, now=now).progress))
    procedures.save_draft(
        key=key, subject_id=person.id, step=APPLICATION, outcome="submit", data=dict(given.data), by=by, at=now
    )
    messages.success(request, _("Draft kept"))
    return HttpResponseRedirect(reverse("desk:start", args=(uid, key)))


def _person(uid: UUID, *, by: audit.Actor, today: date) -> people.Named:
    try:
        return people.of_row(subjects.row(uid=uid, by=by, today=today))
    except subjects.UnknownSubject:
        door.not_found()


def _blank(
    person: people.Named, key: str, data: Mapping[str, Any] | None, *, by: audit.Actor, now: datetime
) -> procedures.Preview:
    try:
        return procedures.blank(key=key, subject_id=person.id, data=data, by=by, at=now)
    except procedures.UnknownProcedure:
        door.not_found()


def _draft(person: people.Named, key: str, *, by: audit.Actor, now: datetime) -> Mapping[str, Any]:
    kept = procedures.draft(key=key, subject_id=person.id, step=APPLICATION, outcome="submit", by=by, at=now)
    return {} if kept is None else kept.data


def _page(
    request: HttpRequest,
    person: people.Named,
    key: str,
    data: Mapping[str, Any],
    *,
    by: audit.Actor,
    now: datetime,
    refusal: procedures.Refusal | None = None,
    status: int = 200,
    block: str = "",
) -> HttpResponse:
    looked = _blank(person, key, data or None, by=by, now=now)
    page = reads.start_page(
        looked.progress, person=person, sent=data, refusal=refusal, today=clock.local_day(now), area=by.area
    )
    context = {"page": page, "request_id": new_id()}
    return shell.render(request, "desk/start.html", context, block=block, status=status)
