"""The room's one page: what a demonstration would have sent. The bell's pages are the desk's, which knows names."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fengqiao.notices import reads, wording
from fengqiao.shell import face as shell
from fengqiao.users import face as users

ANSWERS: dict[str, shell.Tag] = {
    "accepted": shell.Tag(_("taken"), "ok", "circle-check"),
    "refused": shell.Tag(_("refused"), "danger", "ban"),
    "silence": shell.Tag(_("no answer"), "warn", "wifi-off"),
}


@users.right(users.Right.MANAGE_POSTS)
@require_safe
def recorded(request: users.WorkRequest) -> HttpResponse:
    """Neutral words and masked numbers; nothing was sent. In a real installation there is no such page."""
    if not settings.FENGQIAO_DEMONSTRATION:
        raise Http404
    if request.GET:
        raise BadRequest("no condition is known here")
    context = {"rows": reads.recorded(), "channels": wording.CHANNELS, "answers": ANSWERS}
    return shell.render(request, "notices/recorded.html", context)
