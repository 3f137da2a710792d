"""The correction group and the plan of one person, as the file shows them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from fengqiao.casework import face as casework
from fengqiao.kit.records import record
from fengqiao.shell import face as shell


@record(kw_only=True)
class Version:
    """One version of the plan: why it was made, when it held, and its parts for reading."""

    number: int
    cause: shell.Words
    by: str
    first_day: date
    last_day: date | None
    review_by: date | None
    parts: tuple[shell.Fact, ...]


@record(kw_only=True)
class Around:
    """Who helps, and what was planned."""

    formed_on: date | None
    members: tuple[tuple[shell.Words, shell.Words, str, date], ...]
    plans: tuple[Version, ...]


PARTS: dict[str, shell.Words] = {
    "assessment": _("Assessment of the person"),
    "psychology": _("State of mind"),
    "supervision": _("Supervision"),
    "support": _("Education and support"),
}


def around(subject_id: int, *, on: date) -> Around:
    """The group on a day and every version of the plan, the newest first."""
    group = casework.correction_group(subject_id=subject_id, on=on)
    return Around(
        formed_on=group.formed_on,
        members=tuple(
            (casework.group_rules.MEMBER_ROLES[each.role], casework.group_rules.MEMBER_KINDS[each.kind], each.name,
             each.first_day)
            for each in group.members
        ),
        plans=tuple(version_of(each) for each in casework.plans_of(subject_id)),
    )  # fmt: skip


def version_of(row: casework.PlanRow) -> Version:
    """One version of a plan for reading."""
    return Version(
        number=row.number,
        cause=casework.plan_rules.CAUSES.get(row.cause, row.cause),
        by=row.adopted_by,
        first_day=row.first_day,
        last_day=row.last_day,
        review_by=row.review_by,
        parts=tuple(shell.Fact(label, getattr(row, name)) for name, label in PARTS.items() if getattr(row, name)),
    )
