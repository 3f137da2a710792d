"""What the pages of this room are drawn with: a procedure with its chart, the other language's address, headers."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import translate_url
from django.utils.translation import gettext_lazy as _

from fengqiao.disclosure.powers import Power, Stage, Way
from fengqiao.procedures.flow import END
from fengqiao.shell import face as shell

FILE_TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
# Unit: seconds. What was published changes rarely; a correction is seen within five minutes (THREATS T83).
KEPT: Final = 300

MARKS: Final = {
    "V": _("verified against the source"),
    "C": _("corroborated by two sources"),
    "U": _("source to be verified"),
    "P": _("our proposal"),
}
LIMITS: Final = (
    shell.Column(_("Time limit")), shell.Column(_("Length")), shell.Column(_("From")),
    shell.Column(_("Whose")), shell.Column(_("Basis")),
)  # fmt: skip
RUNGS: Final = (
    shell.Column(_("Who decides")), shell.Column(_("Up to")), shell.Column(_("Also sent to")), shell.Column(_("Basis")),
)  # fmt: skip
POWERS: Final = (
    shell.Column(_("Number")), shell.Column(_("Procedure")), shell.Column(_("Basis")),
    shell.Column(_("Steps"), classes="r"), shell.Column(_("Time limits"), classes="r"),
)  # fmt: skip


def answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page of the public door that caches and search engines may keep for a while."""
    response = shell.render(request, template, {**context, "tables": TABLES, "other": other_language(request)})
    response.headers["Cache-Control"] = f"public, max-age={KEPT}"
    response.headers["X-Robots-Tag"] = "noarchive"
    return response


def other_language(request: HttpRequest) -> tuple[str, str, str]:
    """Code, name and address of this page in the other language."""
    code, name = ("en", "English") if shell.is_chinese() else ("zh-hans", "中文")
    return code, name, translate_url(request.path, code)


def told(power: Power) -> dict[str, Any]:
    """One procedure for its page: the record, its chart, and the number by which the chart calls each box."""
    chart = shell.lay_out(power.boxes, power.arrows, "zh" if shell.is_chinese() else "en")
    numbers = {box.key: box.number for box in chart.boxes}
    return {"power": power, "chart": chart, "numbers": numbers, "ways": ways, "marks": MARKS, "end": END}


def ways(stage: Stage) -> tuple[Way, ...]:
    """The ways out of a step that lead on; what only adds to the record is not part of the way."""
    return tuple(way for way in stage.ways if way.leads)


TABLES: Final = {"limits": LIMITS, "rungs": RUNGS, "powers": POWERS}
