"""From the registration to the class: one story for every state that P06 to P09 know, of newcomers and of settled
people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction

from fengqiao.casework import face as casework
from fengqiao.demo.beginning_telling import MINORS, NEIGHBOUR, OFFICER, WORKER, Class, Group, Induction, Plan
from fengqiao.demo.cast import FENGQIAO
from fengqiao.demo.company import Company, Office, office_of
from fengqiao.demo.days import Days
from fengqiao.demo.telling import story
from fengqiao.kit import scope
from fengqiao.subjects import face as subjects

Told = TypeVar("Told", Group, Induction, Plan, Class)
# Unit: days. How long the term of somebody must still last whose plan is told here.
_LASTING = 60


@dataclass(frozen=True)
class Person:
    """One person's matters, each taken up or opened where the story wants it."""

    company: Company
    days: Days
    office: Office
    subject_id: int

    @property
    def group(self) -> Group:
        return self._of(Group).adopt("correction_group")

    @property
    def change(self) -> Group:
        return self._of(Group).adopt("group_member_change")

    @property
    def induction(self) -> Induction:
        return self._of(Induction).adopt("induction")

    @property
    def plan(self) -> Plan:
        return self._of(Plan).adopt("correction_plan")

    @property
    def adjustment(self) -> Plan:
        return self._of(Plan).adopt("plan_adjustment")

    @property
    def management(self) -> Class:
        return self._of(Class).adopt("classification")

    def opens(self, key: str, away: int, data: dict[str, str] | None = None) -> None:
        """The office opens a matter by itself."""
        self._of(Group).begin(key, data or {}, who=self.office.first, when=self.days.office(away, 9))

    def _of(self, kind: type[Told]) -> Told:
        return kind(self.company, self.days, self.office, self.subject_id)


def begins_whole(p: Person) -> None:
    """Everything on time: group, induction, plan and class stand."""
    p.group.whole(-8)
    p.induction.arranged(-8, -7).announced(-7)
    p.management.proposed(-7).approved(-7).told(-6)
    p.plan.drafted(-6).approved(-5).explained(-4)


def waits_for_the_lead(p: Person) -> None:
    """Class and plan wait for the county's lead."""
    p.group.whole(-8)
    p.induction.arranged(-8, -8).announced(-8)
    p.management.proposed(-8)
    p.plan.drafted(-6)


def waits_to_be_told(p: Person) -> None:
    """Class and plan are decided, and the person does not know yet."""
    p.group.whole(-5)
    p.induction.arranged(-5, -5).announced(-5)
    p.management.proposed(-5).approved(-4)
    p.plan.drafted(-4).approved(-3)


def stands_still(p: Person) -> None:
    """The group is not decided, so the induction cannot be announced."""
    p.group.named(-10).proposed(-10)
    p.induction.arranged(-9, -5)


def is_sent_back(p: Person) -> None:
    """The group comes back for want of somebody of the village."""
    p.group.named(-4, OFFICER).proposed(-4).returned(-3)


def is_put_off(p: Person) -> None:
    """The group is to sign, and the induction is put off."""
    p.group.named(-5).proposed(-5).formed(-4)
    p.induction.arranged(-4, -3).put_off(-3, 4)


def a_minor_begins(p: Person) -> None:
    """Not in public, with the guardian, and with measures of the minor's own."""
    p.group.whole(-3)
    p.induction.arranged(-3, -2).announced(-2, guardian_called=True)
    p.plan.drafted(-2, **MINORS)


#: By the name of the newcomer's registration.
OF_NEWCOMERS: dict[str, Callable[[Person], None]] = {
    "completed last week": begins_whole,
    "papers complete": waits_for_the_lead,
    "papers awaited": waits_to_be_told,
    "did not come to the office": stands_still,
    "papers to be asked for": is_sent_back,
    "registered at home": is_put_off,
    "minor, registered with the guardian": a_minor_begins,
}


def _with_group(p: Person) -> None:
    p.opens("correction_group", -60)
    p.group.whole(-60)


def _with_plan(p: Person) -> None:
    p.opens("correction_plan", -58)
    p.plan.drafted(-58).approved(-57).explained(-56)


def _with_change(p: Person, away: int) -> None:
    _with_group(p)
    p.opens("group_member_change", away)


def a_member_has_left(p: Person) -> None:
    _with_change(p, -6)
    p.change.left(-6)


def a_member_is_replaced(p: Person) -> None:
    _with_change(p, -12)
    p.change.left(-12).named(-9, WORKER, step="replace").proposed(-9, step="replace").formed(-7).signed(-6)


def a_replacement_is_to_be_decided(p: Person) -> None:
    _with_change(p, -5)
    p.change.left(-5).named(-3, NEIGHBOUR, step="replace").proposed(-3, step="replace")


def a_replacement_is_to_sign(p: Person) -> None:
    _with_change(p, -7)
    p.change.left(-7).named(-5, WORKER, step="replace").proposed(-5, step="replace").formed(-2)


def a_departure_is_to_be_recorded(p: Person) -> None:
    _with_change(p, -1)


def becomes_strict(p: Person) -> None:
    """After a warning the strict class is decided, and that opens the adjustment of the plan."""
    _with_plan(p)
    p.opens("classification", -9, {"kind": "trigger"})
    p.management.proposed(-9, warnings=1, conduct="擅自外出被警告一次。").approved(-8).told(-7)
    p.adjustment.adjusted(-6).approved(-4)


def is_adjusted(p: Person) -> None:
    """A job is found: the plan follows."""
    _with_plan(p)
    p.opens("plan_adjustment", -10, {"cause": "life_event"})
    p.adjustment.adjusted(-9)


def stays_as_planned(p: Person) -> None:
    _with_plan(p)
    p.opens("plan_adjustment", -10, {"cause": "risk"})
    p.adjustment.kept(-8)


def is_to_be_evaluated(p: Person) -> None:
    _with_plan(p)
    p.opens("plan_adjustment", -3, {"cause": "commendation"})


OF_SETTLED = (
    a_member_has_left,
    a_member_is_replaced,
    a_replacement_is_to_be_decided,
    a_replacement_is_to_sign,
    a_departure_is_to_be_recorded,
    becomes_strict,
    is_adjusted,
    stays_as_planned,
    is_to_be_evaluated,
)


def tell_newcomer(name: str, subject_id: int, office: Office, *, company: Company, days: Days) -> None:
    """What follows the registration of one newcomer, if anything is told of it."""
    told = OF_NEWCOMERS.get(name)
    if told is not None:
        told(Person(company, days, office, subject_id))


def tell(people: list[subjects.SubjectRow], *, company: Company, days: Days) -> int:
    """Settled people of 枫桥, the longest terms first: the shortest belong to other stories. Returns how many."""
    fit = [each for each in reversed(people) if _fits(each, days)]
    with transaction.atomic(), scope.of((FENGQIAO,)):
        classes = casework.classes_for([each.id for each in fit], on=days.today)
    # Whoever becomes strict was not so before: else no class changes, and nothing follows.
    fit.sort(key=lambda each: classes.get(each.id, "strict") == "strict")
    told = list(zip(OF_SETTLED, fit, strict=False))
    for tells, each in told:
        with story(f"beginning/{tells.__name__}"):
            tells(Person(company, days, office_of(each.area), each.id))
    return len(told)


def _fits(each: subjects.SubjectRow, days: Days) -> bool:
    since_long = each.registered_on is not None and each.registered_on <= days.day(-75)
    lasting = each.term_end >= days.day(_LASTING)
    return each.area == FENGQIAO and not each.is_minor_regime and since_long and lasting
