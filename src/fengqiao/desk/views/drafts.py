"""A paper before it is there: its draft on the procedure page, and the next version of one that was issued."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fengqiao.desk.forms import papers as forms
from fengqiao.desk.forms import queries, sent
from fengqiao.desk.reads import drafts as reads
from fengqiao.desk.reads import matter as matters
from fengqiao.desk.reads import papers
from fengqiao.desk.views import door
from fengqiao.documents import face as documents
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.SEE_CASES)
@require_POST
def preview(request: HttpRequest, uid: UUID, step: str, outcome: str) -> HttpResponse:
    """The papers that this press would issue, marked as drafts; nothing is stored and no number is taken."""
    by, now = door.worker(request), door.moment(request)
    try:
        view = procedures.matter(uid=uid, by=by, at=now)
    except procedures.UnknownMatter:
        door.not_found()
    door.must_know(view.subject_id, by=by)
    if (pressed := matters.pressed(view, step=step, outcome=outcome)) is None:
        door.not_found()
    given = sent.act(request.POST, pressed.form, pressed.must_answer)
    drafts = reads.of_press(
        uid, step, outcome, data=given.data, reasons=given.reasons, answers=given.answers, by=by, now=now
    )
    context = {"drafts": drafts, "title": pressed.title, "back": reverse("desk:matter", args=(uid,))}
    status = 422 if drafts.problem else 200
    return shell.render(request, "desk/paper_draft.html", context, block="draft", status=status)


@users.right(users.Right.SEE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A new version of a paper: why, how it will look, and the former one withdrawn."""
    queries.read(request.path, request.GET, queries.NOTHING)
    if request.method != "POST":
        return _renewal(request, uid)
    by, now, reason = door.worker(request), door.moment(request), forms.reason(request.POST)
    try:
        row, _person = papers.shown(uid, by=by, now=now)
        order = reads.order_of(row, by=by, now=now)
        paper = documents.renew(paper=uid, order=order, reason=reason, by=by, at=now)
    except documents.UnknownPaper:
        door.not_found()
    except documents.DocumentsError as error:
        return _renewal(request, uid, problem=error.text)
    messages.success(request, _("The new version is issued; the former one is void"))
    return HttpResponseRedirect(reverse("desk:paper", args=(paper.uid,)))


def _renewal(request: HttpRequest, uid: UUID, problem: shell.Words = "") -> HttpResponse:
    try:
        page = reads.renewal(uid, by=door.actor(request), now=door.moment(request))
    except documents.UnknownPaper:
        door.not_found()
    except (documents.NotYourSeal, documents.NotAllowedNow) as error:
        messages.error(request, shell.text(error.text))
        return HttpResponseRedirect(reverse("desk:paper", args=(uid,)))
    context = {"page": page, "problem": problem, "sent": request.POST}
    return shell.render(request, "desk/paper_renew.html", context, status=422 if problem else 200)
