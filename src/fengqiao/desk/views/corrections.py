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
from fengqiao.audit import face as audit
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

SPANS: dict[str, Any] = {"text": {"span": 6}, "paper": {"span": 4}, "paper_on": {"span": 2}, "reason": {"span": 6}}


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def correct_sentence(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The decision as it should read. What it would move is shown first, then it is recorded."""
    asked = asked_about(request, uid)
    page = _decision(asked)
    if asked.sent is None or page.waiting is not None:
        return _page(request, asked, page, SentenceCorrection(initial=said(page.given)))
    form, done = SentenceCorrection(asked.sent), list[reads.Preview | subjects.Correction]()
    press = request_id(request)
    status = pressed(
        form,
        lambda: done.append(_recorded(asked, form, press) if form.was_previewed() else _previewed(asked, page, form)),
    )
    if done and isinstance(done[0], subjects.Correction):
        return _told(request, asked, done[0])
    preview = done[0] if done and isinstance(done[0], reads.Preview) else None
    return _page(request, asked, page, form, preview=preview, status=status or 200)


@users.right(users.Right.WORK_CASES)
@require_POST
def settle_correction(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A second person looks at what a waiting correction would move, then gives it force or strikes it out."""
    asked, word = asked_about(request, uid), Settling(request.POST)
    if request.POST.get("do") == "check":
        return _page(request, asked, _decision(asked, checked=True), SentenceCorrection())
    if not word.is_valid():
        raise BadRequest("not one of our forms")
    try:
        subjects.decide_correction(**word.decision(), by=asked.by, at=asked.now)
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
    read = subjects.open_checks if changes.answers_checks(door.actor(request)) else _nothing
    return _list(request, "desk/county_checks.html", read, title=_("Numbers held in two counties"))


def _nothing(**_asked: Any) -> tuple[tuple[()], None]:
    """Whoever may not answer is shown no question."""
    return (), None


def _list(request: HttpRequest, template: str, read: Callable[..., Any], *, title: str) -> HttpResponse:
    by, query = door.actor(request), queries.read(request.path, request.GET, queries.LISTED)
    today = clock.local_day(door.moment(request))
    rows, following = read(by=by, today=today, after=query.after, size=query.size)
    context = {
        "rows": rows,
        "people": [people.of_row(each.row).cell for each in rows],
        "next_cursor": following,
        "query": query,
        "title": title,
        "views": changes.lists(request.path, by=by),
    }
    return shell.render(request, template, context | _words(by))


def _words(by: audit.Actor) -> dict[str, Any]:
    """What the lists say of places and of the viewer."""
    return {
        "tables": tables,
        "place_name": functools.cache(places.name_of),
        "office_name": areas.office_name,
        "may_answer": changes.answers_checks(by),
        "own": by.persons,
    }


def _recorded(asked: Asked, form: SentenceCorrection, request: UUID) -> subjects.Correction:
    return subjects.correct_sentence(
        uid=asked.row.uid, sentence=form.sentence(), paper=form.document(), reason=form.cleaned_data["reason"],
        seen=form.seen, request=request, by=asked.by, at=asked.now,
    )  # fmt: skip


def _previewed(asked: Asked, page: reads.SentencePage, form: SentenceCorrection) -> reads.Preview:
    paper_on = form.document().dated
    return reads.preview(
        row=asked.row, before=page.given, after=form.sentence(), paper_on=paper_on, by=asked.by, now=asked.now
    )


def _decision(asked: Asked, *, checked: bool = False) -> reads.SentencePage:
    page = reads.sentence_page(row=asked.row, by=asked.by, now=asked.now, checked=checked)
    if page is None:
        door.not_found()
    return page


def _told(request: HttpRequest, asked: Asked, made: subjects.Correction) -> HttpResponse:
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
    context = {
        "title": _("Correct the sentence"),
        "row": asked.row,
        "page": page,
        "preview": preview,
        "previewed": form.mark() if preview is not None else "",
        "fields": shell.fields(form, **SPANS),
        "problem": form.problem,
        "seen": form.seen if form.is_bound else page.version,
        "request_id": new_id(),
        "tables": tables,
    }
    return shell.render(request, "desk/sentence_correction.html", context, status=status)
