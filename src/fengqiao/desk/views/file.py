"""The person's file, and showing one masked value in full."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fengqiao.audit import face as audit
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import appointments, changes, letters, messages, papers, past, supervision, tables
from fengqiao.desk.reads import file as reads
from fengqiao.desk.views import appointments as arranging
from fengqiao.desk.views import door, joining
from fengqiao.documents import face as documents
from fengqiao.kit import clock
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

REVEAL_SECONDS = 30
"""Unit: seconds that a full value stays on the screen (THREATS 5)."""
LONGEST_REASON = 200


@users.right(users.Right.SEE_CASES)
@require_safe
def file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One person's file."""
    by, now = door.actor(request), door.moment(request)
    query = queries.read(request.path, request.GET, queries.FILE)
    if query.get("on"):
        return _past(request, uid, query)
    try:
        page = reads.file_page(uid=uid, tab=query.get("tab") or "timeline", by=by, now=now)
        listed = _listed(page, query, by=by)
    except subjects.UnknownSubject:
        return joining.away(request, uid)
    except documents.UnknownPaper:
        door.not_found()
    shown = {"tables": tables, "page": page, "sent": messages, "supervised": supervision, **listed}
    shown |= {**_next(page, query.get("next"), by=by, now=now), "changes": changes.offered(page.row, by=by)}
    return shell.render(request, "desk/file.html", shown)


def _listed(page: reads.FilePage, query: queries.Query, *, by: audit.Actor) -> dict[str, Any]:
    """The lists that only their own tab asks for. Raises: documents.UnknownPaper for a cursor that is none."""
    issued = papers.of_person(page.row, query=query) if page.tab == "papers" else None
    told = letters.of_person(page.row, query=query, by=by, today=page.today) if page.tab == "letters" else None
    return {"papers": issued, "letters": told}


def _past(request: HttpRequest, uid: UUID, query: queries.Query) -> HttpResponse:
    """The whole file as it stood at the end of a past day, for reading."""
    by, today, on = door.actor(request), clock.local_day(door.moment(request)), query.day("on")
    if on is None or on > today:
        raise BadRequest("no such day yet")
    try:
        page = past.page(uid=uid, on=on, by=by)
    except subjects.UnknownSubject:
        door.not_found()
    return shell.render(request, "desk/file_past.html", {"page": page, "today": today, "tables": tables})


def _next(page: reads.FilePage, kind: str, *, by: audit.Actor, now: datetime) -> dict[str, Any]:
    """The next appointment, where one comes from the record of the last one."""
    offer = appointments.offer(page.row, kind=kind, near=None, by=by, now=now) if kind and page.works else None
    return {**arranging.offered(offer), "chained": bool(kind)}


@users.right(users.Right.REVEAL)
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: HttpRequest, uid: UUID, field: str) -> HttpResponse:
    """Ask for the reason; then the full value for thirty seconds. The read is in the audit before it is shown."""
    by, now = door.actor(request), door.moment(request)
    context = _masked(uid, field, by=by, today=clock.local_day(now))
    if request.method != "POST":
        return shell.render(request, "desk/reveal.html", context, block="value")
    reason = request.POST.get("reason", "").strip()[:LONGEST_REASON]
    if not reason:
        context["error"] = _("Please give the reason")
        return shell.render(request, "desk/reveal.html", context, status=422)
    context["value"] = subjects.reveal(uid=uid, key=field, reason=reason, by=by, at=now)
    response = shell.render(request, "desk/reveal.html", context, block="value")
    if not shell.is_fragment(request):
        response.headers["Refresh"] = f"{REVEAL_SECONDS}; url={request.path}"
    return response


def _masked(uid: UUID, field: str, *, by: audit.Actor, today: date) -> dict[str, Any]:
    """What the page says while the value is masked: whose it is and what it is."""
    try:
        name, label = subjects.row(uid=uid, by=by, today=today).name, reads.LABELS[field]
    except (subjects.UnknownSubject, KeyError):
        door.not_found()
    return {
        "uid": uid,
        "field": field,
        "label": label,
        "name": name,
        "value": "",
        "error": "",
        "seconds": REVEAL_SECONDS,
    }
