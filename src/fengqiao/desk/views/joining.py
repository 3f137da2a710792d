"""Two files of one human: looked at side by side, joined by two people, separated again by two people."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengqiao.areas import face as areas
from fengqiao.desk.forms import queries
from fengqiao.desk.forms.joining import Cause
from fengqiao.desk.forms.people import Change
from fengqiao.desk.reads import changes, joining, tables
from fengqiao.desk.views import changing, door
from fengqiao.kit import clock
from fengqiao.kit.ids import new_id
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users


@users.right(users.Right.WORK_CASES)
@require_http_methods(changing.METHODS)
def propose(request: HttpRequest) -> HttpResponse:
    """What would move from one file to the other, what stands against it, and the proposal."""
    by, now = door.worker(request), door.moment(request)
    query = queries.read(request.path, request.GET, queries.JOINING)
    if elsewhere := _elsewhere(request, query):
        return HttpResponseRedirect(elsewhere)
    pair, form = _pair(query), Cause(request.POST or None)
    context = _preview(request, **pair) | {"title": _("Join two files"), "swapped": _swapped(query)}
    press = changing.request_id(request) if request.method == "POST" else new_id()

    def act() -> None:
        subjects.propose_joining(**pair, cause=form.cleaned_data["cause"], request=press, by=by, at=now)

    status = changing.pressed(form, act) if request.method == "POST" else 200
    if not status:
        return _done(request, press, _PROPOSED)
    return shell.render(request, "desk/joining_propose.html", context | _form(form, press), status=status)


@users.right(users.Right.WORK_CASES)
@require_safe
def joinings(request: HttpRequest) -> HttpResponse:
    """Joinings and separations that wait for a second person; then those that stand."""
    by, today = door.actor(request), clock.local_day(door.moment(request))
    query = queries.read(request.path, request.GET, queries.JOININGS)
    mine = subjects.may(by, subjects.Duty.JOIN_FILES, area=by.area)
    of = query.get("of") or "waiting"
    listed = subjects.joinings(of=of, by=by, today=today, after=query.after, size=query.size) if mine else ((), None)
    context: dict[str, Any] = {"rows": listed[0], "may_look": mine, "next_cursor": listed[1], "query": query, "of": of}
    context |= {"title": _("Files joined"), "views": changes.lists(request.path, by=by), "tables": tables}
    return shell.render(request, "desk/joinings.html", context | _words())


@users.right(users.Right.WORK_CASES)
@require_safe
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One joining: what would move or moved, who proposed and settled it, and the next word."""
    queries.read(request.path, request.GET, queries.NOTHING)
    return _page(request, _found(request, uid), Cause())


@users.right(users.Right.WORK_CASES)
@require_POST
def settle(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The second person's word, or the proposal to separate again."""
    found, do = _found(request, uid), request.POST.get("do", "")
    if (found.state, do) not in _WORDS:
        messages.error(request, shell.text(subjects.NoSuchJoining.text))
        return HttpResponseRedirect(reverse("desk:joining", args=(uid,)))
    act, told = _WORDS[found.state, do]
    form = Cause(request.POST) if do == "part" else Change(request.POST)
    by, at = door.worker(request), door.moment(request)
    status = changing.pressed(form, lambda: act(joining=uid, **form.cleaned_data, by=by, at=at))
    if status:
        return _page(request, found, form, status=status)
    return _done(request, uid, told)


def away(request: HttpRequest, uid: UUID) -> HttpResponse:
    """An old address: where the file is now, for whoever may know of it. Raises: Http404 for everybody else."""
    by, today = door.actor(request), clock.local_day(door.moment(request))
    found = subjects.joined_away(uid=uid, by=by, today=today)
    if found is None:
        raise Http404
    context: dict[str, Any] = {
        "found": found,
        "person": joining.cell(found.row),
        "title": _("This file was joined to another"),
    }
    context["may_look"] = subjects.may(by, subjects.Duty.JOIN_FILES, area=found.row.area)
    return shell.render(request, "desk/joined_away.html", context)


def _elsewhere(request: HttpRequest, query: queries.Query) -> str:
    """Where to look instead: at the list when nobody is named, at the proposal about both that waits already."""
    if not (query.get("kept") and query.get("joined")):
        return reverse("desk:duplicates")
    if request.method == "POST":
        return ""
    by, today = door.actor(request), clock.local_day(door.moment(request))
    pair = set(_pair(query).values())
    try:
        rows = subjects.joinings_of(uid=UUID(query.get("joined")), by=by, today=today)
    except subjects.UnknownSubject:
        door.not_found()
    waits = (row.uid for row in rows if row.waits and {row.row.uid, row.joined} == pair)
    return next((reverse("desk:joining", args=(uid,)) for uid in waits), "")


def _form(form: Cause, press: UUID) -> dict[str, Any]:
    return {"fields": shell.fields(form), "problem": form.problem, "request_id": press}


def _pair(query: queries.Query) -> dict[str, UUID]:
    """The two files of an address. Raises: BadRequest."""
    try:
        return {name: UUID(query.get(name)) for name in ("kept", "joined")}
    except ValueError:
        raise BadRequest("no such name") from None


def _swapped(query: queries.Query) -> str:
    return query.having(kept=query.get("joined"), joined=query.get("kept"))


def _done(request: HttpRequest, joining_uid: UUID, told: Any) -> HttpResponse:
    messages.success(request, str(told))
    return HttpResponseRedirect(reverse("desk:joining", args=(joining_uid,)))


def _found(request: HttpRequest, uid: UUID) -> subjects.JoiningRow:
    by, today = door.actor(request), clock.local_day(door.moment(request))
    found = subjects.joining(uid=uid, by=by, today=today)
    # Of a proposal both files must be known: that there is another one would tell of it (THREATS T15, T20).
    if found is None or (found.other is None and found.state in {"proposed", "dropped"}):
        door.not_found()
    return found


def _preview(request: HttpRequest, kept: UUID, joined: UUID) -> dict[str, Any]:
    """Both files side by side, what would move, and what stands against it."""
    by, today = door.actor(request), clock.local_day(door.moment(request))
    try:
        stays = subjects.row(uid=kept, by=by, today=today)
        other = subjects.row(uid=joined, by=by, today=today)
        moves, obstacles = subjects.joining_preview(kept=kept, joined=joined, by=by)
    except subjects.UnknownSubject:
        door.not_found()
    areas_of = {stays.area, other.area}
    shown = {
        "sides": _sides(stays, other),
        "lines": joining.lines(moves),
        "against": joining.against(obstacles, today=today),
    }
    shown["allowed"] = all(subjects.may(by, subjects.Duty.JOIN_FILES, area=area) for area in areas_of)
    return shown | {"action": request.get_full_path()} | _words()


def _sides(stays: subjects.SubjectRow, other: subjects.SubjectRow | None) -> list[dict[str, Any]]:
    return [{"row": row, "cell": joining.cell(row), "stays": row is stays} for row in (stays, other) if row is not None]


def _page(request: HttpRequest, found: subjects.JoiningRow, form: Change, *, status: int = 200) -> HttpResponse:
    by = door.actor(request)
    context: dict[str, Any] = {"found": found, "fields": shell.fields(form), "problem": form.problem}
    context |= {"title": _("Files joined"), "is_own": found.first_person in by.persons}
    if found.state == subjects.joining_rules.PROPOSED and found.other is not None:
        context |= _preview(request, found.row.uid, found.joined)
    else:
        context |= {"sides": _sides(found.row, found.other), "lines": joining.lines(found.moves), "against": []}
        here = all(
            subjects.may(by, subjects.Duty.JOIN_FILES, area=area) for area in (found.row.area, found.joined_area)
        )
        context |= {"allowed": here} | _words()
    return shell.render(request, "desk/joining.html", context, status=status)


def _words() -> dict[str, Any]:
    """What every page of a joining says of states and places."""
    return {
        "states": subjects.joining_rules.STATES,
        "cell_of": joining.cell,
        "tables": tables,
        "office_name": areas.office_name,
    }


_PROPOSED = gettext_lazy("Proposed: it has no force until a second person confirms it")
_WORDS: dict[tuple[str, str], tuple[Callable[..., Any], Any]] = {
    ("proposed", "confirm"): (partial(subjects.decide_joining, confirmed=True), gettext_lazy("The files are joined")),
    ("proposed", "drop"): (partial(subjects.decide_joining, confirmed=False), gettext_lazy("Recorded")),
    ("joined", "part"): (
        subjects.propose_separation,
        gettext_lazy("Proposed: it has no force until a second person confirms it"),
    ),
    ("parting", "confirm"): (
        partial(subjects.decide_separation, confirmed=True),
        gettext_lazy("The files are separated again"),
    ),
    ("parting", "drop"): (partial(subjects.decide_separation, confirmed=False), gettext_lazy("Recorded")),
}
"""What may be said in which state."""
