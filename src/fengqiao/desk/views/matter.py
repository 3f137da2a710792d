"""The procedure page: read it, act on it, keep a draft, confirm a late record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fengqiao.audit import face as audit
from fengqiao.desk.forms import queries, sent
from fengqiao.desk.reads import matter as reads
from fengqiao.desk.reads import people
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.SEE_CASES)
@require_safe
def matter(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The procedure page."""
    query = queries.read(request.path, request.GET, queries.MATTER)
    by, now = door.actor(request), door.moment(request)
    view = _load(uid, by, now)
    attempt = reads.Attempt(step=query.get("step"), outcome=query.get("outcome"))
    return _page(request, view, attempt, by=by, now=now, queue=query.get("queue"))


@users.right(users.Right.SEE_CASES)
@require_POST
def act(request: HttpRequest, uid: UUID, step: str, outcome: str) -> HttpResponse:
    """Do what the button said: one act of the office, or the page again with what is wrong."""
    by, now = door.worker(request), door.moment(request)
    view = _load(uid, by, now)
    shown = _pressed(view, step, outcome)
    given = sent.act(request.POST, shown.form, shown.must_answer)
    attempt = reads.Attempt(step=step, outcome=outcome, sent=given.data, reasons=given.reasons, answers=given.answers)
    queue = "1" if request.POST.get("queue") == "1" else ""
    try:
        done = procedures.submit(
            matter=uid, step=step, outcome=outcome, data=given.data, reasons=given.reasons, answers=given.answers,
            seen=given.seen, request=given.request, by=by, at=now,
        )  # fmt: skip
    except procedures.AlreadyDecided:
        return _conflict(request, _load(uid, by, now), attempt, seen=given.seen, by=by, now=now, queue=queue)
    except procedures.Refused as refused:
        tried = reads.with_refusal(attempt, refused.refusal)
        return _page(request, view, tried, by=by, now=now, queue=queue, status=422)
    except door.REFUSALS as error:
        tried = reads.with_problem(attempt, error.text)
        return _page(request, view, tried, by=by, now=now, queue=queue, status=door.refusal_status(error))
    messages.success(request, _("Recorded: %(what)s") % {"what": shell.text(shown.title)})
    return HttpResponseRedirect(_onward(done.matter, view, by=by, now=now, queue=queue))


@users.right(users.Right.SEE_CASES)
@require_POST
def draft(request: HttpRequest, uid: UUID, step: str, outcome: str) -> HttpResponse:
    """Keep what is filled in so far; the browser sends it while one writes, or a button does."""
    by, now = door.worker(request), door.moment(request)
    view = _load(uid, by, now)
    shown = _pressed(view, step, outcome)
    given = sent.act(request.POST, shown.form, shown.must_answer)
    procedures.save_draft(
        key=view.key, subject_id=view.subject_id, step=step, outcome=outcome, data=dict(given.data), by=by, at=now,
        matter=uid,
    )  # fmt: skip
    if shell.is_fragment(request):
        return HttpResponse(status=204)
    messages.success(request, _("Draft kept"))
    return HttpResponseRedirect(f"{reverse('desk:matter', args=(uid,))}?step={step}&outcome={outcome}")


@users.right(users.Right.SEE_CASES)
@require_POST
def confirm(request: HttpRequest, uid: UUID, late: UUID) -> HttpResponse:
    """A second person confirms an act that was recorded late."""
    by, now = door.worker(request), door.moment(request)
    view = _load(uid, by, now)
    seen = request.POST.get("seen", "")
    if not seen.isdigit():
        raise BadRequest("no version")
    try:
        procedures.confirm(matter=uid, act=late, accept=True, seen=int(seen), by=by, at=now)
    except procedures.AlreadyDecided:
        return _conflict(request, view, reads.Attempt(), seen=int(seen), by=by, now=now, queue="")
    except procedures.Refused as refused:
        messages.error(request, shell.text(refused.refusal.reason))
    return HttpResponseRedirect(reverse("desk:matter", args=(uid,)))


@users.right(users.Right.SEE_CASES)
@require_POST
def papers(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Note that a paper or a copy was issued, sent, delivered or acknowledged outside this system."""
    by, now = door.worker(request), door.moment(request)
    view, given = _load(uid, by, now), sent.note(request.POST)
    here = f"{reverse('desk:matter', args=(uid,))}#papers"
    if reads.is_noted(view, given.kind, given.id, given.act, given.state):
        return HttpResponseRedirect(here)
    data = {given.kind: given.id, **({"number": given.number} if given.number else {})}
    try:
        procedures.note_paper(matter=uid, act=given.act, state=given.state, data=data, by=by, at=now)
    except procedures.Refused as refused:
        messages.error(request, shell.text(refused.refusal.reason))
    return HttpResponseRedirect(here)


def _load(uid: UUID, by: audit.Actor, now: datetime) -> procedures.MatterView:
    try:
        return procedures.matter(uid=uid, by=by, at=now)
    except procedures.UnknownMatter:
        door.not_found()


def _pressed(view: procedures.MatterView, step: str, outcome: str) -> reads.Pressed:
    """The way out that was pressed; one that the definition never had is not found."""
    pressed = reads.pressed(view, step=step, outcome=outcome)
    if pressed is None:
        door.not_found()
    return pressed


def _page(
    request: HttpRequest,
    view: procedures.MatterView,
    attempt: reads.Attempt,
    *,
    by: audit.Actor,
    now: datetime,
    queue: str,
    status: int = 200,
) -> HttpResponse:
    person = people.named(ids=(view.subject_id,), by=by, today=clock.local_day(now)).get(view.subject_id)
    if person is None:
        door.not_found()
    page = reads.matter_page(view, person=person, by=by, now=now, attempt=attempt)
    return shell.render(request, "desk/matter.html", {"page": page, "queue": queue}, status=status)


def _conflict(
    request: HttpRequest,
    view: procedures.MatterView,
    attempt: reads.Attempt,
    *,
    seen: int,
    by: audit.Actor,
    now: datetime,
    queue: str,
) -> HttpResponse:
    """Both versions side by side: what somebody else did meanwhile, and what was about to be sent (THREATS T32)."""
    person = people.named(ids=(view.subject_id,), by=by, today=clock.local_day(now)).get(view.subject_id)
    if person is None:
        door.not_found()
    context: Mapping[str, Any] = {
        "page": reads.matter_page(view, person=person, by=by, now=now, attempt=reads.Attempt()),
        "mine": reads.mine(view, attempt),
        "theirs": reads.theirs(view, seen=seen),
        "queue": queue,
    }
    return shell.render(request, "desk/conflict.html", context, status=409)


def _onward(done: UUID, view: procedures.MatterView, *, by: audit.Actor, now: datetime, queue: str) -> str:
    """Out of a queue of decisions, on to the next one; otherwise back to the matter."""
    here = reverse("desk:matter", args=(done,))
    if not queue:
        return here
    following = procedures.next_task(by=by, now=now, after=done, procedure=view.key)
    return reverse("desk:inbox") if following is None else f"{reverse('desk:matter', args=(following,))}?queue=1"
