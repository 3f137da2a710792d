"""Letters: what was sent and what came, one letter, its receipt and its answer, a letter from outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengqiao.desk.forms import letters as forms
from fengqiao.desk.forms import queries
from fengqiao.desk.forms.refusable import Refusable
from fengqiao.desk.reads import letters as reads
from fengqiao.desk.reads import tables
from fengqiao.desk.views import door, letters_files
from fengqiao.kit import clock
from fengqiao.kit.ids import new_id
from fengqiao.letters import face as letters
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

SPANS: dict[str, dict[str, Any]] = {
    "receipt": {"receiver": {"span": 6}, "note": {"span": 6}},
    "chase": {"note": {"span": 6}},
    "drop": {"reason": {"span": 6}},
}
"""How wide fields stand in the narrow column."""


@users.right(users.Right.SEE_CASES)
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What was sent, and what of it waits for a receipt."""
    query = queries.read(request.path, request.GET, queries.SENT)
    page = reads.sent_page(query, by=door.actor(request), now=door.moment(request))
    return shell.render(request, "desk/letters.html", {"page": page, "query": query, "tables": tables}, block="list")


@users.right(users.Right.WORK_CASES)
@require_safe
def arrived(request: HttpRequest) -> HttpResponse:
    """What came, and what of it waits for us."""
    query = queries.read(request.path, request.GET, queries.ARRIVED)
    page = reads.arrived_page(query, by=door.actor(request), now=door.moment(request))
    return shell.render(request, "desk/letters.html", {"page": page, "query": query, "tables": tables}, block="list")


@users.right(users.Right.SEE_CASES)
@require_safe
def letter_sent(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One letter that was sent."""
    queries.read(request.path, request.GET, queries.NOTHING)
    return _page(request, uid, is_sent=True)


@users.right(users.Right.WORK_CASES)
@require_safe
def letter_arrived(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One letter that came."""
    queries.read(request.path, request.GET, queries.NOTHING)
    return _page(request, uid, is_sent=False)


@users.right(users.Right.SEE_CASES)
@require_POST
def receipt(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write down the receipt of an organ outside of this system."""
    form = forms.Receipt(request.POST)

    def act(**more: Any) -> None:
        letters.note_receipt(letter=uid, receipt=form.receipt(), **more)

    return _done(request, uid, form, act, is_sent=True, said=_("The receipt is on record"))


@users.right(users.Right.SEE_CASES)
@require_POST
def chase(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write down that they were reminded."""
    form = forms.Chase(request.POST)

    def act(**more: Any) -> None:
        letters.chase(letter=uid, note=form.cleaned_data["note"], **more)

    return _done(request, uid, form, act, is_sent=True, said=_("The reminder is on record"))


@users.right(users.Right.WORK_CASES)
@require_POST
def release(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The institution sends what its office has prepared."""

    def act(**more: Any) -> None:
        letters.release(letter=uid, **more)

    return _done(request, uid, Refusable(request.POST), act, is_sent=True, said=_("The letter is sent"))


@users.right(users.Right.WORK_CASES)
@require_POST
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """It will never go."""
    form = forms.Drop(request.POST)

    def act(**more: Any) -> None:
        letters.drop(letter=uid, reason=form.cleaned_data["reason"], **more)

    return _done(request, uid, form, act, is_sent=True, said=_("The letter is dropped"))


@users.right(users.Right.WORK_CASES)
@require_POST
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """It came: the sender sees it."""

    def act(**more: Any) -> None:
        letters.confirm(letter=uid, **more)

    return _done(request, uid, Refusable(request.POST), act, is_sent=False, said=_("Receipt confirmed"))


@users.right(users.Right.WORK_CASES)
@require_POST
def reply(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Answer it."""
    form = forms.Reply(request.POST)

    def act(**more: Any) -> None:
        letters.reply(letter=uid, words=form.cleaned_data["words"], on_paper=form.cleaned_data["on_paper"], **more)

    return _done(request, uid, form, act, is_sent=False, said=_("The answer is sent"))


@users.right(users.Right.WORK_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Write a letter down that came from outside; about a person or as the answer to one of ours."""
    query = queries.read(request.path, request.GET, queries.REGISTERED)
    about, first = about_of(request, query), _first(request, query)
    form = forms.Came(request.POST if request.method == "POST" else None, initial=_initial(first))
    row = _registered(request, form, about, first)
    if row is not None:
        messages.success(request, _("The letter is registered"))
        return HttpResponseRedirect(reverse("desk:letter-arrived", args=(row.uid,)))
    context = {
        "fields": shell.fields(form), "problem": form.problem, "request_id": new_id(), "first": first,
        "action": query.having(),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return shell.render(request, "desk/letter_register.html", context, status=status)


def _registered(
    request: HttpRequest, form: forms.Came, about: letters.About | None, first: letters.Whole | None
) -> letters.Arrived | None:
    """The letter that was written down; None when nothing was sent, or something is wrong with it."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return letters.register(
            came=form.came(), about=about, reply_to=first.row.uid if first else None, request=request_id(request),
            by=door.actor(request), at=door.moment(request),
        )  # fmt: skip
    except letters.LettersError as error:
        form.refuse(error)
        return None


@users.right(users.Right.WORK_CASES)
@require_POST
def write_to_county(request: HttpRequest, uid: UUID, check: UUID) -> HttpResponse:
    """Write to the other county about a number that both hold; a second press leads to the same letter."""
    try:
        row = subjects.ask_other_county(check=check, by=door.worker(request), at=door.moment(request))
    except subjects.UnknownCheck:
        door.not_found()
    except subjects.NotYourAct:
        raise PermissionDenied from None
    return HttpResponseRedirect(reverse("desk:letter-sent", args=(row.uid,)))


def about_of(request: HttpRequest, query: queries.Query) -> letters.About | None:
    """The person that the address names, as far as the viewer may know of him or her."""
    if not query.get("person"):
        return None
    by, today = door.actor(request), clock.local_day(door.moment(request))
    try:
        row = subjects.row(uid=UUID(query.get("person")), by=by, today=today)
    except subjects.UnknownSubject:
        door.not_found()
    return letters.About(subject_id=row.id, area=row.area, minor=row.is_minor_regime)


def _first(request: HttpRequest, query: queries.Query) -> letters.Whole | None:
    if not query.get("answers"):
        return None
    try:
        return reads.sent_letter(UUID(query.get("answers")), by=door.actor(request), now=door.moment(request))[0]
    except letters.UnknownLetter:
        door.not_found()


def _initial(first: letters.Whole | None) -> dict[str, Any]:
    return {"from_name": first.row.name, "from_kind": first.row.organ} if first else {}


def request_id(request: HttpRequest) -> UUID:
    """What makes a second press the same."""
    try:
        return UUID(request.POST.get("request", ""))
    except ValueError:
        raise BadRequest("not one of our forms") from None


def _done(
    request: HttpRequest, uid: UUID, form: Refusable, act: Callable[..., None], *, is_sent: bool, said: str
) -> HttpResponse:
    """One act on a letter that the viewer may know of: back to its page, or the page with what is wrong."""
    by, now = door.worker(request), door.moment(request)
    try:
        (reads.sent_letter if is_sent else reads.arrived_letter)(uid, by=by, now=now)
        if not form.is_valid():
            return _page(request, uid, is_sent=is_sent, form=form)
        act(by=by, at=now)
    except letters.UnknownLetter:
        door.not_found()
    except letters.LettersError as error:
        form.refuse(error)
        return _page(request, uid, is_sent=is_sent, form=form)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("desk:letter-sent" if is_sent else "desk:letter-arrived", args=(uid,)))


def _page(request: HttpRequest, uid: UUID, *, is_sent: bool, form: Refusable | None = None) -> HttpResponse:
    by, now = door.actor(request), door.moment(request)
    try:
        found, person = (reads.sent_letter if is_sent else reads.arrived_letter)(uid, by=by, now=now)
    except letters.UnknownLetter:
        door.not_found()
    page = reads.letter_page(found, person, by=by, now=now)
    context = {"page": page, "problem": form.problem if form else "", **_forms(form, today=page.today)}
    context |= letters_files.card(found.row, by=by)
    return shell.render(request, "desk/letter.html", context, status=422 if form else 200)


def _forms(given: Refusable | None, *, today: date) -> dict[str, Any]:
    """The small forms of the page: empty ones, and the one that came back with what is wrong in it."""
    blank = {
        "receipt": forms.Receipt(initial={"day": today}),
        "chase": forms.Chase(),
        "reply": forms.Reply(),
        "drop": forms.Drop(),
    }
    shown = {name: given if type(given) is type(one) else one for name, one in blank.items()}
    return {name: shell.fields(one, **SPANS.get(name, {})) for name, one in shown.items() if one is not None}
