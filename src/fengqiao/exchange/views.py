"""The pages of an import: send a file, look at what was found, load it, fetch the report."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import PurePath
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.exchange import actions, blank, queue, reads, report, running
from fengqiao.exchange.errors import ExchangeError, UnknownUpload, WrongState
from fengqiao.exchange.files import reading
from fengqiao.exchange.files.refusal import FileRefused
from fengqiao.exchange.forms import ConfirmForm, FileForm
from fengqiao.exchange.models import Upload
from fengqiao.exchange.pages import Preview, listed, preview
from fengqiao.exchange.register.columns import find_header
from fengqiao.exchange.register.findings import refusal_message
from fengqiao.kit import clock
from fengqiao.shell import face as shell
from fengqiao.users import face as users

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A job that gave no sign of life for so long may be started again.
STALE = timedelta(seconds=30)


def _upload(uid: UUID, by: Actor) -> Upload:
    try:
        return reads.upload(uid, by=by)
    except UnknownUpload:
        raise Http404 from None


@users.right("load_register")
@require_http_methods(["GET", "POST"])
def imports(request: users.WorkRequest) -> HttpResponse:
    """Past imports of the county, and a form for the next."""
    by = request.actor
    form = FileForm(request.POST or None, request.FILES or None)
    problem: shell.Words = ""
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(_address(_receive(form, by, at=request.at)))
        except FileRefused as refusal:
            problem = shell.Text(refusal_message(refusal, "zh"), refusal_message(refusal, "en"))
        except ExchangeError as error:
            problem = error.text
    context = {"fields": shell.fields(form), "problem": problem, "uploads": listed(reads.uploads(by=by))}
    return shell.render(request, "exchange/imports.html", context, status=422 if request.method == "POST" else 200)


def _receive(form: FileForm, by: Actor, *, at: datetime) -> Upload:
    file = form.cleaned_data["file"]
    table = reading.read(file.read(), suffix=PurePath(file.name or "").suffix)
    _, rows = find_header(table)
    upload = actions.receive(table=table, kind=table.kind, rows=len(rows), by=by, at=at)
    if len(rows) <= running.INLINE_ROWS:
        running.check(upload, by=by, at=at)
    else:
        queue.ask_check(area=upload.area, upload=upload.uid)
    return upload


def _address(upload: Upload) -> str:
    return reverse("exchange:upload", args=[upload.uid])


@users.right("load_register")
@require_GET
def upload(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """One import: how far it is, what was found, and the confirmation."""
    return _page(request, preview(_upload(uid, request.actor), at=request.at, stale=STALE))


def _page(request: users.WorkRequest, shown: Preview, *, status: int = 200, problem: shell.Words = "") -> HttpResponse:
    context = {"shown": shown, "problem": problem}
    return shell.render(request, "exchange/upload.html", context, block="state", status=status)


@users.right("load_register")
@require_POST
def confirm(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """Load it."""
    by, at = request.actor, request.at
    found = _upload(uid, by)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _page(request, preview(found, at=at, stale=STALE), status=422, problem=form.errors["confirmed"][0])
    try:
        actions.confirm(upload=found, good_rows=form.cleaned_data["good_rows"], by=by, at=at)
    except WrongState as error:
        return _page(request, preview(_upload(uid, by), at=at, stale=STALE), status=409, problem=error.text)
    queue.ask_load(area=found.area, upload=found.uid)
    return HttpResponseRedirect(_address(found))


@users.right("load_register")
@require_POST
def resume(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """Start a job again that stopped giving signs of life. Starting twice does no harm."""
    by, at = request.actor, request.at
    found = _upload(uid, by)
    if found.state == "checking" and at - found.moved_at > STALE:
        queue.ask_check(area=found.area, upload=found.uid)
    elif found.state in ("loading", "failed") and at - found.moved_at > STALE:
        actions.confirm(upload=found, good_rows=found.takes_good_rows, by=by, at=at)
        queue.ask_load(area=found.area, upload=found.uid)
    return HttpResponseRedirect(_address(found))


@users.right("load_register")
@require_POST
def discard(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """Forget it."""
    by, at = request.actor, request.at
    found = _upload(uid, by)
    try:
        actions.discard(upload=found, by=by, at=at)
    except WrongState as error:
        return _page(request, preview(found, at=at, stale=STALE), status=409, problem=error.text)
    return HttpResponseRedirect(reverse("exchange:imports"))


@users.right("load_register")
@require_GET
def report_file(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """The report workbook: the sender's own rows with what to do. Fetching it is recorded as a sensitive read."""
    by, at = request.actor, request.at
    found = _upload(uid, by)
    if found.table_sealed is None:
        raise Http404
    plan = running.make_plan(found, by=by, at=at)
    audit.read(by=by, what="register_report", about=str(found.uid), area=found.area)
    language = "zh" if shell.is_chinese() else "en"
    said = report.results(plan, loaded=found.state == "loaded", language=language)
    content = report.workbook(plan.checked, at=at, results=said, language=language)
    name = f"register-report-{clock.local_day(at)}.xlsx"
    return shell.download(content, file_name=name, content_type=WORKBOOK_TYPE)


@users.right("load_register")
@require_GET
def blank_file(request: users.WorkRequest) -> HttpResponse:
    """An empty register with the right headers, cells already formatted as text."""
    content = blank.workbook(at=request.at)
    return shell.download(content, file_name="register.xlsx", content_type=WORKBOOK_TYPE)
