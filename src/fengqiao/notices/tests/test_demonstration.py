"""A demonstration sends nothing and shows what it would have sent; a real installation has no such page."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from fengqiao.notices.channels import choosing
from fengqiao.notices.channels.port import Outgoing, Refused, Unreachable
from fengqiao.notices.channels.sink import Sink
from fengqiao.notices.models import Recorded
from fengqiao.users.tests import factories

COUNTY = "330681"


def _message(number: str) -> Outgoing:
    return Outgoing(to=number, title="", text="您有一条新消息。", reference=uuid4())


def test_the_sink_answers_by_the_number_and_masks_it(everywhere: None) -> None:
    sink = Sink("sms", choosing.DEMONSTRATION_SENDER)
    arrives, lost = sink.send(_message("19900001234")), sink.send(_message("19900000001"))
    with pytest.raises(Refused):
        sink.send(_message("19900000000"))
    with pytest.raises(Unreachable):
        sink.send(_message("19900000002"))
    assert sink.receipts([arrives, lost]) == {arrives: True, lost: False}
    rows = list(Recorded.objects.order_by("id"))
    assert [row.answer for row in rows] == ["accepted", "accepted", "refused", "silence"]
    assert rows[0].text == "【枫桥服务】您有一条新消息。"
    assert {row.to_masked for row in rows} == {"199****1234", "199****0001", "199****0000", "199****0002"}


def test_in_a_demonstration_every_channel_ends_in_the_sink(settings: Any) -> None:
    settings.FENGQIAO_DEMONSTRATION = True
    settings.FENGQIAO_NOTICES = {"sms": {"url": "https://sms.example.cn/", "token": "x", "sender": "服务"}}
    assert isinstance(choosing.carrier("sms", "330681109"), Sink)
    assert isinstance(choosing.carrier("wecom", "330681109"), Sink)


def test_only_the_administrator_of_a_demonstration_sees_the_page(everywhere: None, settings: Any) -> None:
    Sink("sms", choosing.DEMONSTRATION_SENDER).send(_message("19900001234"))
    administrator = factories.sign_in(Client(), factories.someone("administrator", COUNTY))
    lead = factories.sign_in(Client(), factories.someone("county_lead", COUNTY))
    assert administrator.get("/notices/recorded/").status_code == 404
    settings.FENGQIAO_DEMONSTRATION = True
    page = administrator.get("/notices/recorded/")
    assert page.status_code == 200
    assert "199****1234" in page.content.decode()
    assert "19900001234" not in page.content.decode()
    assert administrator.get("/notices/recorded/?x=1").status_code == 400
    assert lead.get("/notices/recorded/").status_code == 403
