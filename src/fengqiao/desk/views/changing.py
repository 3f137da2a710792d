"""What every change of a file does first and last: the person within reach, the form, the act, the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.audit import face as audit
from fengqiao.desk.forms import people as forms
from fengqiao.desk.forms import queries
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.kit.ids import new_id
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Duty

METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The person whose file is changed, by whom and when."""

    row: subjects.SubjectRow
    by: audit.Actor
    now: datetime
    sent: Any

    @property
    def today(self) -> date:
        return clock.local_day(self.now)


def asked_about(
    request: HttpRequest,
    uid: UUID,
    *,
    duty: Duty = Duty.KEEP_FILES,
    query: Mapping[str, queries.Shape] = queries.NOTHING,
) -> Asked:
    """The person, who must be within reach first; only then may a post be told that it is not its act."""
    by, now = door.actor(request), door.moment(request)
    try:
        row = subjects.row(uid=uid, by=by, today=clock.local_day(now))
    except subjects.UnknownSubject:
        door.not_found()
    if request.method != "POST":
        queries.read(request.path, request.GET, query)
        return Asked(row=row, by=by, now=now, sent=None)
    if not subjects.may(by, duty, area=row.area):
        raise PermissionDenied
    return Asked(row=row, by=by, now=now, sent=request.POST)


def answer(
    request: HttpRequest,
    asked: Asked,
    form: forms.Change,
    act: Callable[[], None],
    *,
    title: str,
    duty: Duty = Duty.KEEP_FILES,
    tab: str = "timeline",
    onward: str = "",
    **more: Any,
) -> HttpResponse:
    """The form; or the act and the file; or the form again with what was wrong and all that was typed.

    `onward` leads elsewhere than to the file; `more` goes to the page.
    """
    status = pressed(form, act) if request.method == "POST" else 200
    if not status:
        messages.success(request, _("Recorded"))
        return HttpResponseRedirect(onward or f"{reverse('desk:file', args=(asked.row.uid,))}?tab={tab}")
    context = more | {
        "fields": shell.fields(form),
        "problem": form.problem,
        "title": title,
        "row": asked.row,
        "action": request.path,
        "allowed": subjects.may(asked.by, duty, area=asked.row.area),
        "request_id": new_id(),
    }
    return shell.render(request, "desk/file_change.html", context, status=status)


def pressed(form: forms.Change, act: Callable[[], None]) -> int:
    """Do it; 0 when it is done, else the status of the refusal, which stands in the form."""
    if not form.is_valid():
        return 422
    try:
        act()
    except subjects.UnknownSubject:
        door.not_found()
    except door.REFUSALS as error:
        form.refuse(error)
        return door.refusal_status(error)
    return 0


def request_id(request: HttpRequest) -> UUID:
    """The id of the press, so that the same one twice is one act. Raises: BadRequest."""
    try:
        return UUID(request.POST.get("request", ""))
    except ValueError:
        raise BadRequest("not one of our forms") from None
