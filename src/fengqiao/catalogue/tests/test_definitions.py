"""Walks every definition: whatever joins the catalogue gets these tests with it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from fengqiao.catalogue.definitions import ALL
from fengqiao.documents import face as documents
from fengqiao.law import face as law
from fengqiao.procedures.grammar import APPLICATION, Case, Does, Effect, Facts, Later, Procedure
from fengqiao.procedures.tests.definitions.electronic_monitoring import order
from fengqiao.procedures.tests.definitions.execution_place_change import arriving, leaving
from fengqiao.procedures.tests.drive import all_problems, as_text, describe, laters

EVERY = pytest.mark.parametrize("definition", [*ALL, leaving, arriving, order], ids=lambda each: each.key)


def test_nothing_is_missing_from_any_definition() -> None:
    assert [str(problem) for problem in all_problems(ALL, templates=documents.kind_levels())] == []


@EVERY
def test_a_decision_has_a_post_a_basis_and_a_paper(definition: Procedure) -> None:
    for step in definition.steps:
        if step.does is Does.DECIDE:
            granting = [outcome for outcome in step.outcomes if outcome.grants]
            assert all(outcome.papers or outcome.renews for outcome in granting), step.key
            assert step.basis or step.bands or definition.basis, step.key


@EVERY
def test_a_refusal_states_reasons(definition: Procedure) -> None:
    refusing = [o for step in definition.steps for o in step.outcomes if o.key in {"refuse", "objects"}]
    assert all(outcome.reasons for outcome in refusing)


@EVERY
def test_it_prints_as_plain_json_with_the_promised_keys(definition: Procedure) -> None:
    told = json.loads(json.dumps(describe(definition), ensure_ascii=False))
    promised = {"key", "version", "title", "basis", "steps", "clocks", "documents", "copies", "room", "later"}
    assert promised <= told.keys()
    assert told["steps"][0]["key"] == APPLICATION
    keys = {step["key"] for step in told["steps"]}
    for step in told["steps"]:
        assert {"key", "title", "actor", "level", "ladder", "outcomes"} <= step.keys()
        for outcome in step["outcomes"]:
            assert {"key", "by", "then", "papers", "letters", "copies", "reasons"} <= outcome.keys()
            then = outcome["then"].get("to", [])
            assert {then} <= keys if isinstance(then, str) else set(then) <= keys
        for band in step["ladder"]:
            assert {"level", "post", "limit", "delegated", "files_with", "copies"} <= band.keys()
    for clock in told["clocks"]:
        assert {"id", "number", "unit", "start", "mark", "basis"} <= clock.keys()
        assert clock["basis"], clock["id"]
    assert {each["kind"] for each in told["later"]} <= {"procedure", "paper", "fact", "effect", "letter"}


@EVERY
def test_every_cited_article_is_in_the_register(definition: Procedure) -> None:
    told = describe(definition)
    cited = set(told["basis"]) | {key for check in told["checks"] for key in check["basis"]}
    cited |= {key for step in told["steps"] for key in step["basis"]}
    assert all(law.article(key) for key in cited)


@EVERY
def test_every_later_of_the_record_is_listed(definition: Procedure) -> None:
    listed = {each["id"] for each in laters([definition])}
    outcomes = [outcome for step in definition.steps for outcome in step.outcomes] + list(definition.matter_wide)
    named = [each for outcome in outcomes for each in (*outcome.papers, *outcome.effects, *outcome.opens)]
    assert {each.id for each in named if isinstance(each, Later)} <= listed


@EVERY
def test_its_page_names_every_step_in_chinese(definition: Procedure) -> None:
    page = as_text(definition)
    assert all(step.title.zh in page for step in definition.steps)


def test_the_ladder_of_leave_prints_its_numbers_from_the_law() -> None:
    leave = next(describe(each) for each in ALL if each.key == "leave")
    decide = next(step for step in leave["steps"] if step["key"] == "decide")
    city, office, county = decide["ladder"]
    assert (city["level"], city["post"], city["copies"]) == ("city", "city_lead", ["procuratorate"])
    assert (office["level"], office["delegated"], office["files_with"]) == ("township", "leave", "county")
    assert office["limits"] == [{"amount": "days", "sign": "<=", "parameter": "LEA-MAX-OFFICE", "number": 7}]
    assert office["limit"] == {"zh": "本次外出不超过 7 天", "en": "this leave not more than 7 days"}
    assert county["limit"] is None
    assert [clock["id"] for clock in leave["clocks"]] == ["LEA-1", "LEA-2", "LEA-3", "LEA-3-GRACE", "LEA-PAPER"]


def test_nothing_that_is_later_is_faked_as_an_effect() -> None:
    """An effect that is called exists; one that does not is `later` and shows as by hand."""
    for definition in ALL:
        for step in definition.steps:
            for outcome in step.outcomes:
                assert all(isinstance(each, Effect | Later) for each in outcome.effects)


def test_the_list_of_laters_is_typed_and_says_where() -> None:
    listed = {each["id"]: each for each in laters(ALL)}
    assert listed["P31"]["kind"] == "procedure"
    assert listed["telemetry.open_corridor"]["kind"] == "effect"
    assert listed["subjects.health"]["kind"] == "fact"


def test_what_is_named_and_not_built_has_a_title_for_people() -> None:
    for definition in ALL:
        steps = [*definition.steps, *(step for variant in definition.variants for step in variant.steps.values())]
        outcomes = [outcome for step in steps for outcome in step.outcomes] + list(definition.matter_wide)
        named = [each for outcome in outcomes for each in (*outcome.papers, *outcome.effects, *outcome.opens)]
        assert [each.id for each in named if isinstance(each, Later) and each.title is None] == []


ABOUT = {
    "registration": {"assessment_only", "notified", "documents_received", "missed_intake"},
    "missed_intake": {"assessment_only", "notified", "documents_received", "missed_intake"},
    "leave": {"registered", "in_correction", "transferring"},
    "discharge": {"registered", "in_correction", "transferring"},
}
STATES = ("assessment_only", "notified", "documents_received", "missed_intake", "registered", "in_correction",
          "transferring", "discharged", "terminated")  # fmt: skip


@pytest.mark.parametrize("key", ABOUT)
@pytest.mark.parametrize("state", STATES)
def test_a_matter_is_opened_by_hand_only_for_whom_it_is_about(key: str, state: str) -> None:
    definition = next(each for each in ALL if each.key == key)
    assert definition.about is not None
    case = Case(facts=Facts(area="330681109", state=state), now=datetime(2026, 11, 23, tzinfo=UTC))
    assert definition.about.holds(case) == (state in ABOUT[key])


AFTER_THE_END = {"archive", "archive_lending"}
"""What is about papers that stay when the person has gone."""


def test_no_matter_is_opened_by_hand_about_somebody_whose_correction_has_ended() -> None:
    for definition in (each for each in ALL if each.key not in AFTER_THE_END):
        for state in ("discharged", "terminated"):
            case = Case(facts=Facts(area="330681109", state=state), now=datetime(2026, 11, 23, tzinfo=UTC))
            by_hand = any(start.actor for start in definition.starts)
            assert not by_hand or (definition.about is not None and not definition.about.holds(case)), definition.key
