"""No passkey comes or goes silently: its owner finds a notice in every post (T39)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from fengqiao.kit import scope
from fengqiao.notices.models import Notice
from fengqiao.users.tests import factories
from fengqiao.users.tests.keyring import ORIGIN, Device, enrol, enter


@pytest.mark.django_db
def test_t39_the_owner_of_a_passkey_hears_of_it_in_every_post(client: Client, settings: Any) -> None:
    settings.FENGQIAO_ORIGIN = ORIGIN
    officer = factories.someone("office_staff", factories.OFFICE)
    device = Device()
    enrol(factories.sign_in(client, officer), device)
    second = factories.also(officer, "county_staff", factories.COUNTY)
    page = enrol(client, Device(), name="乙", follow=True).content.decode()
    client.post(re.findall(r"/passkeys/[0-9a-f-]{36}/remove/", page)[-1])
    device.counter = 0
    enter(Client(), device)
    with scope.of((factories.COUNTY,)):
        told = list(Notice.objects.order_by("id").values_list("kind", "post", "area"))
    here, there = (officer.post, factories.OFFICE), (second, factories.COUNTY)
    assert told == [
        ("passkey_added", *here),
        ("passkey_added", *here), ("passkey_added", *there),
        ("passkey_removed", *here), ("passkey_removed", *there),
        ("passkey_stopped", *here), ("passkey_stopped", *there),
    ]  # fmt: skip
