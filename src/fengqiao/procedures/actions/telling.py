"""Colleagues are told of what their inbox does not say: what was decided on a matter they worked on."""

from __future__ import annotations

from datetime import datetime

from fengqiao.audit import face as audit
from fengqiao.notices import face as notices
from fengqiao.procedures.grammar import APPLICATION, PERSON, Act, Does, OutcomeKind, Text
from fengqiao.procedures.models import Act as ActRow
from fengqiao.procedures.progress_fold import CONFIRM, PAPERS, outcome_of
from fengqiao.procedures.reads.standing import Standing


def tell_colleagues(standing: Standing, act: Act, *, by: audit.Actor, at: datetime) -> None:
    """After a decision: every post whose holder had a part in the matter before, but the one who decided."""
    if act.by.kind != PERSON or act.step in {CONFIRM, PAPERS, APPLICATION} or act.sealed.get("waits"):
        return
    step, outcome = standing.definition.step(act.step), outcome_of(standing.definition, act)
    if step.does is not Does.DECIDE or outcome.kind is not OutcomeKind.CHOICE or outcome.stays:
        return
    matter = standing.matter
    earlier = ActRow.objects.filter(matter_id=matter.id, kind=PERSON, post__isnull=False).exclude(person=by.person)
    posts = frozenset(earlier.values_list("post_id", flat=True))
    if not posts:
        return
    notices.tell_staff(
        by=by, at=at, area=matter.area, kind="decided", cause=act.uid, posts=posts, subject_id=matter.subject_id,
        matter=matter.uid,
        values={
            "procedure": _both(standing.definition.title),
            "step": _both(step.title),
            "outcome": _both(outcome.title),
        },
    )  # fmt: skip


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
