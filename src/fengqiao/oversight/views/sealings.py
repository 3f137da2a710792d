"""Minors' records: proposed and settled for sealing; looked into for an organ's query, by the county's lead alone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.kit.clock import local_day
from fengqiao.oversight import access
from fengqiao.oversight import rooms as words
from fengqiao.oversight.actions import sealing as acts
from fengqiao.oversight.errors import OversightError, UnknownSealing
from fengqiao.oversight.forms import LookForm, SealingForm, SettleForm
from fengqiao.oversight.reads import sealings as reads
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

Right = users.Right


@users.right(Right.SEAL_RECORDS)
@require_GET
def listed(request: users.WorkRequest) -> HttpResponse:
    """Minors of the county whose correction has ended, those that wait for an answer first."""
    rows = reads.candidates(by=request.actor, today=local_day(request.at))
    return shell.render(request, "oversight/sealings.html", {"rows": rows, "label": subjects.label})


@users.right(Right.SEAL_RECORDS)
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """What would be sealed, the proposal, and the answer to it."""
    form = SealingForm(request.POST or None)
    row = _person(request, uid)
    if form.is_valid() and _proposed(form, request, uid):
        return HttpResponseRedirect(request.path)
    return _proposal_page(request, row, form, status=422 if form.is_bound else 200)


def _person(request: users.WorkRequest, uid: UUID) -> subjects.SubjectRow:
    """Somebody of the county whose record may be sealed. Raises: Http404."""
    row = reads.find(uid, by=request.actor, today=local_day(request.at))
    if row is None:
        raise Http404
    return row


def _proposed(form: SealingForm, request: users.WorkRequest, uid: UUID) -> bool:
    given = form.cleaned_data
    try:
        acts.propose(
            subject=uid, confirmed=True, paper=given["paper"], words=given["words"], by=request.actor, at=request.at
        )
    except OversightError as error:
        form.refuse(error)
        return False
    messages.success(request, _("Proposed. The county's lead settles it."))
    return True


def _proposal_page(
    request: users.WorkRequest, row: subjects.SubjectRow, form: SealingForm, *, status: int,
    settling: SettleForm | None = None,
) -> HttpResponse:  # fmt: skip
    by, today = request.actor, local_day(request.at)
    moved, elsewhere = reads.preview(row.uid)
    proposals = reads.proposals(row.id, by=by)
    context = {
        "row": row, "form": form, "fields": shell.fields(form), "settle": shell.fields(settling or SettleForm()),
        "settle_problem": settling.problem if settling else "",
        "file": subjects.file(uid=row.uid, by=by, today=today, purpose="sealing", parts=()), "proposals": proposals,
        "moved": words.told(moved), "elsewhere": words.elsewhere(elsewhere), "open": reads.open_matters(row.id),
        "may_be_sealed": reads.may_be_sealed(row), "may_settle": access.may_settle_sealing(by), "label": subjects.label,
        "waits": any(each.state == "waiting" for each in proposals),
    }  # fmt: skip
    return shell.render(request, "oversight/sealing.html", context, status=status)


@users.right(Right.OPEN_SEALED)
@require_POST
def settle(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """The second person agrees, and the record is sealed at once; or declines."""
    row, form = _person(request, uid), SettleForm(request.POST)
    waiting = next((each for each in reads.proposals(row.id, by=request.actor) if each.state == "waiting"), None)
    if waiting is None:
        messages.error(request, _("It has been dealt with meanwhile."))
        return HttpResponseRedirect(reverse("oversight:sealing", args=(uid,)))
    if form.is_valid() and _settled(form, request, waiting.uid):
        return _told(request, uid, waiting.uid)
    return _proposal_page(request, row, SealingForm(), settling=form, status=422)


def _settled(form: SettleForm, request: users.WorkRequest, sealing: UUID) -> bool:
    """Carry the answer out; a refusal stands beside the words that were typed."""
    agree, words = request.POST.get("agree") == "yes", form.cleaned_data["words"]
    try:
        acts.settle(sealing=sealing, agree=agree, words=words, by=request.actor, at=request.at)
    except OversightError as error:
        form.refuse(error)
        return False
    return True


def _told(request: users.WorkRequest, subject: UUID, sealing: UUID) -> HttpResponse:
    if request.POST.get("agree") != "yes":
        messages.success(request, _("Declined."))
        return HttpResponseRedirect(reverse("oversight:sealing", args=(subject,)))
    messages.success(request, _("Sealed. From now on the record is found by a lawful query alone."))
    return HttpResponseRedirect(reverse("oversight:certificate", args=(sealing,)))


@users.right(Right.OPEN_SEALED)
@require_http_methods(["GET", "HEAD", "POST"])
def sealed(request: users.WorkRequest) -> HttpResponse:
    """What was sealed and who looked; the form of a lawful query."""
    form, by, at = LookForm(request.POST or None), request.actor, request.at
    found = _looked(form, request) if form.is_valid() else None
    if found is not None:
        return HttpResponseRedirect(reverse("oversight:look", args=(found,)))
    context = {"form": form, "fields": shell.fields(form), "certificates": reads.certificates(by=by)}
    context |= {"looks": reads.looks(by=by, at=at), "grounds": words.GROUNDS, "hours": reads.hours(by=by, at=at)}
    return shell.render(request, "oversight/sealed.html", context, status=422 if form.is_bound else 200)


def _looked(form: LookForm, request: users.WorkRequest) -> UUID | None:
    given = form.cleaned_data
    try:
        made = acts.look_into(
            number=given["number"], ground=given["ground"], organ=given["organ"], paper=given["paper"],
            reason=given["words"], by=request.actor, at=request.at,
        )  # fmt: skip
    except (OversightError, subjects.TooManySearches) as error:
        form.refuse(error)  # type: ignore[arg-type]
        return None
    return made.uid


@users.right(Right.OPEN_SEALED)
@require_GET
def look(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """The sealed record, while the query is open; after that it is not found."""
    try:
        row, file = reads.sealed_file(uid, by=request.actor, at=request.at)
    except UnknownSealing:
        raise Http404 from None
    context = {"row": row, "file": file, "label": subjects.label, "grounds": words.GROUNDS}
    return shell.render(request, "oversight/sealed_file.html", context)


@users.right(Right.OPEN_SEALED)
@require_POST
def close(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """Whoever opened it needs it no longer."""
    try:
        acts.close_look(look=uid, by=request.actor, at=request.at)
    except UnknownSealing:
        raise Http404 from None
    except OversightError as error:
        messages.error(request, error.text.zh if shell.is_chinese() else error.text.en)
    return HttpResponseRedirect(reverse("oversight:sealed"))


@users.right(Right.OPEN_SEALED)
@require_GET
def certificate(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """What a sealing moved, forgot and could not reach."""
    try:
        found = reads.certificate(uid, by=request.actor)
    except UnknownSealing:
        raise Http404 from None
    context = {
        "one": found, "moved": words.told(found.by_room), "elsewhere": words.elsewhere(found.elsewhere),
        "forgotten": words.forgotten(found.forgotten),
    }  # fmt: skip
    return shell.render(request, "oversight/certificate.html", context)
