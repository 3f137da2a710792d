"""One's own password, and staying signed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fengqiao.shell import face as shell
from fengqiao.users import door
from fengqiao.users.access import ACCOUNT, right
from fengqiao.users.actions import sign_in
from fengqiao.users.door import StaffRequest
from fengqiao.users.forms import PasswordForm


@right(ACCOUNT)
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: StaffRequest) -> HttpResponse:
    """Change the password; a one-time password must be changed before anything else."""
    assert request.signed_in is not None
    form = PasswordForm(request.POST or None)
    if form.carried(sign_in.change_password, account=request.signed_in.account, at=request.at):
        door.end_other_browsers(request)
        messages.success(request, _("The password is changed. Other browsers have been signed out."))
        return HttpResponseRedirect("/")
    context = {
        "form": form,
        "fields": shell.fields(form, present={"span": 6}, new={"span": 6}, again={"span": 6}),
        "must_change": request.signed_in.must_change,
    }
    return shell.render(request, "users/password.html", context, status=422 if form.is_bound else 200)


@right(ACCOUNT)
@require_POST
def stay(request: StaffRequest) -> HttpResponse:
    """Somebody is still here: opening the session was the use that renews it."""
    return HttpResponse(status=204)
