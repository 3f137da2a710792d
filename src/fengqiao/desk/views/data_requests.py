"""Requests of people that their data be put right: received, answered by somebody else, listed until then."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengqiao.areas import face as areas
from fengqiao.desk.actions import answering
from fengqiao.desk.forms import queries
from fengqiao.desk.forms.rights import AnswerRequest, NewRequest
from fengqiao.desk.reads import basis, changes, deadlines, people, tables
from fengqiao.desk.views import door
from fengqiao.desk.views.changing import METHODS, asked_about, request_id
from fengqiao.desk.views.changing import answer as settle
from fengqiao.kit import clock
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Duty
from fengqiao.users import face as users


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def of_person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The requests of one person, and the form for a new one."""
    asked = asked_about(request, uid)
    form = NewRequest(asked.sent, initial={"received_on": asked.today})

    def act() -> None:
        subjects.receive_request(uid=uid, **form.cleaned_data, request=request_id(request), by=asked.by, at=asked.now)

    rows = subjects.requests_of(uid=uid, by=asked.by, today=asked.today)
    listed: dict[str, Any] = {"requests": rows, "words": subjects.request_rules, "dues": _dues(rows, asked.now)}
    listed["may_answer"] = subjects.may(asked.by, Duty.ANSWER_REQUEST, area=asked.row.area)
    onward = reverse("desk:data-requests", args=(uid,))
    return settle(request, asked, form, act, title=_("Record a request"), onward=onward, **listed)


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def answer(request: HttpRequest, uid: UUID, asked_uid: UUID) -> HttpResponse:
    """The answer to one request; a second person's."""
    asked = asked_about(request, uid, duty=Duty.ANSWER_REQUEST)
    found = subjects.request(uid=asked_uid, by=asked.by, today=asked.today)
    if found is None or found.row.uid != uid:
        door.not_found()
    form = AnswerRequest(asked.sent, made=_made(found, asked.by))

    def act() -> None:
        subjects.answer_request(request=found.uid, **form.settled(), by=asked.by, at=asked.now)

    more: dict[str, Any] = {"asked_for": found, "words": subjects.request_rules, "dues": _dues((found,), asked.now)}
    more |= {"duty": Duty.ANSWER_REQUEST, "onward": reverse("desk:data-requests", args=(uid,))}
    return settle(request, asked, form, act, title=_("Answer the request"), **more)


@users.right(users.Right.WORK_CASES)
@require_POST
def paper(request: HttpRequest, uid: UUID, asked_uid: UUID) -> HttpResponse:
    """The answer on paper, for the person: its page, where the office seals it and puts its service on record."""
    asked = asked_about(request, uid)
    found = subjects.request(uid=asked_uid, by=asked.by, today=asked.today)
    if found is None or found.row.uid != uid or found.state not in subjects.request_rules.ANSWERS:
        door.not_found()
    made = answering.on_paper(request=found, by=asked.by, at=asked.now)
    return HttpResponseRedirect(reverse("desk:paper", args=(made,)))


@users.right(users.Right.WORK_CASES)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Requests without an answer, the soonest due first."""
    by, now = door.actor(request), door.moment(request)
    query = queries.read(request.path, request.GET, queries.LISTED)
    rows, following = subjects.open_requests(by=by, today=clock.local_day(now), after=query.after, size=query.size)
    context: dict[str, Any] = {
        "rows": rows,
        "people": [people.of_row(each.row).cell for each in rows],
        "next_cursor": following,
    }
    context |= {
        "query": query,
        "title": _("Requests about one's own data"),
        "views": changes.lists(request.path, by=by),
    }
    context |= {"dues": _dues(rows, now), "words": subjects.request_rules, "tables": tables}
    return shell.render(request, "desk/data_requests.html", context | {"office_name": areas.office_name})


def _made(found: subjects.RequestRow, by: Any) -> list[tuple[str, str]]:
    """The corrections since the request came, by moment and cause."""
    made = subjects.corrections_since(uid=found.row.uid, since=found.received_on, by=by)
    return [(str(uid), f"{shell.dense_moment(at)} {cause}") for uid, at, cause in made]


def _dues(rows: tuple[subjects.RequestRow, ...], now: datetime) -> dict[UUID, shell.Due]:
    """When each answer is due; the parameter says why."""
    soon, bases = deadlines.soon_days(now), basis.of_keys(("local",))
    return {
        each.uid: shell.Due(_end_of(each.due_on), now, bases, soon_days=soon, label=_("Answer due"))
        for each in rows
        if each.state == subjects.request_rules.OPEN
    }


def _end_of(day: date) -> datetime:
    return clock.start_of(day + timedelta(days=1))
