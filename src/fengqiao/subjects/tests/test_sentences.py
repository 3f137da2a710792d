"""A corrected decision: at once when nothing of weight is dated back, else by a second person; former ones stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from fengqiao.kit import bus
from fengqiao.subjects import face as subjects
from fengqiao.subjects import facts
from fengqiao.subjects.face import Correction, NewSentence, Paper, Subject, TermLength
from fengqiao.subjects.models import Sentence, SubjectVersion
from fengqiao.subjects.rules.corrections import packed, unpacked
from fengqiao.subjects.tests import factories as make
from fengqiao.users import face as users

pytestmark = pytest.mark.usefixtures("everywhere")

CLERK = make.actor("office_staff", make.A1, person=21)
HEAD = replace(make.actor("office_head", make.A1, person=22), verified_at=make.AT)
LONGER = make.sentence(end=date(2027, 8, 31), text="拘役六个月，缓刑一年", length=TermLength(years=1))
RULING = Paper(title="（2026）浙0681刑初1号之一刑事裁定书", dated=make.TODAY)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    said: list[object] = []
    monkeypatch.setattr(bus, "announce", said.append)
    return said


def correct(person: Subject, sentence: NewSentence = LONGER, **values: Any) -> Correction:
    given = {"paper": RULING, "reason": "补正裁定", "by": CLERK, "at": make.AT}
    return subjects.correct_sentence(uid=person.uid, sentence=sentence, **(given | values))


def decide(correction: Correction, *, accept: bool = True, **values: Any) -> Correction:
    given = {"by": HEAD, "at": make.AT, "reason": ""}
    return subjects.decide_correction(correction=correction.uid, accept=accept, **(given | values))


TODAY = make.TODAY
OLD, FRESH = TODAY - timedelta(days=4), TODAY - timedelta(days=3)


@pytest.mark.parametrize(
    ("changes", "since", "paper_on", "waits"),
    [
        ({"offences": "交通肇事罪"}, OLD, TODAY, 0),  # a slip of the pen on a fresh paper
        ({"offences": "交通肇事罪"}, OLD, OLD, 1),  # the paper is old
        ({"offences": "交通肇事罪"}, OLD, FRESH, 0),  # three days back is not more than three
        ({"end": date(2028, 1, 1)}, OLD, TODAY, 1),  # the term began more than three days ago
        ({"end": date(2028, 1, 1)}, FRESH, TODAY, 0),
        ({"category": "parole"}, OLD, None, 1),
        ({"start": OLD}, FRESH, TODAY, 1),  # moved back before the limit
        ({"effective_on": OLD}, FRESH, TODAY, 1),
        ({"judged_on": TODAY}, OLD, OLD, 2),
        ({"length": TermLength(months=5)}, OLD, TODAY, 0),  # the computed end asks, the printed one binds
    ],
)
def test_what_is_dated_back_waits(changes: Any, since: date, paper_on: date | None, waits: int) -> None:
    before = make.sentence(start=since, effective_on=since, judged_on=since)
    after = replace(before, **changes)
    assert len(subjects.sentence_waits(before, after, paper_on=paper_on, today=TODAY)) == waits
    assert subjects.sentence_changed(before, after) == tuple(changes)
    assert unpacked(packed(after)) == after


def test_a_decision_dated_back_has_no_force_until_a_second_person_confirms_it(heard: list[object]) -> None:
    person = make.someone(1)
    heard.clear()
    proposed = correct(person)
    row = Sentence.objects.get(subject=person)
    assert (proposed.state, row.printed_end, row.version, heard) == ("waiting", date(2027, 2, 28), 1, [])
    [waiting] = subjects.waiting_corrections(by=HEAD, today=TODAY)[0]
    assert (waiting.uid, waiting.sentence, waiting.paper) == (proposed.uid, LONGER, RULING.title)
    assert decide(proposed).state == "in_force"
    person.refresh_from_db()
    row.refresh_from_db()
    assert (person.term_end, row.printed_end, row.difference_days, row.version) == (
        date(2027, 8, 31), date(2027, 8, 31), 0, 2,
    )  # fmt: skip
    fact, moved = heard
    assert (moved.before, moved.after, moved.state) == (date(2027, 2, 28), date(2027, 8, 31), "in_correction")
    assert fact == facts.SubjectFactsChanged(person.pk, person.uid, person.area, ("text", "end", "length"))
    acts = set(SubjectVersion.objects.exclude(of="subjects_correction").values_list("act", flat=True))
    assert acts == {proposed.uid}
    assert subjects.waiting_correction(uid=person.uid, by=HEAD, today=TODAY) is None
    with pytest.raises(subjects.NotWaiting):
        decide(proposed)


def test_t22_t25_who_proposed_it_cannot_confirm_it_nor_can_just_anybody() -> None:
    proposed = correct(make.someone(1), by=HEAD)
    with pytest.raises(subjects.SamePerson):
        decide(proposed)
    with pytest.raises(subjects.NotYourAct):
        decide(proposed, by=CLERK)
    lead = make.actor("county_lead", "330681", person=23)
    with pytest.raises(users.FactorNeeded):
        decide(proposed, by=lead)
    with pytest.raises(subjects.NotWaiting):
        subjects.decide_correction(correction=uuid4(), accept=True, reason="", by=HEAD, at=make.AT)
    assert decide(proposed, by=replace(lead, verified_at=make.AT)).state == "in_force"


def test_a_refusal_needs_reasons_and_changes_nothing() -> None:
    person = make.someone(1)
    proposed = correct(person)
    with pytest.raises(subjects.ReasonMissing):
        decide(proposed, accept=False)
    assert decide(proposed, accept=False, reason="裁定书未盖章").state == "rejected"
    assert Sentence.objects.get(subject=person).version == 1
    assert correct(person).state == "waiting"


def test_a_slip_of_the_pen_holds_at_once_and_once(heard: list[object]) -> None:
    person, request = make.someone(1), uuid4()
    heard.clear()
    for _ in range(2):
        made = correct(person, make.sentence(offences="交通肇事罪"), request=request, seen=1)
    row = Sentence.objects.get(subject=person)
    assert (made.state, row.offences, row.version, len(heard)) == ("in_force", "交通肇事罪", 2, 1)
    person.refresh_from_db()
    assert person.version == 1, "the term in force did not move"


def test_what_cannot_be_corrected_is_said() -> None:
    person = make.someone(1)
    with pytest.raises(subjects.NothingChanged):
        correct(person, make.sentence())
    with pytest.raises(subjects.ReasonMissing):
        correct(person, reason=" ")
    with pytest.raises(subjects.ChangedMeanwhile):
        correct(person, seen=7)
    with pytest.raises(subjects.NotAcceptable) as refused:
        correct(person, make.sentence(end=date(2026, 8, 1)))
    assert [wrong.field for wrong in refused.value.wrong] == ["end"]
    waiting = correct(person)
    with pytest.raises(subjects.StillWaiting):
        correct(person, make.sentence(offences="盗窃罪"))
    row = Sentence.objects.get(subject=person)
    row.version, row.text = 2, "另行更正"
    row.save(update_fields=["version", "text"])
    with pytest.raises(subjects.ChangedMeanwhile):
        decide(waiting)


def test_a_moved_start_settles_the_regime_of_minors_anew() -> None:
    person = make.someone(1, birth_date=date(2008, 9, 10))
    assert person.minor
    decide(correct(person, make.sentence(start=date(2026, 10, 1), end=date(2027, 3, 31)), by=make.actor(person=3)))
    person.refresh_from_db()
    assert not person.minor


def test_a_supposition_leaves_nothing(heard: list[object]) -> None:
    person = make.someone(1)
    heard.clear()
    with subjects.supposed(uid=person.uid, sentence=LONGER, by=CLERK):
        supposed = subjects.intake_dates(subject_id=person.pk, on=TODAY)
        assert supposed.term_end == date(2027, 8, 31)
    person.refresh_from_db()
    assert (person.term_end, person.version, heard) == (date(2027, 2, 28), 1, [])
    assert not SubjectVersion.objects.exists()
    assert not Correction.objects.exists()


def test_earlier_versions_tell_who_when_why_and_what() -> None:
    person = make.someone(1)
    decide(correct(person))
    [former] = subjects.versions(uid=person.uid, of=subjects.SENTENCE, by=HEAD)
    told = {part.name: (part.before, part.after) for part in former.parts}
    assert (former.name, former.confirmed_by, former.reason) == (CLERK.name, HEAD.name, "补正裁定")
    assert (former.paper, former.paper_on, former.version) == (RULING.title, TODAY, 1)
    assert told["printed_end"] == ("2027-02-28", "2027-08-31")
    assert told["text"] == ("拘役四个月，缓刑六个月", "拘役六个月，缓刑一年")
    assert subjects.versions(uid=person.uid, of=subjects.FACTS, by=HEAD) == ()


def test_earlier_versions_of_facts_are_masked() -> None:
    person = make.someone(1)
    about = {"uid": person.uid, "by": CLERK, "at": datetime(2026, 11, 20, 2, tzinfo=UTC)}
    subjects.correct_facts(changes={"phone": "13712345678"}, reason="本人告知", **about)
    fresh = make.number(900, born=date(1986, 3, 4))
    subjects.correct_facts(changes={"number": fresh, "birth_date": date(1986, 3, 4)}, reason="身份证原件", **about)
    number, phone = subjects.versions(uid=person.uid, of=subjects.FACTS, by=CLERK)
    assert [(part.name, part.before, part.after) for part in phone.parts] == [("phone", "139****0001", "137****5678")]
    assert (phone.name, phone.reason, number.reason) == (CLERK.name, "本人告知", "身份证原件")
    told = {part.name: (part.before, part.after) for part in number.parts}
    assert told["birth_date"] == (None, None)
    assert fresh not in str(told)
    assert "1986" not in str(told)


def test_nobody_of_another_place_sees_or_settles_what_waits() -> None:
    proposed = correct(make.someone(1))
    stranger = replace(make.actor("county_lead", "330682", person=30), verified_at=make.AT)
    with pytest.raises(subjects.NotWaiting):
        decide(proposed, by=stranger)
