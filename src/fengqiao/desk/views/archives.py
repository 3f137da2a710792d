"""Archives: the list of a place, one archive, and what is done to it by hand."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fengqiao.desk.forms import archives as forms
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import archives as reads
from fengqiao.desk.reads import tables
from fengqiao.desk.views import door
from fengqiao.desk.views.changing import METHODS, answer, asked_about, request_id
from fengqiao.documents import face as documents
from fengqiao.kit.keyset import BadCursor
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Duty
from fengqiao.users import face as users


@users.right(users.Right.SEE_CASES)
@require_safe
def archives(request: HttpRequest) -> HttpResponse:
    """The archives of a place by where they stand."""
    by, now = door.actor(request), door.moment(request)
    query = queries.read(request.path, request.GET, queries.ARCHIVES)
    try:
        page = reads.listed(query, by=by, now=now)
    except BadCursor:
        raise BadRequest("cursor") from None
    context = {"tables": tables, "page": page, "query": query, "views": reads.views(query, by=by)}
    return shell.render(request, "desk/archives.html", context, block="list")


@users.right(users.Right.SEE_CASES)
@require_safe
def lent(request: HttpRequest) -> HttpResponse:
    """What is lent: whose archive, to whom, until when; what should be back already stands first."""
    by, now = door.actor(request), door.moment(request)
    query = queries.read(request.path, request.GET, queries.LENT)
    try:
        page = reads.lent(query, by=by, now=now)
    except BadCursor:
        raise BadRequest("cursor") from None
    context = {"tables": tables, "page": page, "query": query, "views": reads.lent_views(query)}
    return shell.render(request, "desk/archives_lent.html", context)


@users.right(users.Right.SEE_CASES)
@require_safe
def archive(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One archive with its index."""
    queries.read(request.path, request.GET, queries.NOTHING)
    try:
        page = reads.archive_page(uid, by=door.actor(request), now=door.moment(request))
    except subjects.UnknownSubject:
        door.not_found()
    return shell.render(request, "desk/archive.html", {"tables": tables, "page": page})


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def file_piece(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Register a piece that came in from outside."""
    asked = asked_about(request, uid)
    gaps = reads.gaps_to_choose(asked.row, today=asked.today)
    form = forms.Piece(asked.sent, parts=reads.parts_of(asked.row, by=asked.by), gaps=reads.as_choices(gaps))

    def act() -> None:
        documents.file_item(
            subject_id=asked.row.id, area=asked.row.area, opened_on=asked.row.registered_on or asked.today,
            minor=asked.row.is_minor_regime, item=form.piece(), request=request_id(request), by=asked.by, at=asked.now,
        )  # fmt: skip

    return answer(request, asked, form, act, title=_("Register a piece"), onward=_page(uid))


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def strike_piece(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Strike out a piece that was registered by mistake."""
    asked = asked_about(request, uid)
    form = forms.Striking(asked.sent, listed=reads.pieces_to_choose(asked.row, today=asked.today))

    def act() -> None:
        item, reason = UUID(form.cleaned_data["who"]), form.cleaned_data["reason"]
        documents.strike_item(subject_id=asked.row.id, item=item, reason=reason, by=asked.by, at=asked.now)

    return answer(request, asked, form, act, title=_("Strike out a piece"), onward=_page(uid))


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def look_inside(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open a sealed archive for a judicial case or a query by state rules. Law: Community Corrections Law art. 54."""
    asked = asked_about(request, uid, duty=Duty.OPEN_SEALED)
    form = forms.Looking(asked.sent)

    def act() -> None:
        row = asked.row
        documents.look_inside(subject_id=row.id, area=row.area, look=form.look(), by=asked.by, at=asked.now)

    return answer(
        request, asked, form, act, title=_("Look into the sealed archive"), duty=Duty.OPEN_SEALED, onward=_page(uid)
    )


def _page(uid: UUID) -> str:
    return reverse("desk:archive", args=(uid,))
