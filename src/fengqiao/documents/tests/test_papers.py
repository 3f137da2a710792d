"""Issuing, sealing, serving and withdrawing papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

import pypdf
import pytest

from fengqiao.audit.face import Actor
from fengqiao.documents import bench, joining, rendering
from fengqiao.documents import face as documents
from fengqiao.documents.bench_peer import words
from fengqiao.documents.models import Event, Paper, Token
from fengqiao.documents.tests.factories import COUNTY, NOW, OFFICE, order
from fengqiao.kit.ids import new_id
from fengqiao.users import face as users

TODAY = date(2026, 11, 23)


def actor(role: str = "office_head", area: str = OFFICE, *, level: int = 4, verified: bool = True) -> Actor:
    at = NOW - timedelta(minutes=1) if verified else NOW - timedelta(hours=1)
    return Actor(1, 7, "王海燕", role, level, area, (area,), post=1, verified_at=at)


CLERK, HEAD = actor("office_staff"), actor()
LEAD = actor("county_lead", COUNTY, level=3)
HEAD_DECIDES = documents.Signer(7, "王海燕", "office_head", OFFICE, decides=True)


@pytest.fixture(autouse=True)
def scene(everywhere: None) -> None:
    """In the rolled-back transaction of the test."""


def issued(kind: str = "D36", *, by: Actor = HEAD, **changes: object) -> Paper:
    return documents.issue(order=order(kind, **changes), by=by, at=NOW)  # type: ignore[arg-type]


def sealed(kind: str = "D36") -> UUID:
    paper = issued(kind)
    documents.seal(papers=[paper.uid], by=HEAD, at=NOW)
    return paper.uid


def served(**changes: object) -> documents.Service:
    return replace(documents.Service(receiver="张伟", relation="本人", day=TODAY), **changes)


def state(uid: UUID) -> str:
    return documents.paper(uid=uid).state


def test_a_paper_is_issued_once_per_act_and_kind() -> None:
    act = new_id()
    first, again = issued(act=act), issued(act=act)
    assert first.uid == again.uid
    assert issued("D33", act=act).number == "〔2026〕诸枫矫外字第1号"
    assert issued().number == "〔2026〕诸枫矫告字第2号"
    assert issued("D11", by=LEAD).number == "〔2026〕诸矫报字第1号"


def test_papers_of_minors_have_a_series_of_their_own() -> None:
    """THREATS T30: the public's series has no hole where a minor's paper stands."""
    numbers = [issued(minor=minor).number for minor in (False, True, False, True)]
    assert numbers == [
        "〔2026〕诸枫矫告字第1号", "〔2026〕诸枫矫未告字第1号", "〔2026〕诸枫矫告字第2号", "〔2026〕诸枫矫未告字第2号",
    ]  # fmt: skip
    page = documents.register(issuer=OFFICE, year=2026, minors=False)
    assert [row.number for row in page.rows] == ["〔2026〕诸枫矫告字第2号", "〔2026〕诸枫矫告字第1号"]


def test_a_new_year_begins_at_one_again() -> None:
    issued()
    later = documents.issue(order=order("D36"), by=HEAD, at=NOW + timedelta(days=60))
    assert later.number == "〔2027〕诸枫矫告字第1号"


def test_a_decision_of_who_keeps_the_seal_is_sealed_at_once() -> None:
    assert state(issued("D33", signer=HEAD_DECIDES).uid) == "sealed"
    assert state(issued("D33").uid) == "issued"
    assert state(issued("D33", signer=replace(HEAD_DECIDES, decides=False)).uid) == "issued"
    lead = documents.Signer(9, "赵敏", "county_lead", COUNTY, decides=True)
    assert state(issued("D33", signer=lead).uid) == "issued", "the county's lead does not keep the office's seal"


def test_a_level_that_may_not_issue_a_paper_does_not() -> None:
    with pytest.raises(documents.WrongIssuer):
        issued("D11", issuer=OFFICE)


def test_a_paper_without_a_value_that_it_must_carry_is_not_issued() -> None:
    with pytest.raises(documents.ValuesMissing) as refused:
        issued("D33", facts={"places": []})
    assert refused.value.fields == ("places",)
    assert not Paper.objects.exists()


def test_only_who_keeps_the_seal_seals_and_with_a_fresh_factor() -> None:
    paper = issued().uid
    for by in (CLERK, LEAD, actor(area="330681110")):
        with pytest.raises((documents.NotYourSeal, documents.UnknownPaper)):
            documents.seal(papers=[paper], by=by, at=NOW)
    with pytest.raises(users.FactorNeeded):
        documents.seal(papers=[paper], by=actor(verified=False), at=NOW)
    assert documents.seal(papers=[paper], by=HEAD, at=NOW) == 1
    with pytest.raises(documents.NotAllowedNow):
        documents.seal(papers=[paper], by=HEAD, at=NOW)


def test_several_papers_are_sealed_all_or_none() -> None:
    one, other = issued().uid, sealed()
    with pytest.raises(documents.NotAllowedNow):
        documents.seal(papers=[one, other], by=HEAD, at=NOW)
    assert state(one) == "issued"


def test_what_waits_for_the_seal_is_listed_until_it_is_sealed() -> None:
    first, second = issued().uid, issued("D33").uid
    assert [row.uid for row in documents.waiting_for_seal(issuer=OFFICE, minors=True)] == [first, second]
    documents.seal(papers=[first, second], by=HEAD, at=NOW)
    assert documents.waiting_for_seal(issuer=OFFICE, minors=True) == ()


def test_service_is_on_record_with_receiver_and_day() -> None:
    """Law: SPC-I 204 by analogy: the receiver signs; the day on the receipt is the day of service."""
    paper = sealed()
    documents.deliver(paper=paper, service=served(day=TODAY), by=CLERK, at=NOW)
    event = documents.paper(uid=paper).event("delivered")
    assert state(paper) == "delivered"
    assert event is not None
    assert (event.happened_on, event.detail["receiver"]) == (TODAY, "张伟")
    with pytest.raises(documents.NotAllowedNow):
        documents.deliver(paper=paper, service=served(), by=CLERK, at=NOW)


def test_a_refusal_counts_as_service_with_witness_and_note() -> None:
    paper = sealed()
    with pytest.raises(documents.ServiceIncomplete):
        documents.deliver(paper=paper, service=served(refused=True), by=CLERK, at=NOW)
    left = served(refused=True, witness="村委会李某", note="留置于住所，已录像")
    documents.deliver(paper=paper, service=left, by=CLERK, at=NOW)
    assert state(paper) == "delivered"


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_nothing_is_served_before_it_exists_nor_tomorrow(day: date) -> None:
    with pytest.raises(documents.ServedTooEarly):
        documents.deliver(paper=sealed(), service=served(day=day), by=CLERK, at=NOW)


def test_an_unsealed_paper_is_not_served() -> None:
    with pytest.raises(documents.NotAllowedNow):
        documents.deliver(paper=issued().uid, service=served(), by=CLERK, at=NOW)


def test_a_reader_cannot_serve() -> None:
    with pytest.raises(users.NotAllowed):
        documents.deliver(paper=sealed(), service=served(), by=actor("procurator", COUNTY, level=3), at=NOW)


def test_a_withdrawn_paper_keeps_its_number_with_the_reason() -> None:
    """THREATS T30."""
    first, second = issued(), issued()
    for by, error in ((CLERK, documents.NotYourSeal), (actor(verified=False), users.FactorNeeded)):
        with pytest.raises(error):
            documents.withdraw(paper=first.uid, reason="错发", by=by, at=NOW)
    with pytest.raises(documents.ReasonMissing):
        documents.withdraw(paper=first.uid, reason=" ", by=HEAD, at=NOW)
    documents.withdraw(paper=first.uid, reason="姓名有误", by=HEAD, at=NOW)
    rows = documents.register(issuer=OFFICE, year=2026, minors=True).rows
    assert [(row.number, row.state) for row in rows] == [(second.number, "issued"), (first.number, "withdrawn")]
    assert rows[1].event("withdrawn").detail == {"reason": "姓名有误"}  # type: ignore[union-attr]
    with pytest.raises(documents.NotAllowedNow):
        documents.seal(papers=[first.uid], by=HEAD, at=NOW)


def test_a_new_version_has_its_own_number_and_the_former_stays() -> None:
    act, subject_id = new_id(), 4711
    former = issued("D33", act=act, subject_id=subject_id, name="张韦")
    again = order("D33", act=act, subject_id=subject_id, name="张伟")
    paper = documents.renew(paper=former.uid, order=again, reason="姓名录入有误", by=HEAD, at=NOW)
    assert (state(former.uid), paper.seq, paper.replaces) == ("replaced", former.seq + 1, former.uid)
    with pytest.raises(documents.NotAllowedNow):
        documents.renew(paper=paper.uid, order=order("D33"), reason="他人", by=HEAD, at=NOW)
    assert state(paper.uid) == "issued"


def test_the_public_row_follows_the_paper() -> None:
    """THREATS T76: only a sealed paper is confirmed, a void one says so."""
    paper = issued("D33")
    token = Token.objects.get()
    assert (token.state, token.title, token.valid_until) == ("issued", "社区矫正对象外出证明", date(2026, 11, 29))
    assert token.office.endswith("枫桥司法所")
    documents.seal(papers=[paper.uid], by=HEAD, at=NOW)
    token.refresh_from_db()
    assert token.state == "valid"
    documents.withdraw(paper=paper.uid, reason="取消外出", by=HEAD, at=NOW)
    token.refresh_from_db()
    assert token.state == "withdrawn"


def test_what_happened_is_never_lost_or_changed() -> None:
    """No door may change a paper, its events or its file."""
    paper = issued()
    with pytest.raises(Exception, match="permission denied"):
        Paper.objects.filter(pk=paper.pk).update(number="〔2026〕假字第1号")


def test_events_are_inserted_only() -> None:
    sealed()
    with pytest.raises(Exception, match="permission denied"):
        Event.objects.all().update(name="别人")


def test_a_paper_about_nobody_of_ours_lives_as_any_other() -> None:
    """A letter that answers another county about somebody of theirs: found by its place, its file is the sealed one."""
    paper = documents.issue(order=replace(order("D36"), subject_id=None, matter=None), by=HEAD, at=NOW)
    documents.seal(papers=[paper.uid], by=HEAD, at=NOW)
    found = documents.paper(uid=paper.uid)
    assert (found.subject_id, found.state) == (None, "sealed")
    assert documents.pdf_of([paper.uid]).startswith(b"%PDF-")


def test_the_bench_draws_every_kind_there_is() -> None:
    sheets = [bench._sheet(kind) for kind in documents.KINDS.values()]
    assert joining.page_count(rendering.pdf(sheets)) >= len(documents.KINDS)


def test_the_bench_stands_beside_a_library_that_draws_the_same_words() -> None:
    sheets = [bench._sheet(documents.KINDS[id]) for id in ("D36", "D99")]
    rows = list(bench.beside(bench.Peer(), sheets, many=2, separate=1))
    assert [row["peer"].partition(",")[0] for row in rows] == ["WeasyPrint", "WeasyPrint"]
    assert all(row["value"] > 0 and row["ratio"] > 0 for row in rows)
    told = words(rendering.pdf(sheets[:1]))
    drawn = bench.Peer().pdf([told])
    fonts = pypdf.PdfReader(BytesIO(drawn)).pages[0]["/Resources"]["/Font"]
    assert all("Noto" in str(font.get_object()["/BaseFont"]) for font in fonts.values())
    assert {each for line in told for each in line} - {" "} <= {each for line in words(drawn) for each in line}
