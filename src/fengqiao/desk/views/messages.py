"""The pages behind the bell. Looking at one changes nothing; reading and answering are presses."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as flashes
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengqiao.desk.forms import queries
from fengqiao.desk.forms.messages import Answer
from fengqiao.desk.reads import messages as reads
from fengqiao.desk.reads import tables
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.notices import face as notices
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.WORK_HERE)
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """What was addressed to this post, newest first."""
    by, now = door.actor(request), door.moment(request)
    query = queries.read(request.path, request.GET, queries.MESSAGES)
    page = reads.inbox(by=by, now=now, show=query.get("show"), after=query.after, size=query.size)
    views = reads.views(query, unread=page.unread)
    context = {"tables": tables, "page": page, "query": query, "views": views, "today": clock.local_day(now)}
    return shell.render(request, "desk/messages.html", context, block="list")


@users.right(users.Right.WORK_HERE)
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One notice; for one that wants it, the form that says what was done."""
    by, now = door.actor(request), door.moment(request)
    queries.read(request.path, request.GET, queries.NOTHING)
    form = Answer(request.POST if request.method == "POST" else None)
    status = 200 if request.method != "POST" else _answer(uid, form, request)
    if not status:
        flashes.success(request, _("Recorded"))
        return HttpResponseRedirect(reverse("desk:messages"))
    try:
        page = reads.whole(uid, by=by, now=now)
    except notices.UnknownNotice:
        door.not_found()
    context = {"page": page, "fields": shell.fields(form), "problem": form.problem}
    return shell.render(request, "desk/message.html", context, status=status)


def _answer(uid: UUID, form: Answer, request: HttpRequest) -> int:
    """Write the answer; 0 when it is written, else the status of the refusal, which stands in the form."""
    by, now = door.worker(request), door.moment(request)
    if not form.is_valid():
        return 422
    try:
        notices.answer(notice=uid, **form.cleaned_data, by=by, at=now)
    except notices.UnknownNotice:
        door.not_found()
    except notices.NoticesError as refused:
        form.refuse(refused)
        return 409 if isinstance(refused, notices.AnsweredBefore) else 422
    return 0


@users.right(users.Right.WORK_HERE)
@require_POST
def open_message(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Read, and on to what it is about: the matter, else its own page."""
    row = _mark(request, uid, is_read=True)
    if row.kind in reads.LETTERS:
        return HttpResponseRedirect(reverse(reads.LETTERS[row.kind], args=(row.cause,)))
    if row.kind in reads.OVERSIGHT:
        return HttpResponseRedirect(reverse(reads.OVERSIGHT[row.kind]))
    if row.kind == "avoidance":
        return HttpResponseRedirect(reverse("desk:avoidances"))
    if row.kind in reads.PASSKEYS:
        return HttpResponseRedirect(reverse("users:passkeys"))
    if row.matter is None or row.wants_answer:
        return HttpResponseRedirect(reverse("desk:message", args=(uid,)))
    return HttpResponseRedirect(reverse("desk:matter", args=(row.matter,)))


@users.right(users.Right.WORK_HERE)
@require_POST
def unread_message(request: HttpRequest, uid: UUID) -> HttpResponse:
    """To be read again."""
    _mark(request, uid, is_read=False)
    return HttpResponseRedirect(reverse("desk:messages"))


@users.right(users.Right.WORK_HERE)
@require_POST
def all_read(request: HttpRequest) -> HttpResponse:
    """Everything that wants no answer is read."""
    notices.mark_all_read(by=door.actor(request), at=door.moment(request))
    return HttpResponseRedirect(reverse("desk:messages"))


def _mark(request: HttpRequest, uid: UUID, *, is_read: bool) -> notices.NoticeRow:
    by, now = door.actor(request), door.moment(request)
    try:
        notices.mark_read(notice=uid, by=by, at=now, is_read=is_read)
        return notices.notice(uid, by=by, at=now)
    except notices.UnknownNotice:
        door.not_found()
