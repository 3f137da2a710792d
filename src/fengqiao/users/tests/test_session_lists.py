"""Sessions seen and ended: one's own, a colleague's, and those that look unusual."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from fengqiao.users import browsers, models, rules
from fengqiao.users.tests import entering, factories
from fengqiao.users.tests.factories import COUNTY, OFFICE, OTHER_COUNTY, Someone, someone

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"


def _browser(who: Someone, **kept: str) -> Client:
    client = Client()
    factories.sign_in(client, who)
    if kept:
        models.Session.objects.filter(account_id=who.account).order_by("-id")[:1].get()
        newest = models.Session.objects.filter(account_id=who.account).latest("id")
        models.Session.objects.filter(id=newest.id).update(**kept, data={**newest.data, **kept})
    return client


def _uid(who: Someone) -> str:
    return str(models.Session.objects.filter(account_id=who.account).latest("id").uid)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (WINDOWS, "Chrome · Windows"),
        (WINDOWS + " Edg/131.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17 Safari/604", "Safari · iPhone"),
        ("<b>anything</b>" * 90, ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_by_what_its_owner_recognises(agent: str, name: str) -> None:
    assert browsers.short_name(agent) == name


@pytest.mark.parametrize(
    ("networks", "hour", "shared", "codes"),
    [
        ({"10.0.0.1"}, 10, False, ()),
        ({"10.0.0.1", "10.0.0.2"}, 10, False, ("two_places",)),
        (set(), 21, False, ()),
        (set(), 22, False, ("at_night",)),
        (set(), 5, False, ("at_night",)),
        (set(), 6, False, ()),
        ({"a", "b"}, 23, True, ("two_places", "shared_browser", "at_night")),
    ],
)
def test_what_is_unusual_about_a_session(networks: set[str], hour: int, shared: bool, codes: tuple[str, ...]) -> None:
    assert rules.oddities(networks=networks, hour=hour, night=(22, 6), is_shared=shared) == codes


@pytest.mark.django_db
def test_a_person_sees_and_ends_one_of_the_own_browsers_at_its_next_request(officer: Someone) -> None:
    here, there = _browser(officer), _browser(officer, network="10.9.8.7", browser="Edge · Windows")
    body = here.get("/sessions/").content.decode()
    assert "10.9.8.7" in body
    assert "Edge · Windows" in body
    assert body.count("当前浏览器") == 1
    assert there.get("/sessions/").status_code == 200
    assert here.post(f"/sessions/{_uid(officer)}/end/")["Location"] == "/sessions/"
    assert there.get("/sessions/")["Location"].startswith("/sign-in/")
    assert here.get("/sessions/").status_code == 200


@pytest.mark.django_db
def test_all_other_browsers_end_and_this_one_goes_on(officer: Someone) -> None:
    here, there = _browser(officer), _browser(officer)
    here.post("/sessions/others/end/")
    assert there.get("/sessions/").status_code == 302
    assert here.get("/sessions/").status_code == 200


@pytest.mark.django_db
def test_nobody_ends_the_session_of_somebody_else_by_its_address(officer: Someone) -> None:
    other = someone("office_staff", OFFICE, name="王芳")
    there = _browser(other)
    assert _browser(officer).post(f"/sessions/{_uid(other)}/end/").status_code == 404
    assert there.get("/sessions/").status_code == 200


@pytest.mark.django_db
def test_the_administrator_signs_a_colleague_out_with_a_reason_and_a_fresh_factor(officer: Someone) -> None:
    there, admin = _browser(officer), someone("administrator", COUNTY)
    boss = _browser(admin)
    address = f"/staff/{officer.account_uid}/sign-out/"
    boss.post(address, {"reason": ""})
    assert there.get("/sessions/").status_code == 200
    stale = Client()
    factories.sign_in(stale, admin, verified=False)
    assert "factor_code" in stale.post(address, {"reason": "离岗"}).content.decode()
    assert there.get("/sessions/").status_code == 200
    boss.post(address, {"reason": "账号疑似被他人使用"})
    assert there.get("/sessions/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "area", "status"), [("county_lead", COUNTY, 403), ("administrator", OTHER_COUNTY, 404)]
)
def test_who_may_not_sign_a_colleague_out(officer: Someone, role: str, area: str, status: int) -> None:
    there = _browser(officer)
    assert (
        _browser(someone(role, area)).post(f"/staff/{officer.account_uid}/sign-out/", {"reason": "试"}).status_code
        == status
    )
    assert there.get("/sessions/").status_code == 200


@pytest.mark.django_db
def test_the_data_officer_sees_what_is_unusual_in_the_own_place_only(officer: Someone) -> None:
    foreign = someone("office_staff", "330682100", name="外县乙")
    for who, names in ((officer, ("10.0.0.1", "10.0.0.2")), (foreign, ("10.1.0.1", "10.1.0.2"))):
        for network in names:
            _browser(who, network=network)
    _browser(someone("office_staff", OFFICE, name="无异常"), network="10.0.0.3")
    body = _browser(someone("data_officer", COUNTY, name="专员")).get("/sessions/unusual/").content.decode()
    assert body.count("10.0.0.1") == body.count("10.0.0.2") == 1
    assert "同时两地登录" in body
    assert "外县乙" not in body
    assert _browser(officer).get("/sessions/unusual/").status_code == 403


@pytest.mark.django_db
def test_signing_in_notes_where_from_and_that_the_browser_is_another_persons(client: Client, officer: Someone) -> None:
    second = someone("office_staff", OFFICE, name="王芳")
    for who in (officer, second):
        entering.whole(client, who)
        client.get("/sessions/", HTTP_USER_AGENT=WINDOWS)
        client.cookies.pop(settings.SESSION_COOKIE_NAME, None)
    first, shared = (models.Session.objects.get(account_id=who.account) for who in (officer, second))
    assert first.network == "127.0.0.1"
    assert (first.data["shared"], shared.data["shared"]) == (False, True)
