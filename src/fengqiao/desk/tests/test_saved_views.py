"""Views of a list that are kept: one's own, the office's, and what has gone from them."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from fengqiao.desk.forms import queries
from fengqiao.desk.models import SavedView
from fengqiao.desk.reads import columns, saved
from fengqiao.procedures.tests import cast

pytestmark = pytest.mark.django_db
SETUP = "/subjects/views/"


def keep(client, name, conditions="category=parole", **more):
    return client.post(SETUP, {"do": "keep", "name": name, "list": conditions, **more})


def test_a_kept_view_is_a_tab_with_its_conditions_and_columns_and_a_second_press_changes_nothing(people, browser):
    client = browser(people.clerk)
    cast.person(category="parole")
    for _press in range(2):
        answer = keep(client, "假释人员", "category=parole&order=-term_end", columns=["state", "officer"])
        assert answer.status_code == 302
    row = SavedView.objects.get()
    assert row.conditions == {"category": "parole", "order": "-term_end"}
    page = client.get(answer.url).content.decode()
    assert "假释人员" in page
    assert page.partition("<thead>")[2].partition("</thead>")[0].count("<th ") == 4
    assert "假释人员" not in answer.url


def test_own_views_are_nobody_elses_and_shared_ones_are_the_leads_right(people, browser):
    keep(browser(people.clerk), "我的视图")
    refused = keep(browser(people.clerk), "全所", shared="on")
    assert refused.status_code == 302  # the tick is not offered to staff, so it is not read
    assert not SavedView.objects.filter(shared=True).exists()
    keep(browser(people.head), "本所假释", shared="on")
    colleague = browser(people.second).get("/subjects/").content.decode()
    assert "本所假释（共用）" in colleague
    assert "我的视图" not in colleague
    assert "本所假释" not in browser(people.county_clerk).get("/subjects/").content.decode()
    assert keep(browser(people.second), "本所假释").status_code == 422


def test_a_view_ends_by_its_keeper_or_when_shared_by_the_lead(people, browser):
    keep(browser(people.clerk), "我的视图")
    address = f"/views/{SavedView.objects.get().uid}/end/"
    for who in (people.second, people.head, people.stranger):
        assert browser(who).post(address).status_code == 404
    assert browser(people.clerk).post(address).status_code == 302
    assert browser(people.clerk).post(address).status_code == 404
    assert "我的视图" not in browser(people.clerk).get("/subjects/").content.decode()


@pytest.mark.parametrize("condition", ["officer=999999", "category=abolished", "office=330681999", "class=loose"])
def test_a_condition_whose_value_has_gone_says_so(people, browser, condition):
    page = browser(people.lead).get(f"/subjects/?{condition}").content.decode()
    assert "已不存在" in page
    assert 'role="alert"' in page


def test_what_was_typed_is_kept_when_a_view_is_refused(people, browser):
    answer = keep(browser(people.clerk), "", "category=parole", columns=["officer"])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写视图名称" in page
    assert 'value="officer" checked' in page
    assert 'name="list" value="category=parole"' in page
    assert keep(browser(people.clerk), "x" * 41).status_code == 422
    assert browser(people.clerk).post(SETUP, {"do": "keep", "name": "a", "list": "sort=offence"}).status_code == 400


def test_columns_can_be_shown_once_without_keeping_anything(people, browser):
    answer = browser(people.clerk).post(SETUP, {"do": "show", "list": "state=registered", "columns": ["about", "term"]})
    assert answer.url == "/subjects/?state=registered&columns=about-term"
    assert not SavedView.objects.exists()


def test_unknown_columns_are_the_usual_ones_and_ours_keep_their_order(people):
    def asked(text, who=people.clerk):
        query = queries.read("/subjects/", QueryDict(text), queries.CASELOAD)
        return columns.chosen(query, by=cast.as_actor(who))

    assert asked("columns=offence-secret") == asked("")
    assert asked("columns=officer-category") == ("category", "officer")
    assert "office" not in asked("")
    assert "office" in asked("", people.lead)
    assert asked("columns=office") == ("office",)


def test_the_inbox_keeps_views_too(people, browser):
    client = browser(people.clerk)
    answer = client.post("/tasks/views/", {"do": "keep", "name": "外出", "list": "procedure=stay"})
    assert answer.status_code == 302
    assert "外出" in client.get(answer.url).content.decode()
    assert "已不存在" in client.get("/?procedure=abolished").content.decode()


def test_the_labels_of_gone_conditions_cover_all_that_can_go():
    from datetime import date

    from fengqiao.desk.reads import choices

    known = {**choices.caseload_known(officers=()), **choices.inbox_known(on=date(2026, 11, 23))}
    assert set(known) == set(saved.LABELS)
