"""Files that came with a letter: added on its page, or on a page of their own without JavaScript."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengqiao.audit import face as audit
from fengqiao.desk.forms import papers_attached as forms
from fengqiao.desk.reads import letters as reads
from fengqiao.desk.reads import papers_attached as attached
from fengqiao.desk.views import door
from fengqiao.documents import face as documents
from fengqiao.letters import face as letters
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.WORK_CASES)
@require_POST
def attach(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Add files to a letter that came; what is refused is said file by file."""
    by = door.worker(request)
    try:
        row = reads.arrived_letter(uid, by=by, now=door.moment(request))[0].row
    except letters.UnknownLetter:
        door.not_found()
    if not may_add(row, by=by):
        raise PermissionDenied
    form = forms.attach(request)
    if not form.is_valid():
        return _page(request, row, form=form, status=422)
    holder = documents.Holder(about=documents.LETTER, uid=row.uid, area=row.area, subject_id=row.subject_id)
    told = {"note": form.cleaned_data["note"], "by": by, "at": door.moment(request)}
    return _answer(request, row, form, documents.attach(to=holder, files=form.new_files(), **told))


def _answer(request: HttpRequest, row: letters.LetterRow, form: forms.Attach, done: documents.Attached) -> HttpResponse:
    if done.refused:
        return _page(request, row, form=form, status=422, faults=attached.faults(done), kept=len(done.kept))
    if shell.is_fragment(request):
        return _page(request, row, kept=len(done.kept))
    messages.success(request, _("The files were added"))
    return HttpResponseRedirect(f"{reverse('desk:letter-arrived', args=(row.uid,))}#attachments")


def may_add(row: letters.LetterRow, *, by: audit.Actor) -> bool:
    """Whoever works on a letter that came. One about another place's minor takes none: no wall would guard it."""
    return not row.is_sent and letters.works_on(by, row.area) and (row.subject_id is not None or not row.minors)


def card(row: letters.LetterRow, *, by: audit.Actor, form: forms.Attach | None = None) -> dict[str, Any]:
    """What the card of a letter's files needs; nothing for a letter of ours."""
    if row.is_sent:
        return {"attached": None}
    address = reverse("desk:letter-attach", args=(row.uid,))
    rows = documents.attachments_of(documents.LETTER, row.uid)
    return {
        "attached": attached.card(rows, add_href=address, may_add=may_add(row, by=by)),
        "attach_fields": shell.fields(form or forms.Attach(), file={"span": 6}, note={"span": 6}),
        "faults": (),
        "kept": 0,
    }


def _page(
    request: HttpRequest, row: letters.LetterRow, *, form: forms.Attach | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    home = reverse("desk:letter-arrived", args=(row.uid,))
    context = {**card(row, by=door.actor(request), form=form), "title": row.title, "home": home, **more}
    return shell.render(request, "desk/attachments.html", context, block="card", status=status)
