"""The procedure page: read it, act on it, keep a draft, confirm a late record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fengqiao.audit import face as audit
from fengqiao.desk.forms import queries, sent
from fengqiao.desk.reads import appointments, people
from fengqiao.desk.reads import matter as reads
from fengqiao.desk.views import door, papers_attached
from fengqiao.kit import clock
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The matter that is looked at, by whom and when; `queue` is "1" on the way through a queue of decisions."""

    view: procedures.MatterView
    by: audit.Actor
    now: datetime
    queue: str = ""


@users.right(users.Right.SEE_CASES)
@require_safe
def matter(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The procedure page."""
    query = queries.read(request.path, request.GET, queries.MATTER)
    asked = _asked(request, uid, by=door.actor(request), queue=query.get("queue"))
    return _page(request, asked, reads.Attempt(step=query.get("step"), outcome=query.get("outcome")))


@users.right(users.Right.SEE_CASES)
@require_safe
def stood(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The matter as it stood at the end of a past day, for reading."""
    query = queries.read(request.path, request.GET, queries.STOOD)
    by, today = door.actor(request), clock.local_day(door.moment(request))
    on = query.day("on") or today
    if on > today:
        raise BadRequest("no such day yet")
    try:
        view = procedures.as_it_stood(uid=uid, by=by, on=on)
    except procedures.UnknownMatter:
        door.not_found()
    page = reads.stood(view, person=_person(Asked(view=view, by=by, now=door.moment(request))), on=on)
    return shell.render(request, "desk/stood.html", {"page": page, "uid": uid, "today": today})


@users.right(users.Right.SEE_CASES)
@require_POST
def act(request: HttpRequest, uid: UUID, step: str, outcome: str) -> HttpResponse:
    """Do what the button said: one act of the office, or the page again with what is wrong."""
    asked = _pressing(request, uid)
    shown = _pressed(asked.view, step, outcome)
    given = sent.act(request.POST, shown.form, shown.must_answer)
    attempt = reads.Attempt(step=step, outcome=outcome, sent=given.data, reasons=given.reasons, answers=given.answers)
    try:
        done = procedures.submit(
            matter=uid, step=step, outcome=outcome, data=given.data, reasons=given.reasons, answers=given.answers,
            seen=given.seen, request=given.request, by=asked.by, at=asked.now,
        )  # fmt: skip
    except procedures.AlreadyDecided:
        return _conflict(request, _pressing(request, uid), attempt, seen=given.seen)
    except door.REFUSALS as error:
        return _page(request, asked, reads.refused(attempt, error), status=door.refusal_status(error))
    messages.success(request, _("Recorded: %(what)s") % {"what": shell.text(shown.title)})
    return HttpResponseRedirect(_onward(done.matter, asked, outcome))


@users.right(users.Right.SEE_CASES)
@require_POST
def draft(request: HttpRequest, uid: UUID, step: str, outcome: str) -> HttpResponse:
    """Keep what is filled in so far; the browser sends it while one writes, or a button does."""
    asked = _pressing(request, uid)
    shown = _pressed(asked.view, step, outcome)
    given = sent.act(request.POST, shown.form, shown.must_answer)
    procedures.save_draft(
        key=asked.view.key, subject_id=asked.view.subject_id, step=step, outcome=outcome, data=dict(given.data),
        by=asked.by, at=asked.now, matter=uid,
    )  # fmt: skip
    if shell.is_fragment(request):
        return HttpResponse(status=204)
    messages.success(request, _("Draft kept"))
    return HttpResponseRedirect(f"{reverse('desk:matter', args=(uid,))}?step={step}&outcome={outcome}")


@users.right(users.Right.SEE_CASES)
@require_POST
def confirm(request: HttpRequest, uid: UUID, late: UUID) -> HttpResponse:
    """A second person confirms an act that was recorded late."""
    asked = _pressing(request, uid)
    seen = request.POST.get("seen", "")
    if not seen.isdigit():
        raise BadRequest("no version")
    try:
        procedures.confirm(matter=uid, act=late, accept=True, seen=int(seen), by=asked.by, at=asked.now)
    except procedures.AlreadyDecided:
        return _conflict(request, asked, reads.Attempt(), seen=int(seen))
    except procedures.Refused as refused:
        messages.error(request, shell.text(refused.refusal.reason))
    return HttpResponseRedirect(reverse("desk:matter", args=(uid,)))


@users.right(users.Right.SEE_CASES)
@require_POST
def papers(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Note that a paper or a copy was issued, sent, delivered or acknowledged outside this system."""
    asked, given = _pressing(request, uid), sent.note(request.POST)
    here = f"{reverse('desk:matter', args=(uid,))}#papers"
    if reads.is_noted(asked.view, given.kind, given.id, given.act, given.state):
        return HttpResponseRedirect(here)
    data = {given.kind: given.id, **({"number": given.number} if given.number else {})}
    try:
        procedures.note_paper(matter=uid, act=given.act, state=given.state, data=data, by=asked.by, at=asked.now)
    except procedures.Refused as refused:
        messages.error(request, shell.text(refused.refusal.reason))
    return HttpResponseRedirect(here)


def _asked(request: HttpRequest, uid: UUID, *, by: audit.Actor, queue: str) -> Asked:
    now = door.moment(request)
    try:
        return Asked(view=procedures.matter(uid=uid, by=by, at=now), by=by, now=now, queue=queue)
    except procedures.UnknownMatter:
        door.not_found()


def _pressing(request: HttpRequest, uid: UUID) -> Asked:
    """The matter as it stands now, for somebody who does more than read."""
    queue = "1" if request.POST.get("queue") == "1" else ""
    asked = _asked(request, uid, by=door.worker(request), queue=queue)
    door.must_know(asked.view.subject_id, by=asked.by)
    return asked


def _pressed(view: procedures.MatterView, step: str, outcome: str) -> reads.Pressed:
    """The way out that was pressed; one that the definition never had is not found."""
    pressed = reads.pressed(view, step=step, outcome=outcome)
    if pressed is None:
        door.not_found()
    return pressed


def _person(asked: Asked) -> people.Named:
    key, today = asked.view.subject_id, clock.local_day(asked.now)
    person = people.named(ids=(key,), by=asked.by, today=today).get(key)
    if person is None:
        door.not_found()
    return person


def _page(request: HttpRequest, asked: Asked, attempt: reads.Attempt, *, status: int = 200) -> HttpResponse:
    page = reads.matter_page(asked.view, person=_person(asked), by=asked.by, now=asked.now, attempt=attempt)
    context = {"page": page, "queue": asked.queue, **papers_attached.card(asked.view, by=asked.by)}
    return shell.render(request, "desk/matter.html", context, status=status)


def _conflict(request: HttpRequest, asked: Asked, attempt: reads.Attempt, *, seen: int) -> HttpResponse:
    """Both versions side by side: what somebody else did meanwhile, and what was about to be sent (THREATS T32)."""
    person = _person(asked)
    context = {
        "page": reads.matter_page(asked.view, person=person, by=asked.by, now=asked.now, attempt=reads.Attempt()),
        "mine": reads.mine(asked.view, attempt),
        "theirs": reads.theirs(asked.view, seen=seen),
        "queue": asked.queue,
    }
    return shell.render(request, "desk/conflict.html", context, status=409)


def _onward(done: UUID, asked: Asked, outcome: str) -> str:
    """Out of a queue of decisions, on to the next one; after a report or a visit to the file, where the next
    appointment waits to be accepted; otherwise back to the matter."""
    if not asked.queue:
        kind = appointments.after(asked.view, outcome)
        return appointments.onward(_person(asked).uid, kind) if kind else reverse("desk:matter", args=(done,))
    following = procedures.next_task(by=asked.by, now=asked.now, after=done, procedure=asked.view.key)
    return reverse("desk:inbox") if following is None else f"{reverse('desk:matter', args=(following,))}?queue=1"
