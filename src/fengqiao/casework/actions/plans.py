"""The plan: a version adopted, a review recorded. Effects of procedures, repeatable by `act`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.casework.actions.writing import CaseworkError, change
from fengqiao.casework.models import Plan, PlanReview
from fengqiao.casework.rules.plans import NewPlan
from fengqiao.kit import crypto
from fengqiao.kit.ids import new_id
from fengqiao.law import face as law
from fengqiao.law.face import Text
from fengqiao.subjects import face as subjects


class NoPlan(CaseworkError):
    """There is no plan in force that could be reviewed."""

    code = "no_plan"
    text = Text("尚无生效的矫正方案。", "There is no plan in force.")


@audit.act("casework.adopt_plan", about="result", record=("matter", "first_day"))
def adopt_plan(
    *, by: Actor, at: datetime, subject_id: int, area: str, matter: UUID, act: UUID, plan: NewPlan, first_day: date
) -> Plan:
    """The plan, or its next version, is adopted. Raises: UnknownSubject.

    A version adopted on the day of the one before follows it from the next day on.
    Law: Community Corrections Law art. 24; Measures art. 22.
    """
    person = subjects.lock(subject_id)
    done = Plan.objects.filter(made_by=act).first()
    if done is not None:
        return done
    now = Plan.objects.filter(subject=person, last_day=None).first()
    if now is not None:
        first_day = max(first_day, now.first_day + timedelta(days=1))
        change(now, act=act, reason="followed by another", last_day=first_day - timedelta(days=1))
    uid = new_id()
    texts = {
        f"{name}_sealed": crypto.seal(getattr(plan, name), table="casework_plan", column=name, row=uid)
        for name in ("assessment", "psychology", "supervision", "support")
    }
    return Plan.objects.create(
        uid=uid, area=person.area, subject=person, act=act, matter=matter, made_by=act, cause=plan.cause,
        number=now.number + 1 if now else 1, adopted_by=by.name, first_day=first_day,
        review_by=_review_by(first_day, person.area), **texts,
    )  # fmt: skip


@audit.act("casework.record_plan_review", about="result", record=("matter", "reviewed_on", "effect"))
def record_plan_review(
    *,
    by: Actor,
    at: datetime,
    subject_id: int,
    area: str,
    matter: UUID,
    act: UUID,
    reviewed_on: date,
    effect: str,
    note: str,
) -> PlanReview:
    """The plan was looked at and stays; the next review is counted from here. Raises: UnknownSubject, NoPlan."""
    person = subjects.lock(subject_id)
    done = PlanReview.objects.filter(made_by=act).first()
    if done is not None:
        return done
    plan = Plan.objects.filter(subject=person, last_day=None).first()
    if plan is None:
        raise NoPlan
    change(plan, act=act, reason="reviewed", review_by=_review_by(reviewed_on, person.area))
    uid = new_id()
    return PlanReview.objects.create(
        uid=uid, area=person.area, subject=person, act=act, plan=plan.uid, matter=matter, made_by=act,
        reviewed_on=reviewed_on, effect=effect,
        note_sealed=crypto.seal(note, table="casework_planreview", column="note", row=uid),
    )  # fmt: skip


def _review_by(day: date, area: str) -> date:
    """The last good day of the next review. Law: parameter PLN-2."""
    found = law.due("PLN-2", start=day, area=area).last_good_day
    assert found is not None
    return found
