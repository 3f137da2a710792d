"""Files that come in: the card of a matter, one file, adding, striking out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengqiao.audit import face as audit
from fengqiao.desk.forms import papers_attached as forms
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import papers_attached as reads
from fengqiao.desk.views import door
from fengqiao.desk.views.changing import METHODS
from fengqiao.documents import face as documents
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.SEE_CASES)
@require_http_methods(METHODS)
def attachments(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The files of a matter; a POST adds some. What is refused is said file by file, and the words typed stay."""
    view = _matter(request, uid)
    if request.method != "POST":
        queries.read(request.path, request.GET, queries.NOTHING)
        return _page(request, view)
    by, form = door.worker(request), forms.attach(request)
    if not reads.may_add(view, by=by):
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, view, form=form, status=422)
    done = documents.attach(
        to=reads.holder(view), files=form.new_files(), note=form.cleaned_data["note"], by=by, at=door.moment(request)
    )
    return _answer(request, view, form, done)


def _answer(
    request: HttpRequest, view: procedures.MatterView, form: forms.Attach, done: documents.Attached
) -> HttpResponse:
    """Back to the matter when every file was taken; else the card with what was refused and why."""
    if done.refused:
        return _page(request, view, form=form, status=422, faults=reads.faults(done), kept=len(done.kept))
    if shell.is_fragment(request):
        return _page(request, view, kept=len(done.kept))
    told = ngettext("%(num)s file was added", "%(num)s files were added", len(done.kept))
    messages.success(request, told % {"num": len(done.kept)})
    return HttpResponseRedirect(f"{reverse('desk:matter', args=(view.uid,))}#attachments")


@users.right(users.Right.SEE_CASES)
@require_safe
def file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One file, as an attachment whose name says nothing of the person (THREATS 5, T44)."""
    queries.read(request.path, request.GET, queries.NOTHING)
    by = door.actor(request)
    try:
        row = reads.shown(uid, by=by)
        content = reads.content(row, by=by)
    except documents.UnknownAttachment:
        door.not_found()
    except documents.FileBroken as error:
        messages.error(request, shell.text(error.text))
        return HttpResponseRedirect(_home(row))
    return shell.download(content, file_name=reads.file_name(row), content_type=reads.KINDS[row.kind])


@users.right(users.Right.SEE_CASES)
@require_POST
def strike(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Strike a file out, with a reason that stays beside it."""
    by, form = door.worker(request), forms.Strike(request.POST)
    try:
        row = reads.shown(uid, by=by)
        if row.about == documents.MATTER and not reads.may_add(_matter(request, row.of), by=by):
            raise PermissionDenied
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        documents.strike_attachment(uid=uid, reason=reason, by=by, at=door.moment(request))
    except documents.UnknownAttachment:
        door.not_found()
    except documents.DocumentsError as error:
        messages.error(request, shell.text(error.text))
    return HttpResponseRedirect(_home(row))


def _home(row: documents.AttachmentRow) -> str:
    """The page of what a file belongs to."""
    if row.about == documents.LETTER:
        return reverse("desk:letter-arrived", args=(row.of,))
    return f"{reverse('desk:matter', args=(row.of,))}#attachments"


def _matter(request: HttpRequest, uid: UUID) -> procedures.MatterView:
    """The matter, of somebody whom the viewer may know of."""
    by = door.actor(request)
    try:
        view = procedures.matter(uid=uid, by=by, at=door.moment(request))
    except procedures.UnknownMatter:
        door.not_found()
    if not reads.is_known(view, by=by):
        door.not_found()
    return view


def card(view: procedures.MatterView, *, by: audit.Actor, form: forms.Attach | None = None) -> dict[str, Any]:
    """What the card of a matter's files needs, on whichever page it stands."""
    return {
        "attached": reads.of_matter(view, by=by),
        "attach_fields": shell.fields(form or forms.Attach(), file={"span": 6}, note={"span": 6}),
        "faults": (),
        "kept": 0,
    }


def _page(
    request: HttpRequest, view: procedures.MatterView, *, form: forms.Attach | None = None, status: int = 200,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    home = reverse("desk:matter", args=(view.uid,))
    context = {**card(view, by=door.actor(request), form=form), "title": view.title, "home": home, **more}
    return shell.render(request, "desk/attachments.html", context, block="card", status=status)
