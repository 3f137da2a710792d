"""One paper: look at it, print it, seal it, put its service on record, withdraw it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fengqiao.desk.forms import papers as forms
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import papers as reads
from fengqiao.desk.reads import tables
from fengqiao.desk.views import door
from fengqiao.documents import face as documents
from fengqiao.shell import face as shell
from fengqiao.users import face as users

PDF = "application/pdf"


@users.right(users.Right.SEE_CASES)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The register of numbers of an office, and what waits there for the seal."""
    by, now = door.actor(request), door.moment(request)
    query = queries.read(request.path, request.GET, queries.PAPERS)
    try:
        page = reads.register_page(reads.wanted(query, by=by, now=now), by=by, now=now)
    except documents.UnknownPaper:
        door.not_found()
    fields, views = reads.filters(query, by=by, now=now), reads.views(query, page)
    context = {"page": page, "query": query, "tables": tables, "fields": fields, "views": views}
    return shell.render(request, "desk/papers.html", context, block="list")


@users.right(users.Right.SEE_CASES)
@require_POST
def seal_many(request: HttpRequest) -> HttpResponse:
    """Sign and seal all ticked papers, or none."""
    by, now = door.worker(request), door.moment(request)
    papers = forms.chosen(request.POST)
    try:
        for uid in papers:
            reads.shown(uid, by=by, now=now)
        count = documents.seal(papers=papers, by=by, at=now)
    except documents.UnknownPaper:
        door.not_found()
    except documents.DocumentsError as error:
        messages.error(request, shell.text(error.text))
    else:
        messages.success(request, _("Signed and sealed: %(count)s") % {"count": count})
    return HttpResponseRedirect(f"{reverse('desk:papers-register')}?view=seal")


@users.right(users.Right.SEE_CASES)
@require_safe
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One paper with its picture."""
    queries.read(request.path, request.GET, queries.NOTHING)
    return _page(request, uid)


@users.right(users.Right.SEE_CASES)
@require_safe
def pdf(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The file, as an attachment whose name says nothing of the person (THREATS 5)."""
    queries.read(request.path, request.GET, queries.NOTHING)
    try:
        content = reads.pdf(uid, by=door.actor(request), now=door.moment(request))
    except documents.UnknownPaper:
        door.not_found()
    except documents.FileBroken:
        return _page(request, uid)
    return shell.download(content, file_name=f"paper-{uid.hex[-8:]}.pdf", content_type=PDF)


@users.right(users.Right.SEE_CASES)
@require_safe
def service(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The record of service of a paper, for the file."""
    queries.read(request.path, request.GET, queries.NOTHING)
    try:
        content = reads.service(uid, by=door.actor(request), now=door.moment(request))
    except documents.UnknownPaper:
        door.not_found()
    except documents.NotAllowedNow as error:
        return _page(request, uid, problem=error)
    return shell.download(content, file_name=f"service-{uid.hex[-8:]}.pdf", content_type=PDF)


@users.right(users.Right.SEE_CASES)
@require_POST
def seal(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Sign and seal this paper."""
    by, now = door.worker(request), door.moment(request)
    _must_be_shown(request, uid)
    try:
        documents.seal(papers=[uid], by=by, at=now, despite=request.POST.get("despite") == "1")
    except documents.DocumentsError as error:
        return _page(request, uid, problem=error)
    messages.success(request, _("Signed and sealed"))
    return HttpResponseRedirect(reverse("desk:paper", args=(uid,)))


@users.right(users.Right.SEE_CASES)
@require_POST
def deliver(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put on record who received it and when, or who refused before which witness."""
    by, now = door.worker(request), door.moment(request)
    _must_be_shown(request, uid)
    try:
        documents.deliver(paper=uid, service=forms.service(request.POST), by=by, at=now)
    except documents.DocumentsError as error:
        return _page(request, uid, problem=error)
    messages.success(request, _("The service is on record"))
    return HttpResponseRedirect(reverse("desk:paper", args=(uid,)))


@users.right(users.Right.SEE_CASES)
@require_POST
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Make it void, with a reason that stays in the register beside the number."""
    by, now = door.worker(request), door.moment(request)
    _must_be_shown(request, uid)
    try:
        documents.withdraw(paper=uid, reason=forms.reason(request.POST), by=by, at=now)
    except documents.DocumentsError as error:
        return _page(request, uid, problem=error)
    messages.success(request, _("The paper is withdrawn"))
    return HttpResponseRedirect(reverse("desk:paper", args=(uid,)))


def _must_be_shown(request: HttpRequest, uid: UUID) -> None:
    """What the viewer may not know of does not exist, before anything else is said."""
    try:
        reads.shown(uid, by=door.actor(request), now=door.moment(request))
    except documents.UnknownPaper:
        door.not_found()


def _page(request: HttpRequest, uid: UUID, problem: documents.DocumentsError | None = None) -> HttpResponse:
    try:
        page = reads.paper_page(uid, by=door.actor(request), now=door.moment(request))
    except documents.UnknownPaper:
        door.not_found()
    context = {"page": page, "problem": problem.text if problem else None, "sent": request.POST}
    return shell.render(request, "desk/paper.html", context, status=422 if problem else 200)
