"""The staff pages: posts, accounts, delegations, covers, resets; each form's success and its refusals."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from fengqiao.kit import clock
from fengqiao.users import face as users
from fengqiao.users import models
from fengqiao.users.tests import factories
from fengqiao.users.tests.factories import COUNTY, OFFICE, OTHER_COUNTY, OTHER_OFFICE, Someone, someone

pytestmark = pytest.mark.django_db

PAGES = {
    "/staff/": {"see_posts"},
    "/staff/new/": {"manage_posts"},
    "/delegations/": {"see_posts"},
    "/covers/": {"manage_covers"},
}


@pytest.fixture
def admin(client: Client) -> Someone:
    found = someone("administrator", COUNTY, name="管理员")
    factories.sign_in(client, found)
    return found


@pytest.mark.parametrize("role", ["office_staff", "office_head", "county_lead", "bureau_head", "administrator",
                                  "data_officer", "procurator", "clerk", "social_worker"])  # fmt: skip
def test_route_by_role(client: Client, role: str) -> None:
    area = OFFICE if role in {"office_staff", "office_head", "social_worker"} else COUNTY
    factories.sign_in(client, someone(role, area))
    for address, (right,) in PAGES.items():
        expected = 200 if users.has(someone(role, area).actor(), right) else 403
        assert client.get(address).status_code == expected, address


def test_the_list_shows_the_own_place_only(client: Client, admin: Someone) -> None:
    someone("office_staff", OFFICE, name="本县甲")
    someone("office_staff", "330682100", name="外县乙")
    body = client.get("/staff/").content.decode()
    assert "本县甲" in body
    assert "枫桥司法所" in body
    assert "外县乙" not in body


def test_user_names_are_for_administrators(client: Client) -> None:
    other = someone("office_staff", OFFICE)
    factories.sign_in(client, someone("county_lead", COUNTY))
    assert other.username not in client.get("/staff/").content.decode()


def test_from_nothing_to_a_working_colleague(client: Client, admin: Someone) -> None:
    number = factories.number()
    answer = client.post("/staff/new/", {"name": "王芳", "number": number, "username": "wangfang"})
    body = answer.content.decode()
    password = re.search(r"<code[^>]*>([a-z0-9-]{23})</code>", body)
    assert password
    account = models.Account.objects.get(username="wangfang")
    assert account.check_password(password[1])
    assert number not in body
    given = {"role": "office_staff", "area": OFFICE, "from_day": clock.today(), "document": "诸司发〔2026〕8号"}
    answer = client.post(f"/staff/{account.uid}/", given)
    assert (answer.status_code, answer["Location"]) == (302, f"/staff/{account.uid}/")
    assert [p.area for p in users.posts_of(account.id, on=clock.today())] == [OFFICE]
    assert "诸司发〔2026〕8号" in client.get(f"/staff/{account.uid}/").content.decode()


@pytest.mark.parametrize(("field", "value"), [("number", "330681199001011234"), ("username", "A"), ("name", "")])
def test_a_refused_account_comes_back_with_the_field_named(
    client: Client, admin: Someone, field: str, value: str
) -> None:
    given = {"name": "王芳", "number": factories.number(), "username": "wangfang", field: value}
    answer = client.post("/staff/new/", given)
    assert answer.status_code == 422
    assert f'id="id_{field}-error"' in answer.content.decode()
    assert not models.Account.objects.filter(username="wangfang").exists()


def test_an_administrator_of_another_county_finds_nobody(client: Client) -> None:
    officer = someone("office_staff", OFFICE)
    factories.sign_in(client, someone("administrator", OTHER_COUNTY))
    assert client.get(f"/staff/{officer.account_uid}/").status_code == 404
    assert client.post(f"/staff/{officer.account_uid}/off/").status_code == 404
    assert client.post(f"/staff/{officer.account_uid}/reset/", {"reason": "x"}).status_code == 404
    assert client.post(f"/staff/posts/{officer.post_uid}/end/").status_code == 404
    assert models.Account.objects.get(id=officer.account).is_active


def test_ending_a_post_asks_for_a_fresh_factor_and_keeps_the_press(client: Client) -> None:
    officer = someone("office_staff", OFFICE)
    factories.sign_in(client, someone("administrator", COUNTY), verified=False)
    address = f"/staff/posts/{officer.post_uid}/end/"
    asked = client.post(address)
    assert f'action="{address}"' in asked.content.decode()
    assert client.post(address, {"factor_code": factories.code()}).status_code == 302
    assert users.posts_of(officer.account, on=clock.today()) == ()


def test_a_reset_is_proposed_by_one_and_confirmed_by_another(client: Client, admin: Someone) -> None:
    officer = someone("office_staff", OFFICE, name="李强")
    assert client.post(f"/staff/{officer.account_uid}/reset/", {"reason": "手机遗失"}).status_code == 302
    reset = models.Reset.objects.get()
    assert f"/staff/resets/{reset.uid}/confirm/" not in client.get("/staff/").content.decode()
    client.post(f"/staff/resets/{reset.uid}/confirm/")
    reset.refresh_from_db()
    assert reset.confirmed_at is None
    second = factories.sign_in(Client(), someone("data_officer", COUNTY))
    assert f"/staff/resets/{reset.uid}/confirm/" in second.get("/staff/").content.decode()
    body = second.post(f"/staff/resets/{reset.uid}/confirm/").content.decode()
    assert re.search(r"<code[^>]*>[a-z0-9-]{23}</code>", body)


def test_a_county_lead_delegates_and_ends(client: Client) -> None:
    factories.sign_in(client, someone("county_lead", COUNTY))
    given: dict[str, Any] = {
        "power": "leave",
        "office": OFFICE,
        "from_day": clock.today(),
        "document": "诸矫委〔2026〕3号",
    }
    assert client.post("/delegations/", given).status_code == 302
    body = client.get("/delegations/").content.decode()
    assert "七日以内外出请假审批" in body
    again = client.post("/delegations/", given)
    assert again.status_code == 422
    assert 'id="id_office-error"' in again.content.decode()
    made = models.Delegation.objects.get()
    assert client.post(f"/delegations/{made.uid}/end/").status_code == 302
    assert users.delegated("leave", office=OFFICE, on=clock.today()) is None


def test_an_office_sees_its_delegation_and_cannot_give_one(client: Client) -> None:
    lead = someone("county_lead", COUNTY)
    users.delegate(office=OFFICE, power="leave", document="诸矫委〔2026〕3号", by=lead.actor(), at=clock.now())
    factories.sign_in(client, someone("office_head", OFFICE))
    body = client.get("/delegations/").content.decode()
    assert "诸矫委〔2026〕3号" in body
    assert "<select" not in body
    given = {"power": "leave", "office": OTHER_OFFICE, "from_day": clock.today(), "document": "x"}
    assert client.post("/delegations/", given).status_code == 403
    made = models.Delegation.objects.get()
    assert client.post(f"/delegations/{made.uid}/end/").status_code == 403


def test_the_head_of_an_office_names_a_deputy_and_comes_back(client: Client) -> None:
    head, deputy = someone("office_head", OFFICE, name="陈立军"), someone("office_staff", OFFICE, name="李强")
    factories.sign_in(client, head)
    today = clock.today()
    given = {
        "covered": head.post_uid, "deputy": deputy.post_uid, "from_day": today,
        "last_day": today + timedelta(days=3), "reason": "年休假",
    }  # fmt: skip
    assert client.post("/covers/", {**given, "last_day": today - timedelta(days=1)}).status_code == 422
    assert client.post("/covers/", given).status_code == 302
    assert deputy.actor().cover is not None
    cover = models.Cover.objects.get()
    assert client.post(f"/covers/{cover.uid}/end/").status_code == 302
    assert deputy.actor().cover is None


def test_the_pages_speak_both_languages(client: Client, admin: Someone) -> None:
    for address in ("/staff/", "/staff/new/", "/delegations/"):
        assert client.get(address).status_code == 200
        client.cookies["fq_language"] = "en"
        assert client.get(address).status_code == 200
        del client.cookies["fq_language"]


def test_t41_reading_pages_writes_nothing(client: Client, admin: Someone) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for address in ("/staff/", "/staff/new/", "/delegations/", "/post/", "/password/", "/factor/", "/sign-in/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert not [q["sql"] for q in queries.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_staying_signed_in_is_a_post_without_a_page(client: Client, admin: Someone) -> None:
    assert client.post("/stay/").status_code == 204
    assert Client().post("/stay/").status_code == 302
