"""The procedure page: read, decide, be refused, be late, keep a draft."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from fengqiao.procedures.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject(people):
    return cast.person()


def stay(people, subject, now, **more) -> UUID:
    """A stay that the office head must decide."""
    matter = cast.begun(people, subject, at=now, **more)
    cast.press(matter, "review.forward", people.second, at=now)
    return matter


def pressed(client, matter, step, outcome, *, seen=2, request=None, **data):
    body = {"seen": seen, "request": str(request or uuid4()), **data}
    return client.post(f"/matters/{matter}/{step}/{outcome}/", body)


def test_the_page_shows_steps_checks_clock_ladder_and_the_button_that_signs(people, subject, browser, now):
    matter = stay(people, subject, now)
    page = browser(people.head).get(f"/matters/{matter}/").content.decode()
    assert "小住" in page
    assert "签名并grant" in page
    assert 'aria-current="step"' in page
    assert "ladder" in page
    assert 'class="ck-fg' in page
    assert 'name="seen" value="2"' in page


def test_who_may_not_decide_sees_whom_it_waits_for_and_no_button(people, subject, browser, now):
    matter = stay(people, subject, now)
    page = browser(people.clerk).get(f"/matters/{matter}/").content.decode()
    assert "签名并" not in page
    assert "/decide/grant/" not in page


def test_a_decision_needs_one_press_and_no_field(people, subject, browser, now, world):
    matter = stay(people, subject, now)
    answer = pressed(browser(people.head), matter, "decide", "grant")
    assert answer.status_code == 302
    assert answer.url == f"/matters/{matter}/"
    assert [call["days"] for call in world.calls] == [3]


def test_approve_and_next_goes_on_to_the_next_decision_and_then_home(people, subject, browser, now):
    first, second = stay(people, subject, now), stay(people, cast.person(), now)
    client = browser(people.head)
    answer = pressed(client, first, "decide", "grant", queue="1")
    assert answer.url == f"/matters/{second}/?queue=1"
    assert pressed(client, second, "decide", "grant", queue="1").url == "/"


def test_ten_decisions_of_a_queue_cost_eleven_clicks(people, browser, now):
    for _ in range(10):
        stay(people, cast.person(), now)
    client, clicks = browser(people.head), 1
    page = client.get("/").content.decode()
    address = page.split('href="/matters/')[1].split('"')[0].replace("&amp;", "&")
    where = f"/matters/{address}"
    while where != "/":
        matter = where.split("/")[2].split("?")[0]
        where = pressed(client, matter, "decide", "grant", queue="1").url
        clicks += 1
    assert clicks == 11


def test_a_refusal_without_reasons_comes_back_with_the_form(people, subject, browser, now, world):
    matter = stay(people, subject, now)
    answer = pressed(browser(people.head), matter, "decide", "refuse")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert world.calls == []


def test_t32_the_same_press_twice_is_one_act(people, subject, browser, now, world):
    matter, request = stay(people, subject, now), uuid4()
    client = browser(people.head)
    answers = [pressed(client, matter, "decide", "grant", request=request) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(world.calls) == 1


def test_t32_the_slower_of_two_is_shown_both_versions(people, subject, browser, now, world):
    matter = stay(people, subject, now)
    assert pressed(browser(people.head), matter, "decide", "grant").status_code == 302
    answer = pressed(browser(people.head), matter, "decide", "refuse", reasons="理由是对方单位不同意接待")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "理由是对方单位不同意接待" in page
    assert "王海燕" in page
    assert len(world.calls) == 1


def test_a_decision_with_an_old_factor_asks_for_the_code_and_keeps_the_form(people, subject, browser, now, world):
    matter = stay(people, subject, now)
    client = browser(people.head, verified=False)
    assert 'name="factor_code"' in client.get(f"/matters/{matter}/").content.decode()
    answer = pressed(client, matter, "decide", "refuse", reasons="材料不实")
    assert "材料不实" in answer.content.decode()
    assert world.calls == []


def test_a_draft_is_kept_and_shown_again(people, subject, browser, now):
    matter = cast.begun(people, subject, at=now)
    client = browser(people.second)
    body = {"seen": "1", "request": str(uuid4()), "visited_on": now.date().isoformat()}
    answer = client.post(f"/matters/{matter}/review/visit/draft/", body, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    page = client.get(f"/matters/{matter}/?step=review&outcome=visit").content.decode()
    assert f'value="{now.date().isoformat()}"' in page


def test_an_outcome_that_the_definition_never_had_is_not_found(people, subject, browser, now):
    matter = stay(people, subject, now)
    assert pressed(browser(people.head), matter, "decide", "pardon").status_code == 404


def test_a_form_that_is_not_ours_is_a_bad_request(people, subject, browser, now):
    matter = stay(people, subject, now)
    assert browser(people.head).post(f"/matters/{matter}/decide/grant/", {"seen": "2"}).status_code == 400


def test_t42_what_people_write_is_text_on_the_page(people, subject, browser, now):
    matter = cast.begun(people, subject, at=now, road="<b hx-post=/x hx-trigger=load>")
    page = browser(people.second).get(f"/matters/{matter}/").content.decode()
    assert "<b hx-post" not in page
    assert "&lt;b hx-post" in page


def test_t21_a_key_that_was_used_for_something_else_is_refused(people, subject, browser, now, world):
    matter, request = stay(people, subject, now), uuid4()
    assert pressed(browser(people.head), matter, "decide", "grant", request=request).status_code == 302
    answer = pressed(browser(people.lead), matter, "decide", "refuse", request=request, reasons="材料不实")
    assert answer.status_code == 409
    assert len(world.calls) == 1


def test_what_another_room_says_against_an_act_is_shown_beside_the_form(people, subject, browser, now, monkeypatch):
    from fengqiao.casework import face as casework
    from fengqiao.procedures import face as procedures

    matter = stay(people, subject, now)

    def refuses(**_values):
        raise casework.CaseworkError

    monkeypatch.setattr(procedures, "submit", refuses)
    answer = pressed(browser(people.head), matter, "decide", "grant", reasons="事由正当")
    assert answer.status_code == 422
    assert "无法办理" in answer.content.decode()
    assert "事由正当" in answer.content.decode()


def test_when_the_ordinary_way_is_closed_nothing_is_chosen_beforehand(people, subject, browser, now, world):
    world.closed_roads = frozenset({"杭金线"})
    matter = stay(people, subject, now, road="杭金线")
    page = browser(people.head).get(f"/matters/{matter}/").content.decode()
    assert "签名并" not in page
    assert "outcome=refuse" in page
