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
from fengqiao.oversight.forms import FindingForm
from fengqiao.oversight.reads import findings
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.REVIEW_ACCESS)
@require_GET
def desk(request: users.WorkRequest) -> HttpResponse:
    """What the nights found, unanswered first."""
    context = {
        "rows": findings.desk(by=request.actor),
        "fields": shell.fields(FindingForm()),
        "numbers": reviewing.thresholds(request.actor.area, on=local_day(request.at)),
    }
    return shell.render(request, "oversight/reviews.html", context)


@users.right(users.Right.REVIEW_ACCESS)
@require_POST
def answer(request: users.WorkRequest, uid: UUID) -> HttpResponse:
    """The answer in words."""
    form, told = FindingForm(request.POST), _("The answer has between 10 and 500 characters and a result.")
    if form.is_valid():
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
