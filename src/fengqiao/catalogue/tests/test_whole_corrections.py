"""One whole correction for each category and for a minor, on the real database: what is the same, and what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from fengqiao.catalogue.tests.lives.filling import Filler
from fengqiao.catalogue.tests.test_beginning_in_the_house import READER, open_matters
from fengqiao.documents import face as documents
from fengqiao.kit.clock import local_day
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests.cast import COUNTY, NOW, OFFICE, Cast, as_actor, cast, press, working
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Subject
from fengqiao.subjects.tests import factories
from fengqiao.users.tests import factories as users

TODAY = local_day(NOW)
LAST_DAY = TODAY + timedelta(days=20)
END = NOW + timedelta(days=20)
MEMBERS: Mapping[str, Any] = {
    "member_name": "王秀英", "member_kind": "justice_office", "member_role": "leader", "member_sex": "2",
    "knows_minors": True, "has_violence": False,
}  # fmt: skip


@dataclass(frozen=True)
class Way:
    """How one kind of person goes through it: what differs, by the words that the pages show."""

    category: str
    minor: bool = False
    expects: str = "等待报到"
    notice: Mapping[str, Any] = field(default_factory=lambda: {"effective_on": "2026-11-16"})
    papers: frozenset[str] = frozenset()
    after_decision: tuple[str, ...] = ("certify",)
    ending: str = ""


WAYS = {
    "public_surveillance": Way("public_surveillance", ending="管制期满，解除管制"),
    "suspended_sentence": Way("suspended_sentence", ending="缓刑考验期满，原判刑罚不再执行"),
    "parole": Way("parole", ending="假释考验期满，原判刑罚执行完毕"),
    "temporary_service": Way(
        "temporary_service_outside", expects="等待移送",
        notice={"decided_by": "prison_administration", "organ_received_on": "2026-11-16"}, papers=frozenset({"D13"}),
        after_decision=("certify", "tell_prison"), ending="刑期届满，由监狱、看守所依法办理刑满释放手续",
    ),
    "minor": Way("suspended_sentence", minor=True, ending="缓刑考验期满，原判刑罚不再执行"),
}  # fmt: skip


@dataclass
class Going:
    """A correction under way; forms are filled in from their fields, with what the test says."""

    people: Cast
    person: Subject

    def view(self, key: str, at: datetime) -> procedures.MatterView:
        with working(COUNTY):
            return procedures.matter(uid=self.matter(key), by=READER, at=at)

    def matter(self, key: str) -> UUID:
        return open_matters(self.person)[key]

    def do(self, who: users.Someone, key: str, name: str, *, at: datetime = NOW, **said: Any) -> Any:
        """One step; whatever the form asks for beyond what is said is filled in."""
        view = self.view(key, at)
        step, outcome = name.split(".")
        shown = view.progress.open_step(step).outcome(outcome)  # type: ignore[union-attr]
        filler = Filler(Random(name), at, OFFICE)
        need = replace(shown.form, fields=tuple(each for each in shown.form.fields if each.name not in said), rules=())
        data = {**(filler.fill(need, view.progress.case) or {}), **said}
        answers = dict.fromkeys(shown.must_answer, "已核实")
        return press(view.uid, name, who, at=at, data=data, reasons="情况属实", answers=answers)

    def steps(self, key: str, at: datetime = NOW) -> list[str]:
        return [step.key for step in self.view(key, at).progress.open_steps]


@pytest.fixture
def people(everywhere: None) -> Cast:
    return cast()


def notified(way: Way, people: Cast) -> Going:
    """A notice has come of somebody whose term ends in twenty days."""
    start = date(2026, 9, 16)
    sentence = factories.sentence(category=way.category, start=start, end=LAST_DAY, effective_on=date(2026, 11, 16))
    born = date(2010, 1, 5) if way.minor else date(1985, 3, 4)
    flags = frozenset({"sick", "medical_parole"}) if "temporary" in way.category else frozenset()
    person = factories.notified(1, sentence=sentence, birth_date=born, sex="2", flags=flags)
    for officer in (people.clerk, people.second) if way.minor else ():
        subjects.name_staff(
            subject_id=person.pk, person=officer.person, first_day=TODAY, by=as_actor(people.lead), at=NOW
        )
    return Going(people, person)


def is_registered(going: Going, way: Way) -> None:
    """P04: who brings the person, and who must be there."""
    who = going.people.county_clerk
    notice = {**way.notice, "told_of_duty": True, "papers_received": ["judgment"]}
    procedures.start(key="registration", subject_id=going.person.pk, data=notice, by=as_actor(who), at=NOW)
    (expected,) = going.view("registration", NOW).progress.open_steps
    assert expected.title.zh == way.expects
    going.do(who, "registration", "expect.arrived", identity_seen=True, arrived_at=NOW.isoformat())
    done = {"duties_explained": True, "papers_missing": []}
    if way.minor:
        with pytest.raises(procedures.Refused) as refused:
            going.do(who, "registration", "register.registered", **done, guardian_present=False)
        assert [each.field for each in refused.value.refusal.wrong] == ["guardian_present"]
        done["guardian_present"] = True
    going.do(who, "registration", "register.registered", **done)


def begins(going: Going, way: Way) -> None:
    """P06 to P09: with somebody who knows minors, not in public, with measures of their own."""
    people = going.people
    if way.minor:
        going.do(people.clerk, "correction_group", "members.add_member", **{**MEMBERS, "knows_minors": False})
        going.do(people.clerk, "correction_group", "members.propose")
        with pytest.raises(procedures.Refused, match="not_allowed"):
            going.do(people.lead, "correction_group", "decide.formed")
        going.do(people.lead, "correction_group", "decide.incomplete")
    going.do(people.clerk, "correction_group", "members.add_member", **MEMBERS)
    going.do(people.clerk, "correction_group", "members.propose")
    going.do(people.lead, "correction_group", "decide.formed")
    everything = [each.code for each in _field(going, "induction", "announce", "contents_read")]
    said = {"announced_at": NOW.isoformat(), "contents_read": everything, "guardian_called": True, "signed": "signed"}
    if way.minor:
        with pytest.raises(procedures.Refused):
            going.do(people.county_clerk, "induction", "announce.announced", **said, is_public=True)
    going.do(people.county_clerk, "induction", "announce.announced", **said, is_public=False)
    going.do(people.clerk, "classification", "propose.proposed", proposed_class="strict")
    going.do(people.lead, "classification", "decide.approve")
    going.do(people.clerk, "correction_plan", "draft.drafted")
    going.do(people.lead, "correction_plan", "decide.approve")


def _field(going: Going, key: str, step: str, name: str) -> Any:
    """The closed list of a field; the induction is arranged on the way."""
    going.do(going.people.county_clerk, key, "arrange.arranged")
    shown = going.view(key, NOW).progress.open_step(step).outcomes[0]  # type: ignore[union-attr]
    return shown.form.field(name).choices  # type: ignore[union-attr]


def is_discharged(going: Going, way: Way) -> Any:
    """P40: on the last day and not before; a prison is told where it releases."""
    people = going.people
    procedures.run_daily(at=NOW + timedelta(hours=1), over=(COUNTY,), only={"discharge"})
    later = NOW + timedelta(hours=2)
    going.do(people.clerk, "discharge", "summary.handed_in", at=later, summary_on=TODAY.isoformat())
    going.do(people.second, "discharge", "appraise.appraised", at=later)
    going.do(people.county_clerk, "discharge", "review.forward", at=later)
    going.do(people.lead, "discharge", "decide.agree", at=later)
    assert going.steps("discharge", later) == list(way.after_decision)
    with pytest.raises(procedures.Refused):
        going.do(people.lead, "discharge", "certify.issued", at=END - timedelta(days=1))
    matter = going.matter("discharge")
    going.do(people.lead, "discharge", "certify.issued", at=END)
    going.do(people.county_clerk, "discharge", "hand_over.handed", at=END, handed_on=LAST_DAY.isoformat())
    return matter


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_from_the_notice_to_the_certificate(people: Cast, way: Way) -> None:
    going = notified(way, people)
    is_registered(going, way)
    begins(going, way)
    matter = is_discharged(going, way)
    going.person.refresh_from_db()
    assert (going.person.state, going.person.ended_on) == ("discharged", LAST_DAY)
    with working(COUNTY):
        certificate = {row.kind: row for row in documents.of_matter(matter)}["D101"]
        said = documents.content(certificate.uid)["facts"]
        issued = {row.kind for row in documents.of_person(going.person.pk).rows}
        assert procedures.compare_all(by=READER) == ()
        found = subjects.balance(by=as_actor(people.lead), place=OFFICE, since=TODAY, until=LAST_DAY)
    assert said["ending"] == way.ending
    assert way.papers <= issued
    assert ("D13" in issued) is ("D13" in way.papers), "only a prison hands over"
    assert (found.before, found.discharged, found.in_register) == (1, 1, 0)
