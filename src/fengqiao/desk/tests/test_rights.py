"""Route × role → status. A post without the right is refused before anything is looked up."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import URLPattern

from fengqiao.desk import urls
from fengqiao.procedures.tests import cast
from fengqiao.users.tests import factories

pytestmark = pytest.mark.django_db

OFFICE, COUNTY = cast.OFFICE, cast.COUNTY
ROLES = (
    ("office_staff", OFFICE), ("office_head", OFFICE), ("county_staff", COUNTY), ("county_lead", COUNTY),
    ("bureau_head", COUNTY), ("procurator", COUNTY), ("administrator", COUNTY), ("clerk", COUNTY),
)  # fmt: skip
WORKERS = {"office_staff", "office_head", "county_staff", "county_lead"}
READERS = WORKERS | {"bureau_head", "procurator"}
LAW = READERS | {"administrator", "clerk"}
EVERYONE = {role for role, _ in ROLES}
GET = {
    "/": EVERYONE,
    "/subjects/": READERS,
    "/subjects/{uid}/": READERS,
    "/matters/{matter}/": READERS,
    "/search/": READERS,
    "/archives/": READERS,
    "/archives/{uid}/": READERS,
    "/archives/{uid}/pieces/add/": WORKERS,
    "/archives/lent/": READERS,
    "/subjects/{uid}/records/strike/": WORKERS,
    "/balance/": READERS,
    "/deadlines/moved/": READERS,
    "/subjects/intake/": WORKERS,
    "/subjects/{uid}/start/stay/": WORKERS,
    "/subjects/{uid}/reveal/phone/": WORKERS,
    "/parameters/": LAW,
    "/procedures/": LAW,
    "/procedures/stay/": LAW,
    "/articles/": LAW,
    "/articles/M27/": LAW,
}


@pytest.mark.parametrize(("role", "area"), ROLES)
def test_who_may_open_which_page(people, browser, now, role, area):
    subject = cast.person()
    matter = cast.begun(people, subject, at=now)
    client = browser(factories.someone(role, area))
    for route, allowed in GET.items():
        status = client.get(route.format(uid=subject.uid, matter=matter)).status_code
        assert status == (200 if role in allowed else 403), route


@pytest.mark.parametrize("role", ["procurator", "administrator"])
def test_who_only_reads_cannot_press(people, browser, now, role):
    matter = cast.begun(people, cast.person(), at=now)
    client = browser(factories.someone(role, COUNTY))
    sent = {"seen": "1", "request": str(uuid4())}
    for address in ("review/forward/", "review/forward/draft/", f"confirm/{uuid4()}/now/"):
        assert client.post(f"/matters/{matter}/{address}", sent).status_code == 403


def test_a_county_officer_cannot_take_the_step_of_the_office(people, browser, now):
    matter = cast.begun(people, cast.person(), at=now)
    sent = {"seen": "1", "request": str(uuid4())}
    answer = browser(people.county_clerk).post(f"/matters/{matter}/review/forward/", sent)
    assert answer.status_code == 422


def test_without_signing_in_every_page_leads_to_the_sign_in_page(client, db):
    for route in GET:
        answer = client.get(route.format(uid=uuid4(), matter=uuid4()))
        assert answer.status_code == 302
        assert answer.url.startswith("/sign-in/")


def test_every_view_states_a_right():
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        assert getattr(pattern.callback, "right", None), pattern.name


def test_t41_no_page_changes_anything_by_being_opened(people, browser, now, django_assert_max_num_queries):
    from django.db import connection

    subject = cast.person()
    matter = cast.begun(people, subject, at=now)
    client = browser(people.head)
    written = []
    with connection.execute_wrapper(_writes(written)):
        for route in GET:
            client.get(route.format(uid=subject.uid, matter=matter))
    assert not [sql for sql in written if "audit_row" not in sql and "users_session" not in sql]


def _writes(found):
    def wrapper(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            found.append(sql)
        return execute(sql, params, many, context)

    return wrapper
