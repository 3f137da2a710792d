"""Intake: a person who is not in the register yet, with the registration opened in the same act."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fengqiao.desk.actions import intake as actions
from fengqiao.desk.forms import queries
from fengqiao.desk.forms.intake import Intake
from fengqiao.desk.views import door
from fengqiao.kit.ids import new_id
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users


@users.right(users.Right.WORK_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest) -> HttpResponse:
    """The form; a POST enters the person and opens the registration."""
    by, sent = door.actor(request), request.POST if request.method == "POST" else None
    form = Intake(sent, by=by)
    if sent is None:
        queries.read(request.path, request.GET, queries.NOTHING)
    if not form.is_valid():
        return _page(request, form, status=200 if sent is None else 422)
    try:
        subject = actions.take_in(person=form.person(), request=_request_id(request), by=by, at=door.moment(request))
    except subjects.AlreadyHere as known:
        messages.warning(request, _("This person already has a running file here"))
        return HttpResponseRedirect(reverse("desk:file", args=(known.uid,)))
    except door.REFUSALS as error:
        form.refuse(error)
        return _page(request, form, status=door.refusal_status(error))
    return HttpResponseRedirect(reverse("desk:file", args=(subject.uid,)) + "?tab=procedures")


def _request_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("request", ""))
    except ValueError:
        raise BadRequest("not one of our forms") from None


def _page(request: HttpRequest, form: Intake, *, status: int) -> HttpResponse:
    fields = shell.fields(
        form,
        name={"span": 2}, number={"span": 2}, ethnicity={"span": 2},
        phone={"span": 2}, household={"span": 4}, residence={"span": 4}, office={"span": 2},
        sentence={"span": 6}, judged_on={"span": 2}, effective_on={"span": 2}, arrived_on={"span": 2},
    )  # fmt: skip
    context = {
        "fields": fields,
        "problem": form.problem,
        "request_id": new_id(),
        "title": _("Reception and registration"),
    }
    return shell.render(request, "desk/intake.html", context, status=status)
