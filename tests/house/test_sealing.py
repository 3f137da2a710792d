"""★ A sealed record is in the sealed store alone; two people seal it, a lawful query alone opens it (T82, T14, T15)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from fengqiao.documents import face as documents
from fengqiao.documents.models import Paper
from fengqiao.documents.reads import opened_token, told_of
from fengqiao.documents.tests import factories as papers
from fengqiao.kit import clock, scope
from fengqiao.notices.actions.telling import number_hash
from fengqiao.oversight import face as oversight
from fengqiao.oversight.errors import NothingSealed, NotYours, OwnProposal, StillRunning, UnknownSealing
from fengqiao.oversight.models import Sealing
from fengqiao.oversight.reads import sealings
from fengqiao.subjects import face as subjects
from fengqiao.subjects.actions.writing import change
from fengqiao.subjects.tests import factories as people
from fengqiao.users.tests import factories
from fengqiao.users.tests.factories import Someone
from tests.harness import own_database
from tests.house import scene
from tests.house.scene import Held, working
from tests.house.sealed import TOLD, ended, proposed, sealed

NAME = "亓官翀"
NUMBER = people.number(82, born=scene.YOUNG)
PHONE = people.new(82).phone
QUERY = {
    "ground": "judicial",
    "organ": "诸暨市人民法院",
    "paper": "（2026）浙0681刑初9号",
    "reason": "审理案件需要核实有关情况",
}
SOURCES = Path(__file__).resolve().parents[2] / "src" / "fengqiao"


@pytest.fixture
def at() -> datetime:
    return clock.now()


@pytest.fixture
def staff(db: None) -> Someone:
    return factories.someone("county_staff", scene.COUNTY, name="封存经办")


@pytest.fixture
def lead(db: None) -> Someone:
    return factories.someone("county_lead", scene.COUNTY, name="封存审批")


@pytest.fixture
def minor(db: None, at: datetime) -> Held:
    return ended(scene.held(scene.OWN, 82, minor=True, name=NAME), at=at)


def code_of(minor: Held, *, at: datetime) -> str:
    """A paper of the person that strangers may check: what its printed code leads to."""
    head = factories.someone("office_head", scene.OWN)
    with working():
        subject = subjects.Subject.objects.get(uid=minor.subject)
        order = papers.order("D33", subject_id=subject.pk, area=scene.OWN, issuer=scene.OWN, minor=True)
        row = documents.issue(order=order, by=head.actor(at), at=at)
        documents.seal(papers=(row.uid,), by=head.actor(at), at=at)
        token = opened_token(Paper.objects.get(uid=row.uid))
    found = told_of(token)
    assert found is not None
    assert found.state == "valid"
    return token


@pytest.fixture(scope="module")
def tables(
    cluster: Any, template_database: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[dict[str, tuple[str, str]]]:
    """Every table after a sealing was really committed: as text what lies outside of the sealed store, and inside."""
    with own_database(cluster, template_database, f"sealed_{os.getpid()}", django_db_blocker):
        with transaction.atomic(), scope.of((scope.WHOLE,)):
            sealed(scene.OWN, 82, name=NAME)
        with cluster.superuser(connection.settings_dict["NAME"]) as everything:
            yield dict(_tables(everything))


def _tables(everything: psycopg.Connection[Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    names = everything.execute(
        "SELECT t.tablename, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = ('fq.' || t.tablename)::regclass "
        "AND a.attname = 'area') FROM pg_tables t WHERE t.schemaname = 'fq'"
    ).fetchall()
    for name, has_area in names:
        inside = "starts_with(area, 'z')" if has_area else "false"
        rows = everything.execute(f"SELECT t::text, {inside} FROM fq.{name} t").fetchall()
        yield name, ("\n".join(r for r, inside in rows if not inside), "\n".join(r for r, inside in rows if inside))


def test_t82_name_number_telephone_and_every_hash_of_them_lie_in_the_sealed_store_alone(
    tables: dict[str, tuple[str, str]],
) -> None:
    marks = {
        "name": NAME, "number": NUMBER, "telephone": PHONE,
        "number's hash": subjects.number_hash("citizen", NUMBER).hex(),
        "claim of the number": subjects.claim_hash("citizen", NUMBER).hex(),
        "telephone's hash": subjects.phone_hash(PHONE).hex(), "hash of a message's number": number_hash(PHONE).hex(),
    }  # fmt: skip
    inside = "".join(within for _outside, within in tables.values())
    assert {what for what, mark in marks.items() if mark in inside} >= {"name", "number's hash", "telephone's hash"}
    left = [(name, what) for name, (outside, _) in tables.items() for what, mark in marks.items() if mark in outside]
    assert not left


def test_t82_the_sealed_store_holds_every_kind_of_row_about_the_person(tables: dict[str, tuple[str, str]]) -> None:
    held = {name for name, (_outside, inside) in tables.items() if inside}
    assert held >= {
        "subjects_subject", "subjects_namekey", "subjects_sentence", "subjects_contact", "procedures_matter",
        "procedures_act", "documents_paper", "documents_attachment", "letters_sent", "letters_arrived",
        "supervision_appointment", "subjects_datarequest", "oversight_sealing",
    }  # fmt: skip


def test_t82_no_range_of_digits_reaches_the_sealed_store(
    lead: Someone, staff: Someone, minor: Held, at: datetime
) -> None:
    row = proposed(minor, by=staff, at=at)
    token = code_of(minor, at=at)
    oversight.settle_sealing(sealing=row.uid, agree=True, words="", by=lead.actor(at), at=at)
    with working(), pytest.raises(subjects.UnknownSubject):
        subjects.file(uid=minor.subject, by=lead.actor(at), today=clock.local_day(at))
    with working():
        assert not subjects.search(text=NUMBER, by=lead.actor(at), at=at).rows
        assert not subjects.search(text=NAME, by=lead.actor(at), at=at).rows
        assert not subjects.ended_minors(place=scene.COUNTY, by=lead.actor(at), today=clock.local_day(at))
        with pytest.raises(documents.UnknownPaper):
            documents.paper(uid=minor.paper)
    assert told_of(token) is None


def test_t82_a_code_that_fell_silent_never_answers_again(minor: Held, at: datetime) -> None:
    token = code_of(minor, at=at)
    with working():
        subject = subjects.Subject.objects.get(uid=minor.subject)
        assert documents.hide_codes(subject_id=subject.pk) == 1
    assert told_of(token) is None
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute("UPDATE documents_token SET state = 'valid' WHERE state = 'hidden'")


def test_t82_nobody_settles_the_own_proposal_and_the_database_refuses_it_too(
    lead: Someone, minor: Held, at: datetime
) -> None:
    row = proposed(minor, by=lead, at=at)
    with pytest.raises(OwnProposal):
        oversight.settle_sealing(sealing=row.uid, agree=True, words="", by=lead.actor(at), at=at)
    with working(), connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute("SELECT seal_person(%s)", [row.uid])
    with working():
        assert Sealing.objects.get(uid=row.uid).sealed_at is None


def test_t82_a_running_procedure_and_a_running_correction_are_not_sealed(
    staff: Someone, db: None, at: datetime
) -> None:
    running = scene.held(scene.OWN, 83, minor=True)
    with pytest.raises(oversight.OversightError) as refused:
        proposed(running, by=staff, at=at)
    assert refused.value.code == "not_to_be_sealed"
    with working():
        person = subjects.Subject.objects.get(uid=running.subject)
        change(person, act=None, reason="test", state="discharged", ended_on=clock.local_day(at))
    with pytest.raises(StillRunning):
        proposed(running, by=staff, at=at)


def test_t82_another_county_and_an_office_seal_nothing_here(minor: Held, at: datetime, db: None) -> None:
    with pytest.raises(UnknownSealing):
        proposed(minor, by=factories.someone("county_staff", "330682"), at=at)
    with pytest.raises(NotYours):
        proposed(minor, by=factories.someone("office_head", scene.OWN), at=at)


def test_t82_a_lawful_query_opens_it_for_its_hours_and_others_hear_of_it(
    lead: Someone, staff: Someone, minor: Held, at: datetime
) -> None:
    head = factories.someone("bureau_head", scene.COUNTY)
    row = proposed(minor, by=staff, at=at)
    oversight.settle_sealing(sealing=row.uid, agree=True, words="", by=lead.actor(at), at=at)
    look = oversight.look_into(number=NUMBER, by=lead.actor(at), at=at, **QUERY)
    _row, file = sealings.sealed_file(look.uid, by=lead.actor(at), at=at)
    assert file.file.row.name == NAME
    assert file.papers
    with working(), connection.cursor() as cursor:
        cursor.execute("SELECT post_id FROM notices_notice WHERE cause = %s", [look.uid])
        assert cursor.fetchall() == [(head.post,)]
    with pytest.raises(UnknownSealing):
        sealings.sealed_file(look.uid, by=lead.actor(at), at=at + timedelta(hours=2))
    other = factories.someone("county_lead", scene.COUNTY)
    with pytest.raises(UnknownSealing):
        sealings.sealed_file(look.uid, by=other.actor(at), at=at)
    elsewhere = factories.someone("county_lead", "330682")
    with pytest.raises(NothingSealed):
        oversight.look_into(number=NUMBER, by=elsewhere.actor(at), at=at, **QUERY)
    with pytest.raises(NotYours):
        oversight.look_into(number=NUMBER, by=staff.actor(at), at=at, **QUERY)


def test_t82_the_list_that_outlives_a_restore_names_what_was_sealed(
    lead: Someone, staff: Someone, minor: Held, at: datetime
) -> None:
    row = proposed(minor, by=staff, at=at)
    assert not oversight.all_sealed()
    oversight.settle_sealing(sealing=row.uid, agree=True, words="", by=lead.actor(at), at=at)
    [mark] = oversight.all_sealed()
    assert (mark.uid, mark.subject) == (row.uid, minor.subject)
    assert oversight.silence_codes() == 0


def test_t82_one_file_alone_enters_the_sealed_store() -> None:
    """Whoever else enters it gives a reason here."""
    found = {
        str(path.relative_to(SOURCES)) for path in SOURCES.rglob("*.py")
        if "tests" not in path.parts and re.search(r"scope\.sealed\(", path.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert found == {"oversight/reads/sealings.py"}


def test_the_pages_take_it_from_the_list_to_the_certificate_and_to_a_query(
    lead: Someone, staff: Someone, minor: Held
) -> None:
    page = f"/sealings/{minor.subject}/"
    one, two = factories.sign_in(Client(), staff), factories.sign_in(Client(), lead)
    assert NAME in one.get("/sealings/").content.decode()
    assert one.post(page, {"paper": "x", "words": "short"}).status_code == 422
    filled = TOLD | {"offence_before_eighteen": "on", "five_years_or_less": "on"}
    assert one.post(page, filled).status_code == 302
    assert one.post(f"{page}settle/", {"agree": "yes"}).status_code == 403
    assert "犯罪记录封存待您审批" in two.get("/messages/").content.decode()
    shown = two.get(page).content.decode()
    assert TOLD["paper"] in shown
    assert 'name="agree"' in shown
    for words in ("太短", "字" * 501):
        refused = two.post(f"{page}settle/", {"agree": "no", "words": words})
        assert refused.status_code == 422
        assert f">{words}</textarea>" in refused.content.decode(), "what was typed stays"
        assert "data-errors" in refused.content.decode()
    done = two.post(f"{page}settle/", {"agree": "yes", "words": ""})
    assert done["Location"].startswith("/sealed/certificates/")
    assert NAME not in two.get(done["Location"]).content.decode()
    assert two.get(page).status_code == 404
    asked = two.post("/sealed/", {"number": NUMBER, "words": QUERY["reason"], **QUERY})
    assert NAME in two.get(asked["Location"]).content.decode()
    assert NAME not in two.get("/sealed/").content.decode()
    assert two.post(f"{asked['Location']}close/").status_code == 302
    assert two.get(asked["Location"]).status_code == 404
