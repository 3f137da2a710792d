"""The caseload as a file: asked for, waited for, fetched once."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengqiao.desk import exporting, workbook
from fengqiao.desk.actions import exporting as actions
from fengqiao.desk.errors import DeskError, UnknownExport
from fengqiao.desk.forms import queries
from fengqiao.desk.forms.exports import Reason
from fengqiao.desk.reads import columns, tables
from fengqiao.desk.reads import exports as reads
from fengqiao.desk.views import door
from fengqiao.desk.views.changing import METHODS, request_id
from fengqiao.kit import clock
from fengqiao.kit.ids import new_id
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def ask(request: HttpRequest) -> HttpResponse:
    """What the file would hold, and why it is wanted; a POST asks for it."""
    sent = request.POST if request.method == "POST" else None
    given = request.GET if sent is None else QueryDict(sent.get("list", ""))
    query = queries.read(reverse("desk:caseload"), given, queries.CASELOAD)
    form = Reason(sent)
    if sent is None or not form.is_valid():
        return _page(request, form, query)
    try:
        row = _asked(request, form, query)
    except DeskError as error:
        form.refuse(error)
        return _page(request, form, query)
    return HttpResponseRedirect(reverse("desk:export", args=(row,)))


def _asked(request: HttpRequest, form: Reason, query: queries.Query) -> UUID:
    by, at = door.actor(request), door.moment(request)
    size = reads.size(query.conditions, most=actions.MOST_ROWS, by=by, now=at)
    row = actions.ask(
        of="caseload", conditions=query.conditions, columns=columns.chosen(query, by=by),
        language=translation.get_language() or "zh-hans", reason=form.cleaned_data["reason"], count=size.rows,
        request=request_id(request), by=by, at=at,
    )  # fmt: skip
    if row.state == "building" and row.rows <= exporting.INLINE_ROWS:
        exporting.build(row, by=by, at=at)
    elif row.state == "building":
        exporting.ask_job(row)
    return row.uid


@users.right(users.Right.WORK_CASES)
@require_safe
def export(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One file: how far it is, or that it may be fetched."""
    queries.read(request.path, request.GET, queries.NOTHING)
    try:
        row = reads.export(uid, by=door.actor(request))
    except UnknownExport:
        door.not_found()
    over = row.state in {"building", "ready"} and row.expires_at <= door.moment(request)
    context = {"row": row, "state": "expired" if over else row.state, "kept_hours": actions.KEPT_HOURS}
    return shell.render(request, "desk/export.html", context, block="state")


@users.right(users.Right.WORK_CASES)
@require_POST
def file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The file itself, once. Its name says nothing of anybody."""
    by, at = door.actor(request), door.moment(request)
    try:
        content = actions.fetch(uid=uid, by=by, at=at)
    except UnknownExport:
        door.not_found()
    name = f"persons-{clock.local_day(at)}-{uid.hex[-8:]}.xlsx"
    return shell.download(content, file_name=name, content_type=workbook.CONTENT_TYPE)


def _page(request: HttpRequest, form: Reason, query: queries.Query) -> HttpResponse:
    by, now = door.actor(request), door.moment(request)
    context = {
        "fields": shell.fields(form, reason={"span": 6}),
        "problem": form.problem,
        "list": query.having().partition("?")[2],
        "home": query.having(),
        "size": reads.size(query.conditions, most=actions.MOST_ROWS, by=by, now=now),
        "most": actions.MOST_ROWS,
        "columns": [tables.PERSON_COLUMNS[key].label for key in columns.chosen(query, by=by)],
        "recent": reads.recent(by=by, now=now),
        "request_id": new_id(),
    }
    return shell.render(request, "desk/export_ask.html", context, status=422 if form.is_bound else 200)
