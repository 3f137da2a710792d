"""The start page of a procedure: fill it in, see the checks, keep a draft, submit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
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
from fengqiao.desk.refusals import Refusal
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.kit.ids import new_id
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import APPLICATION
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which procedure is to be started about whom, by whom and when."""

    person: people.Named
    key: str
    by: audit.Actor
    now: datetime


@users.right(users.Right.WORK_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """The empty or half-filled form; a POST opens the matter."""
    asked = _asked(request, uid, key)
    if request.method != "POST":
        queries.read(request.path, request.GET, queries.NOTHING)
        return _page(request, asked, _draft(asked))
    given = _given(request, asked)
    try:
        done = procedures.start(
            key=key, subject_id=asked.person.id, data=dict(given.data), by=asked.by, at=asked.now,
            request=given.request,
        )  # fmt: skip
    except door.REFUSALS as error:
        return _refused(request, asked, given, error)
    messages.success(request, _("Submitted"))
    return HttpResponseRedirect(reverse("desk:matter", args=(done.matter,)))


@users.right(users.Right.WORK_CASES)
@require_POST
def check(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """The same page with the checks and the deciding band for what is filled in so far; nothing is written."""
    asked = _asked(request, uid, key)
    return _page(request, asked, _given(request, asked).data, block="assessment")


@users.right(users.Right.WORK_CASES)
@require_POST
def draft(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """Keep what is filled in so far."""
    asked = _asked(request, uid, key)
    procedures.save_draft(
        key=key, subject_id=asked.person.id, step=APPLICATION, outcome="submit",
        data=dict(_given(request, asked).data), by=asked.by, at=asked.now,
    )  # fmt: skip
    messages.success(request, _("Draft kept"))
    return HttpResponseRedirect(reverse("desk:start", args=(uid, key)))


def _asked(request: HttpRequest, uid: UUID, key: str) -> Asked:
    by, now = door.actor(request), door.moment(request)
    try:
        row = subjects.row(uid=uid, by=by, today=clock.local_day(now))
    except subjects.UnknownSubject:
        door.not_found()
    return Asked(person=people.of_row(row), key=key, by=by, now=now)


def _blank(asked: Asked, data: Mapping[str, Any] | None = None) -> procedures.Preview:
    try:
        return procedures.blank(key=asked.key, subject_id=asked.person.id, data=data, by=asked.by, at=asked.now)
    except procedures.UnknownProcedure:
        door.not_found()


def _given(request: HttpRequest, asked: Asked) -> sent.SentAct:
    return sent.act(request.POST, reads.form_of(_blank(asked).progress))


def _draft(asked: Asked) -> Mapping[str, Any]:
    kept = procedures.draft(
        key=asked.key, subject_id=asked.person.id, step=APPLICATION, outcome="submit", by=asked.by, at=asked.now
    )
    return {} if kept is None else kept.data


def _refused(request: HttpRequest, asked: Asked, given: sent.SentAct, error: Refusal) -> HttpResponse:
    """The form as it was filled in: the engine's refusal stands in it, another room's above the page."""
    refusal = error.refusal if isinstance(error, procedures.Refused) else None
    if refusal is None:
        messages.error(request, shell.text(error.text))
    return _page(request, asked, given.data, refusal=refusal, status=door.refusal_status(error))


def _page(
    request: HttpRequest,
    asked: Asked,
    data: Mapping[str, Any],
    *,
    refusal: procedures.Refusal | None = None,
    status: int = 200,
    block: str = "",
) -> HttpResponse:
    page = reads.start_page(
        _blank(asked, data or None).progress,
        person=asked.person,
        sent=data,
        refusal=refusal,
        today=clock.local_day(asked.now),
        area=asked.by.area,
    )
    return shell.render(request, "desk/start.html", {"page": page, "request_id": new_id()}, block=block, status=status)
