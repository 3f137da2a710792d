"""A copy of all data about a person, for the person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fengqiao.desk.actions import copying
from fengqiao.desk.forms.rights import PersonCopy
from fengqiao.desk.views import changing
from fengqiao.desk.views.changing import METHODS
from fengqiao.kit import clock, holdings
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users


@users.right(users.Right.SEE_CASES)
@require_http_methods(METHODS)
def give(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the copy would hold and leave out, and who asks; a POST hands it out. Its name says nothing of anybody."""
    asked = changing.asked_about(request, uid, duty=subjects.Duty.GIVE_COPY)
    form, made = PersonCopy(asked.sent), []

    def press() -> None:
        made.append(copying.give(uid=uid, **form.cleaned_data, by=asked.by, at=asked.now))

    status = changing.pressed(form, press) if asked.sent is not None else 200
    if made:
        name = f"copy-{clock.local_day(asked.now)}-{uid.hex[-8:]}.pdf"
        return shell.download(made[0], file_name=name, content_type="application/pdf")
    allowed = subjects.may(asked.by, subjects.Duty.GIVE_COPY, area=asked.row.area)
    context = {"row": asked.row, "fields": shell.fields(form), "problem": form.problem, "allowed": allowed}
    context |= {"kept": holdings.kept(), "title": _("A copy of all data about the person")}
    return shell.render(request, "desk/person_copy.html", context, status=status)
