"""Emergency access: asked for and read by an officer; answered and reviewed by the lead and the data officer."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.kit.clock import local_day
from fengqiao.oversight import access
from fengqiao.oversight.actions import opening as acts
from fengqiao.oversight.errors import OversightError, UnknownOpening
from fengqiao.oversight.forms import AskForm, ReviewForm, id_in, one_of_many
from fengqiao.oversight.reads import openings
from fengqiao.oversight.reads.opened_file import opened_file
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users


@users.right(users.Right.OPEN_RESTRICTED)
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: users.WorkRequest) -> HttpResponse:
    """One's own openings, and the form for another."""
    form, by = AskForm(request.POST or None), request.actor
    if form.is_valid():
        found = _asked(form, request)
        if found is not None:
            return HttpResponseRedirect(reverse("oversight:opened", args=[found]) if found else request.path)
    numbers = openings.numbers(access.county_of(by) or by.area, on=local_day(request.at))
    context = {"form": form, "fields": shell.fields(form), "rows": openings.own(by=by, at=request.at)}
    context |= {"numbers": numbers, "may_open": access.may_open(by)}
    return shell.render(request, "oversight/own.html", context, status=422 if form.is_bound else 200)


def _asked(form: AskForm, request: users.WorkRequest) -> UUID | str | None:
    """The opening that lets be read now, "" for one that waits for the lead, None when it was refused."""
    given = form.cleaned_data
    try:
        made = acts.ask(number=given["number"], reason=given["words"], by=request.actor, at=request.at)
    except (OversightError, subjects.TooManySearches) as error:
        form.refuse(error)  # type: ignore[arg-type]
        return None
    if made.opened_at is None:
        messages.warning(request, _("This waits for the consent of the county's lead."))
        return ""
    return made.uid


@users.right(users.Right.OPEN_RESTRICTED)
@require_GET
def opened(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """The file that was broken open, while it is open; after that it is not found."""
    try:
        reader = openings.reader(uid, by=request.actor, at=request.at)
        file = opened_file(reader, at=request.at)
        row = openings.one(uid, by=request.actor, at=request.at)
    except UnknownOpening:
        raise Http404 from None
    return shell.render(request, "oversight/opened.html", {"file": file, "row": row})


def _done(request: users.WorkRequest, act: Callable[[], None], done: str, target: str) -> HttpResponse:
    """Carry an act out and go on; what was refused is said on the page gone to."""
    try:
        act()
    except UnknownOpening:
        raise Http404 from None
    except OversightError as error:
        messages.error(request, error.text.zh if shell.is_chinese() else error.text.en)
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse(target))


@users.right(users.Right.OPEN_RESTRICTED)
@require_POST
def close(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """The opener needs it no longer."""
    by, at = request.actor, request.at
    done = _("The emergency access has ended.")
    return _done(request, lambda: acts.close(opening=uid, by=by, at=at), done, "oversight:own")


@users.right(users.Right.REVIEW_OPENINGS)
@require_GET
def board(request: users.WorkRequest) -> HttpResponse:
    """The openings of the place: those that wait for an answer or a review first."""
    return _board(request)


def _board(request: users.WorkRequest, wrong: dict[UUID, ReviewForm] | None = None) -> HttpResponse:
    """The board; `wrong` is the review that was refused, shown again where it was typed."""
    rows = openings.board(by=request.actor, at=request.at)
    context = {
        "rows": rows,
        "fields": one_of_many(ReviewForm, (row.uid for row in rows), wrong or {}),
        "leads": request.actor.role == access.LEAD,
        "numbers": openings.numbers(request.actor.area, on=local_day(request.at)),
    }
    return shell.render(request, "oversight/board.html", context, status=422 if wrong else 200)


@users.right(users.Right.REVIEW_OPENINGS)
@require_POST
def answer(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """The lead lets one more opening be, or not."""
    allow, by, at = request.POST.get("allow") == "yes", request.actor, request.at
    done = _("The file is open to the colleague now.") if allow else _("The access is declined.")
    return _done(request, lambda: acts.answer(opening=uid, allow=allow, by=by, at=at), done, "oversight:board")


@users.right(users.Right.REVIEW_OPENINGS)
@require_POST
def review(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """The review in words."""
    form, by, at = ReviewForm(request.POST, auto_id=id_in(uid)), request.actor, request.at
    if not form.is_valid():
        return _board(request, {uid: form})
    words, needed = form.cleaned_data["words"], form.cleaned_data["verdict"] == "yes"
    done = _("The review is kept.")
    return _done(
        request, lambda: acts.review(opening=uid, is_justified=needed, words=words, by=by, at=at), done,
        "oversight:board",
    )  # fmt: skip
