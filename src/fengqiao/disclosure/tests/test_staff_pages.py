"""The staff pages: the draft, what differs, and publishing it by the head of the institution alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from fengqiao.disclosure import actions, errors, powers, reads
from fengqiao.kit import clock
from fengqiao.users import face as users
from fengqiao.users.tests import factories

COUNTY = factories.COUNTY


def _digest() -> str:
    return powers.digest(reads.draft(COUNTY, on=clock.today()))


def _publish(by: Any, **other: Any) -> Any:
    return actions.publish(**{"authority": COUNTY, "digest": _digest(), "by": by, "at": clock.now(), **other})


def test_the_head_looks_at_it_and_publishes_it(lead: Any) -> None:
    client = factories.sign_in(Client(), lead)
    assert "草稿" in client.get("/powers/").content.decode()
    shown = client.get("/powers/publish/").content.decode()
    assert _digest() in shown
    answer = client.post("/powers/publish/", {"digest": _digest(), "confirmed": "yes"})
    assert (answer.status_code, answer["Location"]) == (302, "/powers/")
    held = reads.published_by(COUNTY)
    assert held is not None
    assert (held.number, held.published_on, held.digest) == (1, clock.today(), _digest())
    assert "内容一致" in client.get("/powers/").content.decode()


def test_without_confirmation_nothing_is_published(lead: Any) -> None:
    client = factories.sign_in(Client(), lead)
    answer = client.post("/powers/publish/", {"digest": _digest()})
    assert answer.status_code == 422
    assert reads.published_by(COUNTY) is None


def test_a_second_version_needs_a_difference(lead: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _publish(lead.actor())
    with pytest.raises(errors.NotPublishable) as refused:
        _publish(lead.actor())
    assert refused.value.code == "nothing_new"
    one = reads.procedures.all_current(clock.today())[:1]
    monkeypatch.setattr(reads.procedures, "all_current", lambda on: one)
    assert _publish(lead.actor()).number == 2
    assert [each.number for each in reads.versions(COUNTY)] == [2, 1]


def test_a_list_that_changed_since_the_preview_is_not_published(lead: Any) -> None:
    client = factories.sign_in(Client(), lead)
    answer = client.post("/powers/publish/", {"digest": "0" * 64, "confirmed": "yes"})
    assert answer.status_code == 422
    assert "重新查看" in answer.content.decode()
    assert reads.published_by(COUNTY) is None


def test_publishing_wants_a_fresh_second_factor(lead: Any) -> None:
    with pytest.raises(users.FactorNeeded):
        _publish(lead.actor(), at=clock.now() + timedelta(minutes=6))


@pytest.mark.parametrize("role", ["county_staff", "bureau_head", "administrator", "clerk"])
def test_nobody_else_of_the_county_publishes(role: str, everywhere: None) -> None:
    who = factories.someone(role, COUNTY)
    with pytest.raises(users.NotAllowed):
        _publish(who.actor())
    assert factories.sign_in(Client(), who).get("/powers/publish/").status_code == 403


def test_a_head_publishes_for_the_own_institution_only(everywhere: None) -> None:
    province, neighbour = factories.someone("province_lead", "33"), factories.someone("county_lead", "330682")
    for who in (province, neighbour):
        with pytest.raises(users.NotAllowed):
            _publish(who.actor())


def test_the_provinces_list_holds_where_a_county_has_none(lead: Any) -> None:
    province = factories.someone("province_lead", "33")
    digest = powers.digest(reads.draft("33", on=clock.today()))
    _publish(province.actor(), authority="33", digest=digest)
    shown = reads.published(COUNTY)
    assert shown is not None
    assert shown.list.authority == "33"
    _publish(lead.actor())
    shown = reads.published(COUNTY)
    assert shown is not None
    assert shown.list.authority == COUNTY


def test_the_draft_of_a_procedure_says_what_the_public_reads(lead: Any) -> None:
    client = factories.sign_in(Client(), lead)
    assert "尚未向社会公布" in client.get("/powers/leave/").content.decode()
    _publish(lead.actor())
    page = client.get("/powers/leave/").content.decode()
    assert "与公布内容一致" in page
    assert '<svg class="flow"' in page
    assert client.get("/powers/nothing/").status_code == 404


@pytest.mark.parametrize(("name", "begins"), [("draft.xlsx", b"PK"), ("draft.pdf", b"%PDF-")])
def test_the_draft_is_a_file_too(name: str, begins: bytes, lead: Any) -> None:
    answer = factories.sign_in(Client(), lead).get(f"/powers/{name}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
