"""The access review desk of the data officer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fengqiao.kit.clock import local_day
from fengqiao.oversight.actions import reviewing
from fengqiao.oversight.errors import OversightError, UnknownOpening
from fengqiao.oversight.forms import FindingForm, id_in, one_of_many
from fengqiao.oversight.reads import findings
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.REVIEW_ACCESS)
@require_GET
def desk(request: users.WorkRequest) -> HttpResponse:
    """What the nights found, unanswered first."""
    return _desk(request)


def _desk(request: users.WorkRequest, wrong: dict[UUID, FindingForm] | None = None) -> HttpResponse:
    """The desk; `wrong` is the answer that was refused, shown again where it was typed."""
    rows = findings.desk(by=request.actor)
    context = {
        "rows": rows,
        "fields": one_of_many(FindingForm, (row.uid for row in rows), wrong or {}),
        "numbers": reviewing.thresholds(request.actor.area, on=local_day(request.at)),
    }
    return shell.render(request, "oversight/reviews.html", context, status=422 if wrong else 200)


@users.right(users.Right.REVIEW_ACCESS)
@require_POST
def answer(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """The answer in words."""
    form = FindingForm(request.POST, auto_id=id_in(uid))
    if not form.is_valid():
        return _desk(request, {uid: form})
    told = _answered(request, uid, form)
    messages.error(request, told) if told else messages.success(request, _("The answer is kept."))
    return HttpResponseRedirect(reverse("oversight:reviews"))


def _answered(request: users.WorkRequest, uid: UUID, form: FindingForm) -> str:
    """Write the answer; why not, when it was refused."""
    words, fine = form.cleaned_data["words"], form.cleaned_data["verdict"] == "yes"
    try:
        reviewing.answer_finding(finding=uid, is_in_order=fine, words=words, by=request.actor, at=request.at)
    except UnknownOpening:
        raise Http404 from None
    except OversightError as error:
        return error.text.zh if shell.is_chinese() else error.text.en
    return ""
