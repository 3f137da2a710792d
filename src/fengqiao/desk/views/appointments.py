"""The next appointment: a free hour accepted with one press, another one chosen, one moved or called off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fengqiao.desk.forms import appointments as forms
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import appointments as reads
from fengqiao.desk.reads import people
from fengqiao.desk.reads import supervision as supervised
from fengqiao.desk.views import door
from fengqiao.desk.views.changing import METHODS, Asked, asked_about, pressed, request_id
from fengqiao.kit.clock import SHANGHAI
from fengqiao.kit.ids import new_id
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Duty
from fengqiao.supervision import face as supervision
from fengqiao.users import face as users


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def arrange(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The next appointment with one person: the proposal with its neighbours, or an hour chosen by hand."""
    asked = asked_about(request, uid, duty=Duty.ARRANGE, query=queries.APPOINTMENT)
    form = forms.Hour(_given(request), auto_id="hour-%s")

    def act() -> None:
        supervision.arrange(
            subject_id=asked.row.id, kind=_kind(request), starts_at=form.starts_at, request=request_id(request),
            anyway=form.cleaned_data["anyway"], by=asked.by, at=asked.now,
        )  # fmt: skip

    def page() -> dict[str, Any]:
        return _arranging(request, asked, form if form.is_bound else None)

    return _answer(request, form, act, page, done=_("Arranged; the person is told"))


def _arranging(request: HttpRequest, asked: Asked, form: forms.Hour | None) -> dict[str, Any]:
    offer = reads.offer(asked.row, kind=_kind(request), near=_near(request), by=asked.by, now=asked.now)
    return {"person": people.of_row(asked.row), "title": _("Next appointment"), **offered(offer, form)}


def offered(offer: reads.Offer | None, form: forms.Hour | None = None) -> dict[str, Any]:
    """What the card of a proposal shows; the file's page has it too."""
    shown = form or forms.Hour(initial=reads.initial(offer), auto_id="hour-%s")
    return {
        "offer": offer,
        "fields": shell.fields(shown),
        "problem": shown.problem,
        "request_id": new_id(),
        "standing": None,
        "over": "",
        "seen": 0,
    }


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def move(request: HttpRequest, uid: UUID) -> HttpResponse:
    """An appointment that stands, for another hour with a reason."""
    by, now = door.worker(request), door.moment(request)
    row, person = _known(request, uid)
    form = forms.AnotherHour(_given(request), auto_id="hour-%s")

    def act() -> None:
        supervision.move_appointment(
            uid=uid, starts_at=form.starts_at, reason=form.cleaned_data["reason"], seen=_seen(request),
            request=request_id(request), anyway=form.cleaned_data["anyway"], by=by, at=now,
        )  # fmt: skip

    def page() -> dict[str, Any]:
        return _moving(request, row, person, form if form.is_bound else None)

    return _answer(request, form, act, page, done=_("Moved; the person is told"))


@users.right(users.Right.WORK_CASES)
@require_POST
def call_off(request: HttpRequest, uid: UUID) -> HttpResponse:
    """It does not take place, for a reason; the person is told."""
    by, now = door.worker(request), door.moment(request)
    row, person = _known(request, uid)
    form = forms.CallOff(request.POST, auto_id="off-%s")

    def act() -> None:
        reason = form.cleaned_data["reason"]
        supervision.call_off(
            uid=uid, reason=reason, seen=_seen(request), request=request_id(request), by=by, at=now
        )  # fmt: skip

    def page() -> dict[str, Any]:
        return {**_moving(request, row, person), "off": shell.fields(form), "off_problem": form.problem}

    return _answer(request, form, act, page, done=_("Called off; the person is told"))


def _moving(
    request: HttpRequest, row: supervision.Appointment, person: people.Named, form: forms.Hour | None = None
) -> dict[str, Any]:
    by, now = door.actor(request), door.moment(request)
    stands = row.state == "arranged" and row.starts_at > now
    offer = reads.moving(row, near=_near(request), by=by, now=now) if stands else None
    return {
        **offered(offer, form or forms.AnotherHour(initial=reads.initial(offer), auto_id="hour-%s")),
        "person": person,
        "title": _("Move an appointment"),
        "standing": reads.standing(row, now=now),
        "over": "" if stands else reads.STATES.get(row.state, reads.STATES["over"]),
        "reason": row.reason,
        "seen": row.version,
        "off": shell.fields(forms.CallOff(auto_id="off-%s")),
        "off_problem": "",
    }


def _answer(
    request: HttpRequest, form: Any, act: Callable[[], None], page: Callable[[], dict[str, Any]], *, done: str
) -> HttpResponse:
    """Do it and go to the file; or the page, with what was wrong beside its field."""
    status = pressed(form, act) if request.method == "POST" else 200
    found = page()
    if not status:
        messages.success(request, done)
        return HttpResponseRedirect(supervised.file_href(found["person"].uid))
    return shell.render(request, "desk/appointment.html", found, block="offer", status=status)


def _known(request: HttpRequest, uid: UUID) -> tuple[supervision.Appointment, people.Named]:
    queries.read(request.path, request.GET, queries.APPOINTMENT)
    try:
        return reads.known(uid, by=door.actor(request), now=door.moment(request))
    except subjects.UnknownSubject:
        door.not_found()


def _given(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _kind(request: HttpRequest) -> str:
    kind = (request.POST if request.method == "POST" else request.GET).get("kind", "")
    if kind not in ("", *supervision.MEETINGS):
        raise BadRequest("not one of our forms")
    return kind


def _seen(request: HttpRequest) -> int:
    seen = request.POST.get("seen", "")
    if not seen.isdigit():
        raise BadRequest("not one of our forms")
    return int(seen)


def _near(request: HttpRequest) -> datetime | None:
    """The hour that was asked for by a press on earlier or later, or by the form that came back."""
    try:
        return datetime.fromisoformat(request.GET.get("at", "")).replace(tzinfo=SHANGHAI)
    except ValueError:
        return None
