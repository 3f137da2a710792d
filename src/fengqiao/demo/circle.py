"""Who belongs to the invented people: officers in charge, staff named for minors, guardians, guarantors, family."""

from __future__ import annotations

from datetime import date, datetime

from fengqiao.audit.face import Actor
from fengqiao.casework import face as casework
from fengqiao.demo.company import COUNTY, LEAD, Company, office_of
from fengqiao.demo.days import Days
from fengqiao.subjects import face as subjects

_FAMILY_NAMES = ("桂英", "国良", "爱珠", "建国", "阿兰", "志刚")
# Which grounds of an injunction close a place: the paper names it, the register's line does not.
_BARRED_PLACE = "330782"


def surround(people: list[subjects.SubjectRow], *, company: Company, days: Days) -> None:
    """Officers for everybody, named staff for minors, contacts for those of whom a procedure asks for them."""
    lead = company.at_work(LEAD, days.now)
    for position, each in enumerate(people):
        _officer(each, position, company=company, days=days)
        if each.is_minor_regime:
            _name_staff(each, company=company, lead=lead, days=days)
            _contact(each, "guardian", "5", position, lead=lead, days=days)
        elif each.category == "temporary_service_outside":
            _contact(each, "guarantor", "1", position, lead=lead, days=days)
        elif position % 9 == 0:
            _contact(each, "family", "1", position, lead=lead, days=days)


def _officer(each: subjects.SubjectRow, position: int, *, company: Company, days: Days) -> None:
    first_day = each.registered_on or days.today
    put_in_charge(each.id, each.area, position, first_day=first_day, company=company, days=days)


def put_in_charge(subject_id: int, area: str, position: int, *, first_day: date, company: Company, days: Days) -> None:
    """One of the two of the office, in turn."""
    office = office_of(area)
    who = company.at_work(office.first if position % 2 else office.second, days.now)
    assert who.person is not None
    casework.assign_officer(
        subject_id=subject_id, person=who.person, name=who.name, account=who.account, first_day=first_day,
        by=company.at_work(LEAD, days.now), at=days.now,
    )  # fmt: skip


def _name_staff(each: subjects.SubjectRow, *, company: Company, lead: Actor, days: Days) -> None:
    name_officers(
        each.id, each.area, first_day=each.registered_on or days.today, company=company, lead=lead, at=days.now
    )


def name_officers(subject_id: int, area: str, *, first_day: date, company: Company, lead: Actor, at: datetime) -> None:
    """All staff of the office and the county's clerk: so that every demonstration account there may work on it."""
    office = office_of(area)
    for username in dict.fromkeys((office.first, office.second, office.head, COUNTY)):
        who = company.at_work(username, at)
        assert who.person is not None
        subjects.name_staff(subject_id=subject_id, person=who.person, first_day=first_day, by=lead, at=at)


def _contact(each: subjects.SubjectRow, role: str, relation: str, position: int, *, lead: Actor, days: Days) -> None:
    family = "陈王张李俞楼何周"[position % 8]
    name = family + _FAMILY_NAMES[position % len(_FAMILY_NAMES)]
    contact = subjects.NewContact(relation=relation, role=role, name=name, phone=f"1990001{position:04d}")
    subjects.add_contact(uid=each.uid, contact=contact, by=lead, at=days.now)


def bar_from_market(each: subjects.SubjectRow, *, company: Company, days: Days) -> None:
    """The court's injunction that names a place, as its paper gives it."""
    item = casework.NewInjunction(
        text="禁止进入义乌国际商贸城从事经营活动", kind="area", areas=(_BARRED_PLACE,), last_day=each.term_end
    )
    lead = company.at_work(LEAD, days.now)
    casework.load_injunctions(subject_id=each.id, items=[item], first_day=each.term_start, by=lead, at=days.now)
