"""How a list is set up: its columns, and the views of it that are kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fengqiao.desk.access import may_share
from fengqiao.desk.actions import keeping_views as actions
from fengqiao.desk.errors import DeskError, UnknownView
from fengqiao.desk.forms import queries
from fengqiao.desk.forms.saved import Setup
from fengqiao.desk.reads import columns
from fengqiao.desk.reads import saved as reads
from fengqiao.desk.views import door
from fengqiao.shell import face as shell
from fengqiao.users import face as users

SPANS: dict[str, dict[str, Any]] = {"caseload": {"columns": {"span": 6}}, "inbox": {}}
SHAPES = {"caseload": queries.CASELOAD, "inbox": queries.INBOX}


@users.right(users.Right.SEE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest, of: str) -> HttpResponse:
    """The list as it stands in the address: choose its columns, or keep it under a name."""
    by, home = door.actor(request), reverse(reads.HOMES[of])
    sent = request.POST if request.method == "POST" else None
    query = queries.read(home, request.GET if sent is None else QueryDict(sent.get("list", "")), SHAPES[of])
    form = Setup(sent, of=of, may_share=may_share(by), initial={"columns": columns.chosen(query, by=by)})
    if sent is None or not form.is_valid():
        return _page(request, form, query, of=of)
    if not form.is_kept:
        return HttpResponseRedirect(query.having(columns="-".join(form.chosen)))
    return _keep(request, form, query, of=of)


def _keep(request: HttpRequest, form: Setup, query: queries.Query, *, of: str) -> HttpResponse:
    by, at = door.actor(request), door.moment(request)
    try:
        row = actions.keep_view(of=of, conditions=query.conditions, columns=form.chosen, by=by, at=at, **form.kept())
    except DeskError as error:
        form.refuse(error)
        return _page(request, form, query, of=of)
    messages.success(request, _("The view is kept"))
    return HttpResponseRedirect(query.having(columns="-".join(form.chosen), saved=str(row.uid)))


@users.right(users.Right.SEE_CASES)
@require_POST
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let a view go."""
    try:
        row = actions.end_view(uid=uid, by=door.actor(request), at=door.moment(request))
    except UnknownView:
        door.not_found()
    messages.success(request, _("The view is deleted"))
    return HttpResponseRedirect(reverse(f"desk:{row.of}-views"))


def _page(request: HttpRequest, form: Setup, query: queries.Query, *, of: str) -> HttpResponse:
    context = {
        "fields": shell.fields(form, **SPANS[of]),
        "problem": form.problem,
        "of": of,
        "list": query.having().partition("?")[2],
        "home": query.having(),
        "conditions": len(query.conditions),
        "views": reads.kept(of, by=door.actor(request)),
    }
    return shell.render(request, "desk/views.html", context, status=422 if form.is_bound else 200)
