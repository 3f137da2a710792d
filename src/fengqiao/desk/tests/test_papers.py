"""Papers that are made outside this system are noted by hand on the page of their matter."""

from __future__ import annotations

from uuid import uuid4

import pytest

from fengqiao.desk.tests.test_lists import person
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def leave(people, now):
    """A leave that has been asked for: its application form D32 is a paper of outside."""
    leaves = now + cast.timedelta(days=5)
    data = {
        "reason": "medical", "details": "复查", "leaves_at": leaves.isoformat(), "contact": "13900000001",
        "returns_at": (leaves + cast.timedelta(days=2)).isoformat(), "places": ["330102"], "proof": ["预约单"],
    }  # fmt: skip
    clerk = people.clerk.actor(now)
    return procedures.start(key="leave", subject_id=person(1).id, data=data, by=clerk, at=now)


def note(client, leave, **changes):
    sent = {"act": str(leave.act), "kind": "paper", "id": "D32", "state": "issued", "number": "诸枫矫假〔2026〕1号"}
    return client.post(f"/matters/{leave.matter}/papers/", {**sent, **changes})


def test_a_paper_of_outside_is_noted_with_its_number_and_once(people, browser, now, leave):
    client = browser(people.clerk)
    assert "登记已制发" in client.get(f"/matters/{leave.matter}/").content.decode()
    assert [note(client, leave).status_code for _ in range(2)] == [302, 302]
    page = client.get(f"/matters/{leave.matter}/").content.decode()
    assert "诸枫矫假〔2026〕1号" in page
    assert "登记已送达" in page
    view = procedures.matter(uid=leave.matter, by=people.clerk.actor(now), at=now)
    assert [act.outcome for act in view.acts].count("issued") == 1


def test_a_paper_that_nothing_calls_for_is_refused_and_a_foreign_form_is_bad(people, browser, leave):
    client = browser(people.clerk)
    assert note(client, leave, id="D99").status_code == 302
    assert "D99" not in client.get(f"/matters/{leave.matter}/").content.decode()
    assert note(client, leave, act="x").status_code == 400
    assert note(client, leave, kind="seal").status_code == 400
    assert client.post(f"/matters/{uuid4()}/papers/", {}).status_code == 404
