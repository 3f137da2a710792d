"""What has reached its time (保管期限): listed, held, proposed for destruction, settled by a second person, proven."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fengqiao.areas import face as areas
from fengqiao.desk.forms import queries
from fengqiao.desk.forms.people import Change
from fengqiao.desk.forms.retention import Lifting, NewHold, Proposal, Word
from fengqiao.desk.reads import changes, joining, people, tables
from fengqiao.desk.views import changing, door
from fengqiao.kit import clock
from fengqiao.kit.ids import new_id
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Duty
from fengqiao.users import face as users

FORMS: dict[str, type[Change]] = {"hold": NewHold, "lift": Lifting, "propose": Proposal}


@users.right(users.Right.WORK_CASES)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What is due, what waits for a second person, what is held, what was destroyed; and the schedule."""
    by, today = door.actor(request), clock.local_day(door.moment(request))
    query = queries.read(request.path, request.GET, queries.RETENTION)
    mine = subjects.may(by, Duty.RETAIN, area=by.area)
    of, kind = query.get("of") or "due", query.get("kind") or "file"
    page = {"by": by, "today": today, "after": query.after, "size": query.size}
    reads: dict[str, Any] = {
        "due": partial(subjects.due, kind=kind, place=by.area), "holds": subjects.holds,
        "waiting": partial(subjects.erasures, of="waiting"), "done": partial(subjects.erasures, of="done"),
    }  # fmt: skip
    rows, following = reads[of](**page) if mine else ((), None)
    context: dict[str, Any] = {"rows": rows, "next_cursor": following, "query": query, "of": of, "kind": kind}
    context |= {"title": _("Retention"), "views": changes.lists(request.path, by=by), "may_look": mine}
    context["schedule"] = subjects.schedule(area=by.area, today=today)
    return shell.render(request, "desk/retention.html", context | _words())


@users.right(users.Right.WORK_CASES)
@require_http_methods(changing.METHODS)
def of_person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The holds of a file, and what of it has reached its time: placed, lifted, proposed."""
    asked = changing.asked_about(request, uid, duty=Duty.RETAIN)
    do = request.POST.get("do", "") if asked.sent is not None else ""
    if asked.sent is not None and do not in FORMS:
        raise BadRequest("not one of our forms")
    forms = {name: form(asked.sent if name == do else None) for name, form in FORMS.items()}
    if not do:
        return _person_page(request, asked, forms)
    made: list[Any] = []
    status = changing.pressed(forms[do], lambda: made.append(_carried_out(request, do, asked, forms[do])))
    if status:
        return _person_page(request, asked, forms, status=status)
    messages.success(request, _("Recorded"))
    onward = ("desk:erasure", made[0].uid) if do == "propose" else ("desk:retention", uid)
    return HttpResponseRedirect(reverse(onward[0], args=(onward[1],)))


@users.right(users.Right.WORK_CASES)
@require_safe
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One destruction: the proposal, the second person's word, and afterwards the certificate."""
    queries.read(request.path, request.GET, queries.NOTHING)
    return _page(request, _found(request, uid), Word())


@users.right(users.Right.WORK_CASES)
@require_POST
def settle(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The second person's word: destroyed at once, or declined with reasons."""
    found, form, do = _found(request, uid), Word(request.POST), request.POST.get("do", "")
    if do not in {"agree", "decline"}:
        raise BadRequest("not one of our forms")
    by, at = door.worker(request), door.moment(request)

    def press() -> None:
        answer = form.cleaned_data["answer"]
        subjects.decide_erasure(erasure=uid, agreed=do == "agree", answer=answer, by=by, at=at)

    status = changing.pressed(form, press)
    if status:
        return _page(request, found, form, status=status)
    messages.success(request, _("Destroyed; the certificate is below") if do == "agree" else _("Recorded"))
    return HttpResponseRedirect(reverse("desk:erasure" if do == "agree" else "desk:retention-list", args=_to(uid, do)))


def _to(uid: UUID, do: str) -> tuple[UUID, ...]:
    return (uid,) if do == "agree" else ()


def _carried_out(request: HttpRequest, do: str, asked: changing.Asked, form: Change) -> Any:
    given: dict[str, Any] = form.cleaned_data
    who: dict[str, Any] = {"by": asked.by, "at": asked.now}
    if do == "lift":
        return subjects.lift_hold(hold=given["hold"], cause=given["cause"], **who)
    press = changing.request_id(request)
    if do == "hold":
        return subjects.place_hold(uid=asked.row.uid, **given, request=press, **who)
    return subjects.propose_erasure(
        uid=asked.row.uid, kind=given["what"], words=given["words"], request=press, **who
    )  # fmt: skip


def _person_page(
    request: HttpRequest, asked: changing.Asked, forms: dict[str, Change], *, status: int = 200
) -> HttpResponse:
    row, ended = asked.row, subjects.ended_on(subject_id=asked.row.id, on=asked.today)
    dues = _dues(asked, ended)
    ripe = [kind for kind, _setting, due in dues if due is not None and due <= asked.today]
    forms["propose"].offer("what", [(kind, shell.text(subjects.retention_rules.KINDS[kind])) for kind in ripe])
    context: dict[str, Any] = {
        "row": row, "ended": ended, "title": _("Retention and holds"), "action": request.path, "request_id": new_id(),
        "allowed": subjects.may(asked.by, Duty.RETAIN, area=row.area),
        "holds": subjects.holds_of(uid=row.uid, by=asked.by, today=asked.today),
        "against": subjects.erasing_obstacles(row.id),
        "dues": dues,
        "may_propose": bool(ripe),
        "forms": {name: shell.fields(form) for name, form in forms.items()},
        "problems": {name: form.problem for name, form in forms.items()},
    }  # fmt: skip
    return shell.render(request, "desk/retention_person.html", context | _words(), status=status)


def _dues(asked: changing.Asked, ended: date | None) -> list[tuple[str, Any, date | None]]:
    """Each kind of the schedule with its setting and the first day on which it may be destroyed."""
    schedule = subjects.schedule(area=asked.row.area, today=asked.today)
    return [(kind, setting, _due(ended, setting)) for kind, setting in schedule]


def _due(ended: date | None, setting: Any) -> date | None:
    return subjects.retention_rules.due_on(ended, str(setting.value)) if ended else None


def _found(request: HttpRequest, uid: UUID) -> subjects.ErasureRow:
    by, today = door.actor(request), clock.local_day(door.moment(request))
    found = subjects.erasure(uid=uid, by=by, today=today)
    if found is None:
        door.not_found()
    return found


def _page(request: HttpRequest, found: subjects.ErasureRow, form: Word, *, status: int = 200) -> HttpResponse:
    by = door.actor(request)
    context: dict[str, Any] = {"found": found, "fields": shell.fields(form), "problem": form.problem}
    context |= {"title": _("Destruction"), "is_own": found.proposed_by in by.persons, "lines": _lines(found)}
    context["allowed"] = subjects.may(by, Duty.RETAIN, area=found.area)
    context["person"] = people.of_row(found.row).cell if found.row else None
    context["against"] = subjects.erasing_obstacles(found.row.id) if found.row and found.decided_at is None else ()
    return shell.render(request, "desk/erasure.html", context | _words(), status=status)


def _lines(found: subjects.ErasureRow) -> list[tuple[Any, int, str]]:
    """The certificate, a line for each kind of record."""
    told, names = (found.certificate or {}).get("tables", {}), joining.WHAT | joining.PARTS
    return [(names.get(name, name), each["rows"], each["sha256"]) for name, each in sorted(told.items())]


def _words() -> dict[str, Any]:
    """What every page of this subject says of kinds and places."""
    return {
        "rules": subjects.retention_rules, "tables": tables, "office_name": areas.office_name,
        "cell_of": joining.cell, "words_of": subjects.retention_rules.words,
    }  # fmt: skip
