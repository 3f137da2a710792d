"""The handbook of procedures and the articles of the law, for reading."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fengqiao.desk.forms import queries
from fengqiao.desk.reads import handbook as reads
from fengqiao.desk.reads import rulebook, tables
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.law import face as law
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.READ_PARAMETERS)
@require_safe
def procedures_list(request: HttpRequest) -> HttpResponse:
    """All procedures that this installation works."""
    by, on = door.actor(request), clock.local_day(door.moment(request))
    queries.read(request.path, request.GET, queries.NOTHING)
    entries = [reads.entry(definition, on=on, area=by.area) for definition in reads.definitions(on)]
    return shell.render(
        request, "desk/procedures.html", {"tables": tables, "entries": entries, "title": _("Handbook of procedures")}
    )


@users.right(users.Right.READ_PARAMETERS)
@require_safe
def procedure(request: HttpRequest, key: str) -> HttpResponse:
    """One procedure, by walking its definition."""
    by, on = door.actor(request), clock.local_day(door.moment(request))
    queries.read(request.path, request.GET, queries.NOTHING)
    definition = next((each for each in reads.definitions(on) if each.key == key), None)
    if definition is None:
        door.not_found()
    context = {"entry": reads.entry(definition, on=on, area=by.area), "chart": reads.chart(definition)}
    return shell.render(request, "desk/procedure.html", {"tables": tables, **context})


@users.right(users.Right.READ_PARAMETERS)
@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Every source and its articles, in our own one-line paraphrase."""
    queries.read(request.path, request.GET, queries.NOTHING)
    context = {"tables": tables, "sources": rulebook.articles(), "marks": rulebook.marks(), "title": _("Articles")}
    return shell.render(request, "desk/articles.html", context)


@users.right(users.Right.READ_PARAMETERS)
@require_safe
def article(request: HttpRequest, key: str) -> HttpResponse:
    """One article, with the parameters that rest on it."""
    queries.read(request.path, request.GET, queries.NOTHING)
    try:
        line = rulebook.article(key)
    except law.UnknownArticle:
        door.not_found()
    return shell.render(request, "desk/article.html", {"line": line, "resting": rulebook.resting_on(line.key)})
