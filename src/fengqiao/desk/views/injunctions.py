"""Sorting injunctions that a register gave as one text."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fengqiao.casework import face as casework
from fengqiao.desk.forms.injunctions import Sorting, filled
from fengqiao.desk.views.changing import METHODS, Asked, asked_about, pressed
from fengqiao.shell import face as shell
from fengqiao.users import face as users


@users.right(users.Right.WORK_CASES)
@require_http_methods(METHODS)
def sort_injunctions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say which activities, areas and persons a text forbids; the text stays. Law: Criminal Law arts 38, 72."""
    asked = asked_about(request, uid)
    if asked.sent is None:
        return _page(request, asked)
    form = Sorting(asked.sent, auto_id="id-sent-%s")
    status = pressed(form, lambda: _sort(asked, form))
    if status:
        return _page(request, asked, form, status=status)
    messages.success(request, _("Recorded"))
    return HttpResponseRedirect(f"{reverse('desk:file', args=(uid,))}?tab=sentence")


def _sort(asked: Asked, form: Sorting) -> None:
    given = form.cleaned_data
    casework.sort_injunction(
        injunction=given["which"], items=form.items(), reason=given["reason"], by=asked.by, at=asked.now
    )


def _page(request: HttpRequest, asked: Asked, sent: Sorting | None = None, *, status: int = 200) -> HttpResponse:
    """One form for each text; the one that was sent keeps what was typed, with what is wrong."""
    which = str(sent.data.get("which", "")) if sent is not None else ""
    texts = casework.injunctions_to_sort(asked.row.id)
    forms = [
        sent
        if sent is not None and which == str(each.original.uid)
        else Sorting(initial=filled(each), auto_id=f"id-{n}-%s")
        for n, each in enumerate(texts)
    ]
    context = {
        "title": _("Sort the injunctions"),
        "row": asked.row,
        "texts": [(each, _fields(form, each), form.problem) for each, form in zip(texts, forms, strict=True)],
        "unknown": sent is not None and sent not in forms,
    }
    return shell.render(request, "desk/injunctions.html", context, status=status)


def _fields(form: Sorting, unsorted: casework.UnsortedInjunction) -> tuple[shell.Field, ...]:
    """The fields of one text; only a second sorting has to say why."""
    fields = shell.fields(form, places={"span": 6}, reason={"span": 6})
    return tuple(each for each in fields if each.name != "reason" or unsorted.items)
