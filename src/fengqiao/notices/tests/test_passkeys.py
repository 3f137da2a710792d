"""No passkey comes or goes silently: its owner finds a notice in every post (T39)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from fengqiao.kit import scope
from fengqiao.notices.models import Notice
from fengqiao.users.models import Account, Passkey
from fengqiao.users.tests import factories
from fengqiao.users.tests.keyring import ORIGIN, Device, enrol, enter


@pytest.mark.django_db
def test_t39_the_owner_of_a_passkey_hears_of_it_in_every_post(client: Client, settings: Any) -> None:
    settings.FENGQIAO_ORIGIN = ORIGIN
    officer = factories.someone("office_staff", factories.OFFICE)
    device = Device()
    enrol(factories.sign_in(client, officer), device)
    second = factories.post(Account.objects.get(id=officer.account), "county_staff", factories.COUNTY)
    enrol(client, Device(), name="乙")
    client.post(f"/passkeys/{Passkey.objects.latest('id').uid}/remove/")
    device.counter = 0
    enter(Client(), device)
    with scope.of((factories.COUNTY,)):
        told = list(Notice.objects.order_by("id").values_list("kind", "post", "area"))
    here, there = (officer.post, factories.OFFICE), (second.id, factories.COUNTY)
    assert told == [
        ("passkey_added", *here),
        ("passkey_added", *here), ("passkey_added", *there),
        ("passkey_removed", *here), ("passkey_removed", *there),
        ("passkey_stopped", *here), ("passkey_stopped", *there),
    ]  # fmt: skip
