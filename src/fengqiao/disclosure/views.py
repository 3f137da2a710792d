"""The pages of the public door: reading only, no session, nothing about anybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fengqiao.disclosure import errors, pages, reads, throttle
from fengqiao.kit import clock
from fengqiao.shell import face as shell
from fengqiao.users import face as users

ROBOTS = "User-agent: *\nDisallow: /v/\nDisallow: /en/v/\n"


@users.right(users.PUBLIC)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this site is and where to go."""
    return pages.answer(request, "disclosure/home.html", {"published": reads.published()})


@users.right(users.PUBLIC)
@require_safe
def powers_list(request: HttpRequest) -> HttpResponse:
    """The powers list as it was published."""
    return pages.answer(request, "disclosure/powers.html", {"published": reads.published()})


@users.right(users.PUBLIC)
@require_safe
def power(request: HttpRequest, key: str) -> HttpResponse:
    """One procedure of the published list with its flow chart."""
    published = reads.published()
    found = published.list.power(key) if published else None
    if published is None or found is None:
        raise Http404
    context = {"published": published, **pages.told(found)}
    return pages.answer(request, "disclosure/power.html", context)


@users.right(users.PUBLIC)
@require_safe
def file(request: HttpRequest, kind: str) -> HttpResponse:
    """The published list as a workbook or a PDF, byte for byte as it was published."""
    found = reads.published_file(kind)
    if found is None:
        raise Http404
    version, content = found
    name = f"权责清单-第{version.number}版.{kind}"
    return shell.download(content, file_name=name, content_type=pages.FILE_TYPES[kind])


@users.right(users.PUBLIC)
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """How to check a paper by the code printed on it."""
    return pages.answer(request, "disclosure/papers.html", {"published": reads.published()})


@users.right(users.PUBLIC)
@require_safe
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """What the code on a paper leads to: kind, office, dates, whether it holds. One answer for what is not known."""
    at = clock.now()
    if not throttle.take(users.network(request), at):
        return shell.error(request, status=429, retry_after_seconds=60, template=errors.PAGE)
    found = reads.confirmed(token, today=clock.local_day(at))
    context = {"found": found, "published": None, "other": pages.other_language(request)}
    return shell.render(request, "disclosure/verify.html", context, status=200 if found else 404)


@users.right(users.PUBLIC)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines leave the addresses of papers alone."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
