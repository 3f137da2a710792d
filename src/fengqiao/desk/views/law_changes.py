"""Local changes of parameters and working days: proposed, foreseen, settled by a second person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengqiao.areas import face as areas
from fengqiao.desk import foreseeing
from fengqiao.desk.actions import foreseeing as actions
from fengqiao.desk.errors import NotForeseen
from fengqiao.desk.forms import law_changes as forms
from fengqiao.desk.forms import place_changes, queries
from fengqiao.desk.reads import foresight, tables
from fengqiao.desk.reads import law_changes as reads
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.law import changes
from fengqiao.law import face as law
from fengqiao.shell import face as shell
from fengqiao.users import face as users

_FORM = require_http_methods(["GET", "HEAD", "POST"])
Propose = Callable[[], changes.ChangeRow]


@users.right(users.Right.READ_PARAMETERS)
@require_safe
def changes_list(request: HttpRequest) -> HttpResponse:
    """The changes that hold for the viewer's place, above it and below."""
    query = queries.read(request.path, request.GET, queries.LAW_CHANGES)
    lines, following = reads.listed(query, by=door.actor(request))
    context = {
        "tables": tables, "lines": lines, "next_cursor": following, "query": query, "states": reads.states(query),
        "may_propose": users.has(door.actor(request), users.Right.PROPOSE_LAW), "title": _("Local changes"),
    }  # fmt: skip
    return shell.render(request, "desk/law_changes.html", context)


@users.right(users.Right.READ_PARAMETERS)
@require_safe
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One change with what it would touch."""
    return _page(request, uid)


@users.right(users.Right.WORK_CASES)
@require_POST
def preview(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Have the preview computed, or computed again."""
    row, by = _one(request, uid), door.actor(request)
    if row.state != "proposed" or by.area != row.office:
        raise PermissionDenied
    foreseeing.ask(row, by=by, at=door.moment(request))
    return _to(row)


@users.right(users.Right.CONFIRM_LAW)
@require_POST
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The second person lets it come into force."""
    return _settled(request, uid, actions.confirm, _("The change is confirmed"))


@users.right(users.Right.CONFIRM_LAW)
@require_POST
def refuse(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The second person does not let it come into force."""
    return _settled(request, uid, changes.refuse, _("The change is refused"))


@users.right(users.Right.PROPOSE_LAW)
@require_POST
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Whoever proposed it takes it back."""
    return _settled(request, uid, changes.withdraw, _("The proposal is taken back"))


@users.right(users.Right.PROPOSE_LAW)
@_FORM
def set_number(request: HttpRequest, key: str) -> HttpResponse:
    """Propose another value of a parameter."""
    by, today = door.actor(request), _today(request)
    if not law.may_set(key, by.area):
        door.not_found()
    parameter = law.param(key, on=today, area=by.area)
    form = forms.Number(_posted(request), parameter=parameter, choice=law.choices()[key])

    def propose() -> changes.ChangeRow:
        day, is_correction = form.cleaned_data["valid_from"], form.cleaned_data["is_correction"]
        terms = form.terms(valid_from=day, is_correction=is_correction)
        return changes.propose_number(name=key, terms=terms, by=by, at=door.moment(request), **form.said())

    return _proposing(request, form, propose, title=parameter.title, now=reads.now_applies(parameter))


@users.right(users.Right.PROPOSE_LAW)
@_FORM
def enter_year(request: HttpRequest) -> HttpResponse:
    """Propose the holidays of a year as the State Council has published them."""
    form = forms.Year(_posted(request), initial={"year": law.LAST_PUBLISHED_YEAR + 1})

    def propose() -> changes.ChangeRow:
        told, first = form.cleaned_data, date(form.cleaned_data["year"], 1, 1)
        return changes.propose_year(
            year=told["year"], closed=told["closed"], worked=told["worked"], terms=_terms(request, form, first),
            by=door.actor(request), at=door.moment(request),
        )  # fmt: skip

    return _proposing(request, form, propose, title=_("Holidays of a year"))


@users.right(users.Right.PROPOSE_LAW)
@_FORM
def close_days(request: HttpRequest) -> HttpResponse:
    """Propose days on which the institutions of a place are closed, or opened again."""
    form = forms.Closed(_posted(request), initial={"area": door.actor(request).area})

    def propose() -> changes.ChangeRow:
        told = form.cleaned_data
        first = min(told["closed"] | told["reopened"], default=_today(request))
        return changes.propose_closed(
            area=told["area"], closed=told["closed"], reopened=told["reopened"], terms=_terms(request, form, first),
            by=door.actor(request), at=door.moment(request),
        )  # fmt: skip

    return _proposing(request, form, propose, title=_("Closed days"))


def _terms(request: HttpRequest, form: forms.Proposal, first: date) -> changes.Terms:
    """Days speak for themselves: what begins today or earlier is a correction of the past."""
    return form.terms(valid_from=first, is_correction=first <= _today(request))


def _proposing(
    request: HttpRequest,
    form: forms.Proposal,
    propose: Propose,
    *,
    title: shell.Words,
    now: tuple[shell.Fact, ...] = (),
) -> HttpResponse:
    """The form; sent, it becomes a proposal whose preview is asked for at once."""
    queries.read(request.path, request.GET, queries.NOTHING)
    if request.method == "POST" and form.is_valid():
        try:
            row = propose()
        except law.LawError as error:
            form.refuse_law(error)
        else:
            if foresight.newest(row.uid) is None:
                foreseeing.ask(row, by=door.actor(request), at=door.moment(request))
            messages.success(request, _("Proposed. A second person confirms it after looking at what it touches."))
            return _to(row)
    context = {"fields": shell.fields(form), "problem": form.problem, "title": title, "now": now}
    return shell.render(request, "desk/law_propose.html", context, status=422 if request.method == "POST" else 200)


def _settled(request: HttpRequest, uid: UUID, settle: Callable[..., changes.ChangeRow], done: str) -> HttpResponse:
    _one(request, uid)
    try:
        row = settle(change=uid, note=_note(request), by=door.actor(request), at=door.moment(request))
    except NotForeseen as error:
        return _page(request, uid, problem=shell.text(error.text))
    except law.LawError as error:
        return _page(request, uid, problem=str(forms.WORDS.get(error.code, error.code)))
    except areas.BadChange as error:
        return _page(request, uid, problem=place_changes.refused(error))
    messages.success(request, done)
    return _to(row)


def _page(request: HttpRequest, uid: UUID, *, problem: str = "") -> HttpResponse:
    query = queries.read(reverse("desk:law-change", args=(uid,)), request.GET, queries.LAW_CHANGE)
    page = reads.page(_one(request, uid), query, by=door.actor(request), now=door.moment(request))
    context = {
        "page": page, "query": query, "tables": tables, "problem": problem, "fields": shell.fields(forms.Settle()),
        "why_not": forms.WORDS.get(str(page.why_not), ""),
    }  # fmt: skip
    return shell.render(request, "desk/law_change.html", context, status=409 if problem else 200)


def _one(request: HttpRequest, uid: UUID) -> changes.ChangeRow:
    row = changes.one(uid, area=door.actor(request).area)
    if row is None:
        door.not_found()
    return row


def _note(request: HttpRequest) -> str:
    form = forms.Settle(request.POST)
    return str(form.cleaned_data["note"]) if form.is_valid() else ""


def _posted(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _today(request: HttpRequest) -> date:
    return clock.local_day(door.moment(request))


def _to(row: changes.ChangeRow) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:law-change", args=(row.uid,)))
