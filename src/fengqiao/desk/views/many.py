"""One act for many people: ticked, said, tried, carried out."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fengqiao.desk import drawing, rules
from fengqiao.desk.actions import many as actions
from fengqiao.desk.errors import DeskError, UnknownBulk
from fengqiao.desk.forms import many as forms
from fengqiao.desk.forms import queries
from fengqiao.desk.models import Bulk
from fengqiao.desk.reads import caseload, changes, tables
from fengqiao.desk.reads import many as reads
from fengqiao.desk.views import door
from fengqiao.desk.views.changing import METHODS
from fengqiao.kit import clock
from fengqiao.procedures import face as procedures
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.WORK_CASES)
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """The ticked people of the caseload, or all that its conditions find, and what is to be done."""
    by, now = door.actor(request), door.moment(request)
    query = queries.read(reverse("desk:caseload"), QueryDict(request.POST.get("list", "")), queries.CASELOAD)
    if request.POST.get("all"):
        rows = caseload.ids(caseload.wanted(query), most=rules.MOST_AT_ONCE, by=by, now=now)
    else:
        rows = reads.chosen(forms.ticked(request.POST, "subject"), by=by)
    return _chosen(request, request.POST.get("kind", ""), rows, back=query.having())


@users.right(users.Right.WORK_CASES)
@require_POST
def choose_tasks(request: HttpRequest) -> HttpResponse:
    """The ticked tasks of the inbox."""
    query = queries.read(reverse("desk:inbox"), QueryDict(request.POST.get("list", "")), queries.INBOX)
    uids = forms.ticked(request.POST, "matter")
    rows = reads.chosen_tasks(uids, by=door.actor(request), now=door.moment(request))
    return _chosen(request, rules.PRESS, rows, back=query.having())


def _chosen(request: HttpRequest, kind: str, rows: list[tuple[int, str]], *, back: str) -> HttpResponse:
    try:
        made = actions.choose(kind=kind, rows=rows, count=len(rows), by=door.actor(request), at=door.moment(request))
    except DeskError as error:
        messages.error(request, shell.text(error.text))
        return HttpResponseRedirect(back)
    return HttpResponseRedirect(reverse("desk:many", args=(made.uid,)))


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def many(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Whom it is about, what is to be said, and what would happen to each; a POST says it."""
    row = _bulk(request, uid)
    if request.method != "POST" or row.done_at is not None:
        return _page(request, row, _form(request, row, None))
    form = _form(request, row, request.POST)
    said = _said(row, form, request.POST)
    if said is None:
        return _page(request, row, form, status=422)
    actions.say(uid=uid, parameters=said, by=door.actor(request), at=door.moment(request))
    return HttpResponseRedirect(request.path)


@users.right(users.Right.WORK_CASES)
@require_POST
def carry_out(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Do it, once; the page then shows what came of each row."""
    _bulk(request, uid)
    actions.carry_out(uid=uid, by=door.actor(request), at=door.moment(request))
    return HttpResponseRedirect(reverse("desk:many", args=(uid,)))


def _bulk(request: HttpRequest, uid: UUID) -> Bulk:
    try:
        return reads.bulk(uid, by=door.actor(request))
    except UnknownBulk:
        door.not_found()


def _form(request: HttpRequest, row: Bulk, sent: Any) -> Any:
    """The form of this kind; for a procedure its own application, None where nothing is left to say."""
    by, now = door.actor(request), door.moment(request)
    if row.kind == rules.ASSIGN:
        listed = changes.listed_below(changes.officers_below(by.area, on=clock.local_day(now)))
        return forms.Assignment(sent, listed=listed, initial={"first_day": clock.local_day(now)} | row.parameters)
    if row.kind == rules.PRESS:
        listed = [(way.key, f"{shell.text(way.title)}（{way.count}）") for way in reads.ways(row, by=by, now=now)]
        return forms.Press(sent, listed=listed, initial=row.parameters)
    return None


def _said(row: Bulk, form: Any, sent: QueryDict) -> dict[str, Any] | None:
    """What was said, None when it was not all right."""
    if form is not None:
        return dict(form.said()) if form.is_valid() else None
    if not row.kind.startswith(rules.START):
        return {}
    collected = drawing.collect(_definition(row).form, sent)
    return {"data": {name: value for name, value in collected.items() if value not in (None, "", [])}}


def _definition(row: Bulk) -> Any:
    return procedures.current(row.kind.partition(":")[2], clock.local_day(row.made_at))


def _fields(row: Bulk, form: Any, trial: reads.Trial | None) -> tuple[shell.Field, ...]:
    if form is not None:
        return shell.fields(form)
    if row.kind.startswith(rules.START):
        wrong = trial.wrong if trial else ()
        return drawing.draw(_definition(row).form, sent=row.parameters.get("data", {}), case=None, wrong=wrong)
    return ()


def _page(request: HttpRequest, row: Bulk, form: Any, *, status: int = 200) -> HttpResponse:
    by, now = door.actor(request), door.moment(request)
    trial = reads.trial(row, by=by, now=now)
    lines = reads.lines(row, trial, by=by, now=now)
    context = {
        **_around(row, now),
        "fields": () if row.done_at else _fields(row, form, trial),
        "problem": form.problem if form is not None and form.is_bound else "",
        "tables": tables,
        "lines": lines,
        "good": sum(1 for line in lines if not line.refused),
    }
    return shell.render(request, "desk/many.html", context, status=status)


def _around(row: Bulk, now: datetime) -> dict[str, Any]:
    """What the page says of the act itself."""
    return {
        "row": row,
        "title": reads.title(row, on=clock.local_day(now)),
        "asks": row.kind != rules.CALL,
        "is_said": reads.is_said(row),
        "home": reverse("desk:inbox" if row.kind == rules.PRESS else "desk:caseload"),
    }
