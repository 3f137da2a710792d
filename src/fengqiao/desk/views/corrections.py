"""Correcting a decision: filled in, previewed, recorded, and confirmed by a second person; and the two lists."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengqiao.areas import face as areas
from fengqiao.desk import places
from fengqiao.desk.forms import queries
from fengqiao.desk.forms.corrections import SentenceCorrection, Settling, said
from fengqiao.desk.reads import changes, people, tables
from fengqiao.desk.reads import corrections as reads
from fengqiao.desk.views import door
from fengqiao.desk.views.changing import METHODS, Asked, asked_about, pressed, request_id
from fengqiao.kit import clock
from fengqiao.kit.ids import new_id
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def correct_sentence(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The decision as it should read. What it would move is shown first, then it is recorded."""
    asked = asked_about(request, uid)
    page = _decision(asked)
    if asked.sent is None or page.waiting is not None:
        return _page(request, asked, page, SentenceCorrection(initial=said(page.given)))
    form = SentenceCorrection(asked.sent)
    status, preview, made = _pressed(request, asked, page, form)
    if made is not None:
        return _recorded(request, asked, made)
    return _page(request, asked, page, form, preview=preview, status=status or 200)


@users.right(users.Right.WORK_CASES)
@require_POST
def settle_correction(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A second person looks at what a waiting correction would move, then gives it force or strikes it out."""
    asked = asked_about(request, uid)
    if request.POST.get("do") == "check":
        return _page(request, asked, _decision(asked, checked=True), SentenceCorrection())
    word = Settling(asked.sent)
    if not word.is_valid():
        raise BadRequest("not one of our forms")
    given = word.cleaned_data
    try:
        subjects.decide_correction(
            correction=given["which"], accept=given["do"] == "accept", reason=given["reason"], by=asked.by, at=asked.now
        )
    except subjects.SubjectsError as refused:
        messages.error(request, shell.text(refused.text))
        return HttpResponseRedirect(reverse("desk:correct-sentence", args=(uid,)))
    messages.success(request, _("Recorded"))
    return HttpResponseRedirect(f"{reverse('desk:file', args=(uid,))}?tab=sentence")


@users.right(users.Right.WORK_CASES)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Corrections in one's places that wait for their second person, the oldest first."""
    return _list(request, "desk/corrections.html", subjects.waiting_corrections, title=_("Corrections to confirm"))


@users.right(users.Right.WORK_CASES)
@require_safe
def county_checks(request: HttpRequest) -> HttpResponse:
    """Numbers that another county holds too, for the county to answer, the oldest question first."""
    read = subjects.open_checks if subjects.may_answer_checks(door.actor(request)) else _nothing
    return _list(request, "desk/county_checks.html", read, title=_("Numbers held in two counties"))


def _nothing(**_asked: Any) -> tuple[tuple[()], None]:
    """Whoever may not answer is shown no question."""
    return (), None


def _list(request: HttpRequest, template: str, read: Callable[..., Any], *, title: str) -> HttpResponse:
    by = door.actor(request)
    query = queries.read(request.path, request.GET, queries.LISTED)
    today = clock.local_day(door.moment(request))
    rows, following = read(by=by, today=today, after=query.after, size=query.size)
    context = {
        "rows": rows,
        "people": [people.of_row(each.row).cell for each in rows],
        "next_cursor": following,
        "query": query,
        "title": title,
        "tables": tables,
        "place_name": functools.cache(places.name_of),
        "office_name": areas.office_name,
        "views": changes.lists(request.path, by=by),
        "may_answer": subjects.may_answer_checks(by),
        "own": by.persons,
    }
    return shell.render(request, template, context)


def _pressed(
    request: HttpRequest, asked: Asked, page: reads.SentencePage, form: SentenceCorrection
) -> tuple[int, reads.Preview | None, subjects.Correction | None]:
    """What was filled in, recorded when exactly this was previewed before, else previewed; or the refusal's status."""
    previews, made = list[reads.Preview](), list[subjects.Correction]()

    def record() -> None:
        made.append(
            subjects.correct_sentence(
                uid=asked.row.uid, sentence=form.sentence(), paper=form.document(),
                reason=form.cleaned_data["reason"], seen=form.seen, request=request_id(request),
                by=asked.by, at=asked.now,
            )
        )  # fmt: skip

    def look() -> None:
        paper = form.document()
        previews.append(
            reads.preview(
                row=asked.row,
                before=page.given,
                after=form.sentence(),
                paper_on=paper.dated,
                by=asked.by,
                now=asked.now,
            )
        )

    status = pressed(form, lambda: record() if form.was_previewed() else look())
    return status, previews[0] if previews else None, made[0] if made else None


def _decision(asked: Asked, *, checked: bool = False) -> reads.SentencePage:
    page = reads.sentence_page(row=asked.row, by=asked.by, now=asked.now, checked=checked)
    if page is None:
        door.not_found()
    return page


def _recorded(request: HttpRequest, asked: Asked, made: subjects.Correction) -> HttpResponse:
    waits = made.state == "waiting"
    told = _("Proposed: it has no force until a second person confirms it") if waits else _("Recorded")
    messages.success(request, told)
    return HttpResponseRedirect(f"{reverse('desk:file', args=(asked.row.uid,))}?tab=sentence")


def _page(
    request: HttpRequest,
    asked: Asked,
    page: reads.SentencePage,
    form: SentenceCorrection,
    *,
    preview: reads.Preview | None = None,
    status: int = 200,
) -> HttpResponse:
    spans: dict[str, Any] = {"text": {"span": 6}, "paper": {"span": 4}, "paper_on": {"span": 2}, "reason": {"span": 6}}
    context = {
        "title": _("Correct the sentence"),
        "row": asked.row,
        "page": page,
        "preview": preview,
        "previewed": form.mark() if preview is not None else "",
        "fields": shell.fields(form, **spans),
        "problem": form.problem,
        "seen": form.seen if form.is_bound else page.version,
        "request_id": new_id(),
        "tables": tables,
    }
    return shell.render(request, "desk/sentence_correction.html", context, status=status)
