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

    def act() -> None:
        casework.sort_injunction(
            injunction=form.cleaned_data["which"], items=form.items(), reason=form.cleaned_data["reason"],
            by=asked.by, at=asked.now,
        )  # fmt: skip

    status = pressed(form, act)
    if status:
        return _page(request, asked, form, status=status)
    messages.success(request, _("Recorded"))
    return HttpResponseRedirect(f"{reverse('desk:file', args=(uid,))}?tab=sentence")


def _page(request: HttpRequest, asked: Asked, sent: Sorting | None = None, *, status: int = 200) -> HttpResponse:
    """One form for each text; the one that was sent keeps what was typed, with what is wrong."""
    which = str(sent.data.get("which", "")) if sent is not None else ""
    texts = []
    for number, unsorted in enumerate(casework.injunctions_to_sort(asked.row.id)):
        is_sent = sent is not None and which == str(unsorted.original.uid)
        form = sent if is_sent and sent else Sorting(initial=filled(unsorted), auto_id=f"id-{number}-%s")
        fields = shell.fields(form, places={"span": 6}, reason={"span": 6})
        # Only a second sorting has to say why.
        asked_for = tuple(each for each in fields if each.name != "reason" or unsorted.items)
        texts.append((unsorted, asked_for, form.problem))
    context = {
        "title": _("Sort the injunctions"),
        "row": asked.row,
        "texts": texts,
        "unknown": sent is not None and not any(which == str(each.original.uid) for each, *_rest in texts),
    }
    return shell.render(request, "desk/injunctions.html", context, status=status)
