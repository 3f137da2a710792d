"""Daily supervision: the list of this period, one thing put on record, reports of a group received."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengqiao.desk import drawing
from fengqiao.desk.actions import supervising as actions
from fengqiao.desk.errors import NobodyChosen
from fengqiao.desk.forms import many, queries
from fengqiao.desk.forms.people import StrikingRecord
from fengqiao.desk.reads import appointments, caseload, choices, people, supervision
from fengqiao.desk.reads import period as reads
from fengqiao.desk.views import door
from fengqiao.desk.views.changing import METHODS, answer, asked_about
from fengqiao.kit import clock
from fengqiao.kit.ids import new_id
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import Wrong
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Duty
from fengqiao.supervision import face as supervised
from fengqiao.users import face as users


@users.right(users.Right.SEE_CASES)
@require_safe
def period(request: HttpRequest) -> HttpResponse:
    """Who has reported in this period, who is due, who is overdue."""
    query = queries.read(request.path, request.GET, queries.PERIOD)
    return _list(request, query, {}, {})


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def strike(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Strike out a record that was made about the wrong person; a second person's act, with a reason that is kept."""
    asked = asked_about(request, uid, duty=Duty.CONFIRM)
    form = StrikingRecord(asked.sent, listed=supervision.records_to_choose(asked.row.id, today=asked.today))

    def act() -> None:
        record, reason = UUID(form.cleaned_data["who"]), form.cleaned_data["reason"]
        supervised.strike(subject_id=asked.row.id, record=record, reason=reason, by=asked.by, at=asked.now)

    return answer(
        request, asked, form, act, title=_("Strike out a record"), duty=Duty.CONFIRM, tab="supervision",
        onward=f"{reverse('desk:file', args=(uid,))}?tab=supervision",
    )  # fmt: skip


@users.right(users.Right.WORK_CASES)
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """The reports of the ticked people, made in one session: each its own act with its own answer."""
    query = queries.read(reverse("desk:supervision"), QueryDict(request.POST.get("list", "")), queries.PERIOD)
    ticked, data = many.ticked(request.POST, "matter"), _said(request)
    if not ticked:
        messages.error(request, shell.text(NobodyChosen.text))
        return _list(request, query, data, {}, status=422)
    received = _received(request, ticked, data)
    answers = received.answers
    good = sum(1 for refused in answers.values() if refused is None)
    if good:
        text = ngettext("%(num)s report was taken", "%(num)s reports were taken", good)
        messages.success(request, text % {"num": good})
    if good == len(answers):
        return HttpResponseRedirect(query.having())
    return _list(request, query, data, answers, wrong=received.wrong, status=422)


@users.right(users.Right.WORK_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """Put a report, a talk, a visit or a call on record; then back to the file."""
    row, offer = _offer(request, uid, kind)
    if request.method != "POST":
        queries.read(request.path, request.GET, queries.NOTHING)
        return _form(request, row, offer, drawing.initial(offer.form, offer.initial))
    data = _collected(request, offer)
    try:
        _put_on_record(request, row, offer, data)
    except procedures.AlreadyDecided:
        messages.error(request, _("Somebody recorded it meanwhile."))
    except door.REFUSALS as error:
        return _form(request, row, offer, data, error=error)
    else:
        messages.success(request, _("Recorded: %(what)s") % {"what": shell.text(offer.title)})
    return HttpResponseRedirect(appointments.onward(uid, offer.kind))


def _received(request: HttpRequest, ticked: tuple[UUID, ...], data: Mapping[str, Any]) -> actions.Received:
    by, now = door.actor(request), door.moment(request)
    waiting = reads.waiting_reports(ticked, by=by)
    minors = reads.minors_among({each.subject_id for each in waiting.values()}, by=by, now=now)
    return actions.receive(
        ticked=ticked, waiting=waiting, minors=minors, data=data, by=by, at=now, request=_request(request)
    )


def _collected(request: HttpRequest, offer: reads.Offer) -> dict[str, Any]:
    collected = drawing.collect(offer.form, request.POST)
    return {name: value for name, value in collected.items() if value not in (None, "", [])}


def _put_on_record(request: HttpRequest, row: subjects.SubjectRow, offer: reads.Offer, data: Mapping[str, Any]) -> None:
    by, now, press = door.actor(request), door.moment(request), _request(request)
    if offer.waiting is not None:
        actions.take(waiting=offer.waiting, data=data, by=by, at=now, request=press)
    elif offer.kind in reads.HELD:
        actions.hold(subject_id=row.id, kind=offer.kind, data=data, by=by, at=now, request=press)
    # A report that does not wait any more was recorded by somebody else, or by the first of two presses.


def _offer(request: HttpRequest, uid: UUID, kind: str) -> tuple[subjects.SubjectRow, reads.Offer]:
    by, now = door.actor(request), door.moment(request)
    if kind not in reads.RECORDABLE:
        door.not_found()
    try:
        row = subjects.row(uid=uid, by=by, today=clock.local_day(now))
        return row, reads.offer(row, kind, by=by, now=now)
    except (subjects.UnknownSubject, procedures.UnknownMatter):
        door.not_found()


def _request(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("request", ""))
    except ValueError:
        raise BadRequest("not one of our forms") from None


def _said(request: HttpRequest) -> dict[str, Any]:
    return {
        name: request.POST.get(name, "").strip() for name in actions.GROUP_FIELDS if request.POST.get(name, "").strip()
    }


def _form(
    request: HttpRequest, row: subjects.SubjectRow, offer: reads.Offer, data: Mapping[str, Any], *, error: Any = None
) -> HttpResponse:
    refusal = error.refusal if isinstance(error, procedures.Refused) else None
    context = {
        "person": people.of_row(row),
        "offer": offer,
        "kinds": tuple(reads.RECORDABLE.items()),
        "fields": drawing.draw(
            reads.compact(offer), sent=data, case=offer.case, wrong=refusal.wrong if refusal else ()
        ),
        "problem": "" if error is None or (refusal and refusal.wrong) else error.text,
        "back": supervision.file_href(row.uid),
        "request_id": new_id(),
    }
    return shell.render(request, "desk/record.html", context, status=door.refusal_status(error) if error else 200)


def _list(
    request: HttpRequest,
    query: queries.Query,
    data: Mapping[str, Any],
    answers: Mapping[UUID, Any],
    *,
    wrong: tuple[Wrong, ...] = (),
    status: int = 200,
) -> HttpResponse:
    by, now = door.actor(request), door.moment(request)
    works = users.has(by, users.Right.WORK_CASES)
    page = reads.page(by=by, now=now, query=query, after=query.after, size=query.size, works=works)
    context = {
        **_around(request, query),
        "page": page.answered(answers),
        "session": reads.session_fields(page.kind, data, now=now, wrong=wrong) if works else (),
        "request_id": new_id(),
        "title": _("Reports of this period"),
    }
    return shell.render(request, "desk/period.html", context, block="list", status=status)


def _around(request: HttpRequest, query: queries.Query) -> dict[str, Any]:
    """What stands around the list: its tabs, filters and columns."""
    by = door.actor(request)
    officers = caseload.officers_of(by, on=clock.local_day(door.moment(request)))
    return {
        "columns": reads.COLUMNS,
        "query": query,
        "list": query.having().partition("?")[2],
        "kinds": reads.kinds(query),
        "fields": reads.fields(query, by=by, officers=officers),
        "chips": choices.period_chips(query, officers=officers),
    }
