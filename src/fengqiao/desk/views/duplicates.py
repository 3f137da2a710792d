"""Files that may be of one person, for the county that keeps them: found side by side, for reading."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fengqiao.areas import face as areas
from fengqiao.desk.forms import queries
from fengqiao.desk.reads import changes, people, tables
from fengqiao.desk.views import door
from fengqiao.kit import clock
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users


@users.right(users.Right.WORK_CASES)
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs of files inside the viewer's county. Other posts are told that it is the county's work."""
    by, today = door.actor(request), clock.local_day(door.moment(request))
    queries.read(request.path, request.GET, queries.NOTHING)
    mine = changes.answers_checks(by) and areas.level_of(by.area) is areas.Level.COUNTY
    found = subjects.duplicates(place=by.area, by=by, today=today) if mine else ()
    context = {
        "pairs": found,
        "cells": [(people.of_row(each.older).cell, people.of_row(each.newer).cell) for each in found],
        "why": subjects.duplicate_rules.WHY,
        "may_look": mine,
        "title": _("Files that may be of one person"),
        "views": changes.lists(request.path, by=by),
        "tables": tables,
        "office_name": areas.office_name,
    }
    return shell.render(request, "desk/duplicates.html", context)
