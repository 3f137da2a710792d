"""Many papers as one file: asked for, waited for, opened, cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengqiao.desk import printing
from fengqiao.desk.forms import papers as forms
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import papers as register
from fengqiao.desk.reads import papers_print as reads
from fengqiao.desk.views import door
from fengqiao.desk.views.changing import METHODS, request_id
from fengqiao.documents import face as documents
from fengqiao.kit.ids import new_id
from fengqiao.shell import face as shell
from fengqiao.users import face as users

PDF = "application/pdf"


@users.right(users.Right.SEE_CASES)
@require_POST
def print_ticked(request: HttpRequest) -> HttpResponse:
    """One PDF of the ticked papers: at once for a page of them; for more, what the file would hold and why."""
    uids, by = forms.ticked(request.POST), door.actor(request)
    if not uids:
        raise BadRequest("none ticked")
    try:
        papers = reads.of_ticks(uids, by=by)
        if len(papers) > printing.AT_ONCE or "reason" in request.POST:
            return _answer(request, papers, {"ticked": [paper.uid for paper in papers]})
        content = reads.many(uids, by=by)
    except documents.UnknownPaper:
        door.not_found()
    except documents.FileBroken as error:
        return _page(request, forms.Print(), papers, {"ticked": uids, "broken": error.text}, status=409)
    return shell.download(content, file_name="papers.pdf", content_type=PDF)


@users.right(users.Right.SEE_CASES)
@require_http_methods(METHODS)
def print_list(request: HttpRequest) -> HttpResponse:
    """One PDF of a whole list of the register: what it would hold, in which order, and why."""
    given = request.GET if request.method != "POST" else QueryDict(request.POST.get("list", ""))
    query = queries.read(reverse("desk:papers-register"), given, queries.PAPERS)
    by = door.actor(request)
    papers = reads.of_list(register.wanted(query, by=by, now=door.moment(request)), by=by)
    return _answer(request, papers, {"list": query.having().partition("?")[2], "home": query.having()})


def _answer(request: HttpRequest, papers: tuple[documents.Numbered, ...], context: Mapping[str, Any]) -> HttpResponse:
    """The form; or the batch; or the form again with what was wrong and all that was typed."""
    form = forms.Print(request.POST if "reason" in request.POST else None)
    if not form.is_valid():
        return _page(request, form, papers, context, status=422 if form.is_bound else 200)
    ordered = reads.in_order(papers, form.cleaned_data["order"])
    try:
        batch = printing.ask(
            ordered, reason=form.cleaned_data["reason"], request=request_id(request), by=door.actor(request),
            at=door.moment(request),
        )  # fmt: skip
    except documents.DocumentsError as error:
        form.refuse(error)
        return _page(request, form, papers, context, status=422)
    return HttpResponseRedirect(reverse("desk:print", args=(batch.uid,)))


@users.right(users.Right.SEE_CASES)
@require_safe
def batch(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One file: how far it is, what is not in it, or that it may be opened."""
    queries.read(request.path, request.GET, queries.NOTHING)
    try:
        row = documents.print_batch(uid=uid, by=door.actor(request))
    except documents.UnknownPrint:
        door.not_found()
    return _batch(request, row)


def _batch(request: HttpRequest, row: documents.PrintView, *, status: int = 200) -> HttpResponse:
    now = door.moment(request)
    context = {
        "row": row,
        "state": "expired" if row.expires_at <= now and row.state in {"building", "ready", "failed"} else row.state,
        "is_still": reads.is_still(row, now=now),
        "refused": [(number, reads.REFUSED[why]) for number, why in row.refused],
        "kept_hours": documents.PRINT_KEPT_HOURS,
        "gone": status != 200,
    }
    return shell.render(request, "desk/print.html", context, block="state", status=status)


@users.right(users.Right.SEE_CASES)
@require_POST
def file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The file itself. Its name says nothing of anybody; rights that ended since close it."""
    by, at = door.actor(request), door.moment(request)
    try:
        row = documents.print_batch(uid=uid, by=by)
        if not reads.still_within_reach(row, by=by):
            return _batch(request, row, status=409)
        content = documents.open_print(uid=uid, by=by, at=at)
    except documents.UnknownPrint:
        door.not_found()
    return shell.download(content, file_name=f"papers-{uid.hex[-8:]}.pdf", content_type=PDF)


@users.right(users.Right.SEE_CASES)
@require_POST
def cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Stop the work; nothing of it is kept."""
    try:
        documents.cancel_print(uid=uid, by=door.actor(request), at=door.moment(request))
    except documents.UnknownPrint:
        door.not_found()
    return HttpResponseRedirect(reverse("desk:print", args=(uid,)))


@users.right(users.Right.SEE_CASES)
@require_POST
def again(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Once more, after a fault or a worker that was lost."""
    try:
        printing.again(uid=uid, by=door.actor(request), at=door.moment(request))
    except documents.UnknownPrint:
        door.not_found()
    return HttpResponseRedirect(reverse("desk:print", args=(uid,)))


def _page(
    request: HttpRequest, form: forms.Print, papers: tuple[documents.Numbered, ...], context: Mapping[str, Any], *,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    more = {
        "ticked": (),
        "list": "",
        "broken": "",
        "fields": shell.fields(form, order={"span": 3}, reason={"span": 3}),
        "problem": form.problem,
        "count": len(papers),
        "most": documents.MOST_TO_PRINT,
        "recent": documents.recent_prints(by=door.actor(request), at=door.moment(request)),
        "request_id": new_id(),
        "home": reverse("desk:papers-register"),
    }
    return shell.render(request, "desk/print_ask.html", {**more, **context}, status=status)
