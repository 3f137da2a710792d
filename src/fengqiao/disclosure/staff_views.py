"""The staff pages: the list as the definitions give it now, what differs from the published one, publishing it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fengqiao.areas import face as areas
from fengqiao.disclosure import actions, errors, pages, powers, reads
from fengqiao.disclosure.forms import PublishForm
from fengqiao.disclosure.printing import pdf
from fengqiao.disclosure.workbook import workbook
from fengqiao.kit.clock import local_day
from fengqiao.shell import face as shell
from fengqiao.users import face as users

FILES = {"xlsx": workbook, "pdf": pdf}


def _authority(request: users.WorkRequest) -> str:
    """Whose list this post works by: the province's for its own posts, else the county's of the office."""
    code = request.actor.area
    wanted = areas.Level.COUNTY if areas.level_of(code) >= areas.Level.COUNTY else areas.Level.PROVINCE
    return areas.at_level(code, wanted)


def _context(request: users.WorkRequest) -> dict[str, Any]:
    authority = _authority(request)
    draft = reads.draft(authority, on=local_day(request.at))
    published = reads.published_by(authority)
    return {
        "draft": draft,
        "digest": powers.digest(draft),
        "published": published,
        "changes": powers.changes(published.list if published else None, draft),
        "versions": reads.versions(authority),
        "may_publish": users.has(request.actor, users.Right.PUBLISH) and request.actor.area == authority,
        "site": settings.FENGQIAO_PUBLIC_ORIGIN,
        "tables": pages.TABLES,
    }


@users.right(users.Right.READ_PARAMETERS)
@require_safe
def draft_list(request: users.WorkRequest) -> HttpResponse:
    """The powers list of the actor's institution as it stands now, beside what is published."""
    return shell.render(request, "disclosure/draft_list.html", _context(request))


@users.right(users.Right.READ_PARAMETERS)
@require_safe
def draft(request: users.WorkRequest, key: str) -> HttpResponse:
    """One procedure as it stands now, with its flow chart and whether the public reads the same."""
    context = _context(request)
    found = context["draft"].power(key)
    if found is None:
        raise Http404
    public = context["published"].list.power(key) if context["published"] else None
    state = "new" if public is None else "same" if public == found else "changed"
    return shell.render(request, "disclosure/draft.html", {**context, **pages.told(found), "state": state})


@users.right(users.Right.READ_PARAMETERS)
@require_safe
def file(request: users.WorkRequest, kind: str) -> HttpResponse:
    """The draft as a workbook or a PDF, marked as one."""
    day = local_day(request.at)
    content = FILES[kind](reads.draft(_authority(request), on=day), number=0, day=day)
    name = _("Powers list, draft")
    return shell.download(content, file_name=f"{name}.{kind}", content_type=pages.FILE_TYPES[kind])


@users.right(users.Right.PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: users.WorkRequest) -> HttpResponse:
    """What would change for readers; then publishing it, with a fresh second factor."""
    form = PublishForm(request.POST or None)
    if request.method != "POST":
        return _preview(request)
    if not form.is_valid():
        return _preview(request, problem=_("Confirm that you have looked at the preview."))
    try:
        made = actions.publish(
            authority=_authority(request), digest=form.cleaned_data["digest"], by=request.actor, at=request.at
        )
    except errors.NotPublishable as refusal:
        return _preview(request, problem=refusal.text)
    messages.success(request, _("Version %(number)s is published.") % {"number": made.number})
    return HttpResponseRedirect(reverse("powers:list"))


def _preview(request: HttpRequest, *, problem: Any = "") -> HttpResponse:
    context = {**_context(request), "problem": problem}  # type: ignore[arg-type]
    return shell.render(request, "disclosure/publish.html", context, status=422 if problem else 200)
