"""Newcomers: each gets a file on the day of the notice, as the desk gives one, and then the story is told."""

from __future__ import annotations

from datetime import date, timedelta

from fengqiao.demo import beginning_stories, circle, people
from fengqiao.demo.company import COUNTY, LEAD, Company, office_of
from fengqiao.demo.days import Days
from fengqiao.demo.delivery_telling import Delivery
from fengqiao.demo.missed_stories import MISSED
from fengqiao.demo.registration_stories import NEWCOMERS, Newcomer
from fengqiao.demo.registration_telling import Registration
from fengqiao.demo.telling import story
from fengqiao.kit import scope
from fengqiao.kit.clock import local_day
from fengqiao.law import face as law
from fengqiao.subjects import face as subjects

_FIRST_NUMBER = 450
# Unit: days since the decision took effect: papers of fewer days have not come, receipts of fewer are still owed.
_STILL_AWAITED, _RECEIPT_OWED = 7, 8
_TO_REPORT_IN, _WEEKEND_AND_SOME = 10, 5
_CATEGORIES = {
    "缓刑": "suspended_sentence",
    "管制": "public_surveillance",
    "假释": "parole",
    "暂予监外执行": "temporary_service_outside",
}
_GUARDIAN = subjects.NewContact(relation="5", role="guardian", name="陈桂英", phone="19900019999")


def tell(county: str, *, company: Company, days: Days) -> int:
    """All newcomers; returns how many."""
    everybody = (*NEWCOMERS, *MISSED)
    for position, newcomer in enumerate(everybody):
        with story(f"registration/{newcomer.name}"):
            _tell(newcomer, county, _FIRST_NUMBER + position, company=company, days=days)
    return len(everybody)


def _tell(newcomer: Newcomer, county: str, number: int, *, company: Company, days: Days) -> None:
    ago = _ago(newcomer, days)
    effective_on = days.day(-ago)
    invented = people.newcomer(county, number, newcomer.area, newcomer.kind, ago=ago, today=days.today)
    telling = Registration(company, days, office_of(newcomer.area), 0, effective_on=effective_on)
    at = telling.notified_at
    # Twenty numbers an hour are all that one person may enter, and whoever tries the demonstration needs some: the
    # county's two in turn, and the offices theirs.
    in_turn = COUNTY if number % 2 else LEAD
    keeper = office_of(newcomer.area).second if newcomer in MISSED else in_turn
    person = subjects.enrol(
        person=_new_subject(invented, newcomer, documents_on=days.day(-ago + 2), today=days.today),
        by=company.at_work(keeper, at),
        at=at,
    )
    telling.subject_id = person.pk
    if person.minor:
        circle.name_officers(
            person.pk, person.area, first_day=local_day(at), company=company, lead=company.at_work(LEAD, at), at=at
        )
    _deliver(newcomer, person.pk, company=company, days=days)
    newcomer.tell(telling)
    with scope.of((county,)):
        registered_on = subjects.intake_dates(subject_id=person.pk, on=days.today).registered_on
    if registered_on is not None:
        circle.put_in_charge(person.pk, person.area, number, first_day=registered_on, company=company, days=days)
    beginning_stories.tell_newcomer(newcomer.name, person.pk, telling.office, company=company, days=days)


def _ago(newcomer: Newcomer, days: Days) -> int:
    """Who does not come in time has a tenth day that no long holiday moves: the stories go on some days after it.

    Law: Community Corrections Law art 21 (ten days). Unit: days before the build.
    """
    ago = newcomer.ago
    while newcomer in MISSED and _moved(days.day(_TO_REPORT_IN - ago)) > _WEEKEND_AND_SOME:
        ago += 1
    return ago


def _moved(last_day: date) -> int:
    return (law.next_working(last_day) - last_day).days


def _deliver(newcomer: Newcomer, subject_id: int, *, company: Company, days: Days) -> None:
    """The papers come with the notice; those of the last days still wait for our receipt or for themselves."""
    came_on = days.day(-_ago(newcomer, days) + 2)
    telling = Delivery(company, days, office_of(newcomer.area), subject_id, came_on=came_on).adopt("document_delivery")
    if newcomer.papers is not None:
        newcomer.papers(telling)
        return
    if newcomer.ago < _STILL_AWAITED:
        return
    telling.received()
    if newcomer.ago > _RECEIPT_OWED:
        telling.receipt()


def _new_subject(
    invented: people.Person, newcomer: Newcomer, *, documents_on: date, today: date
) -> subjects.NewSubject:
    """The notice as the intake form takes it."""
    values = invented.values
    if newcomer.ends_in is not None:
        values = {**values, "矫正结束日期": (today + timedelta(days=newcomer.ends_in)).isoformat()}
    day = {name: date.fromisoformat(values[name]) for name in values if name.endswith("日期") and values[name]}
    return subjects.NewSubject(
        area=newcomer.area,
        name=values["姓名"],
        sex="1" if values["性别"] == "男" else "2",
        birth_date=day["出生日期"],
        number=values["身份证号"],
        ethnicity="01",
        phone=values["手机号"],
        household=values["户籍地址"],
        residence=values["居住地址"],
        residence_code=values["居住地代码"],
        flags=newcomer.flags,
        documents_on=documents_on,
        contacts=(_GUARDIAN,) if "minor" in newcomer.kind else (),
        sentence=subjects.NewSentence(
            category=_CATEGORIES[values["矫正类别"]],
            offences=values["罪名"],
            text=values["原判刑罚"],
            organ=values["判决机关"],
            document_number=values["判决文书号"],
            judged_on=day["判决日期"],
            effective_on=day["文书生效日期"],
            start=day["矫正开始日期"],
            end=day["矫正结束日期"],
        ),
    )
