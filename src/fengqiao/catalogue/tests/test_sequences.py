"""Random acts by random people on the two definitions: what must hold whatever anybody tries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengqiao.catalogue.leave import leave
from fengqiao.catalogue.registration import registration
from fengqiao.catalogue.tests.story import ARRIVED, ASKED, NOTICE, REGISTERED, facts
from fengqiao.procedures.grammar import PERSON, Act, Does
from fengqiao.procedures.tests.drive import BUREAU_HEAD, CLERK, STAFF, Matter, moment, post

# The same natural persons in other posts as well: separation is between persons.
PEOPLE = (*STAFF, post("office_head", "clerk"), post("county_lead", "county clerk"), post("office_staff", "head"))

#: One valid way to fill in each form; what an outcome does not ask for is left out.
FILLED: dict[str, Any] = {
    **ASKED,
    **NOTICE,
    **ARRIVED,
    **REGISTERED,
    "opinion": "同意",
    "what_is_missing": "证明",
    "extended_to": "2026-12-05T20:00",
    "hindrance": "住院",
    "checked_at": "2026-11-26T10:00",
    "checked_how": "phone",
    "checked_result": "正常",
    "paper_given_at": "2026-11-26T10:00",
    "why_late": "不知期限",
    "escort": "押送人员",
    "handover_list": ["决定书"],
    "health_on_arrival": "尚可",
    "asked_organ": "法院",
    "guardian_present": True,
    "guardian_named": "母亲",
    "guardian_agrees": True,
}


def _moves() -> st.SearchStrategy[tuple[int, int, int, int]]:
    """Which open step, which outcome, which person, how many hours later."""
    return st.tuples(st.integers(0, 5), st.integers(0, 12), st.integers(0, len(PEOPLE) - 1), st.integers(0, 30))


def _data(matter: Matter, step: str, outcome: str) -> dict[str, Any]:
    shown = matter.standing.open_step(step).outcome(outcome)  # type: ignore[union-attr]
    names = {field.name for field in shown.form.fields}  # type: ignore[union-attr]
    data = {name: value for name, value in FILLED.items() if name in names}
    now = matter.now.isoformat()
    moments = {"arrived_at", "returned_at", "appeared_at", "checked_at", "paper_given_at"}
    data |= dict.fromkeys(moments & names, now)
    data |= dict.fromkeys({"completed_on"} & names, now[:10])
    return data


def _play(matter: Matter, moves: list[tuple[int, int, int, int]]) -> None:
    for step_no, outcome_no, person_no, hours in moves:
        matter.later(hours=hours)
        steps = matter.standing.open_steps
        if not steps:
            return
        step = steps[step_no % len(steps)]
        offered = step.outcomes[outcome_no % len(step.outcomes) if outcome_no > 5 else 0]
        by = _somebody(matter, offered, person_no)
        answers = dict.fromkeys(offered.must_answer, "已核实")
        data = _data(matter, step.key, offered.key)
        answer = matter.attempt(f"{step.key}.{offered.key}", by, data=data, reasons="理由", answers=answers)
        if isinstance(answer, Act):
            _was_lawful(matter, step, offered, by)
        _is_attended(matter)


def _somebody(matter: Matter, offered: Any, number: int) -> Any:
    """Mostly someone competent, and often one who took part before: those are the tempting cases."""
    able = [each for each in PEOPLE if offered.competence.allows(each)]
    before = {act.by.person for act in matter.acts}
    again = [each for each in able if each.person in before]
    choices = (PEOPLE, able or PEOPLE, again or able or PEOPLE)[number % 3]
    return choices[number % len(choices)]


def _was_lawful(matter: Matter, step: Any, offered: Any, by: Any) -> None:
    """Nothing is done without competence, nor by someone who took another part in the matter."""
    assert offered.competence.allows(by)
    assert offered.allowed
    if not offered.decides:
        return
    parts = {Does.FILL, Does.REVIEW, Does.CONSULT}
    earlier = [a for a in matter.acts[:-1] if a.by.kind == PERSON and a.step != "application"]
    reviewers = {
        a.by.person for a in earlier if matter.definition.step(a.step).does in parts and a.step != "hand_in_paper"
    }
    assert by.person not in reviewers


def _is_attended(matter: Matter) -> None:
    """Every open step has an owner, and a clock that runs or a stated reason why there is none."""
    standing = matter.standing
    assert standing.ended is not None or standing.open_steps
    for step in standing.open_steps:
        assert step.competence.title.zh
        assert step.clocks or step.no_clock is not None, step.key
    for clock in standing.clocks:
        assert standing.ended is None or not clock.is_open
        assert clock.owner.title.zh
    assert not standing.lapses


def _folds_alike(matter: Matter) -> None:
    """The same acts give the same standing, and each earlier day can be shown by folding fewer acts."""
    again = matter.folded(tuple(matter.acts), matter.now)
    assert again == matter.standing
    for count in range(1, len(matter.acts)):
        then = matter.acts[count - 1].at
        if matter.acts[count].at > then:
            prefix = matter.folded(matter.acts[:count], then)
            assert matter.stood(then) == prefix


_often = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_often
@given(
    moves=st.lists(_moves(), max_size=14),
    category=st.sampled_from(["suspended_sentence", "temporary_service_outside"]),
    flags=st.sampled_from([frozenset(), frozenset({"minor"})]),
    returns_at=st.sampled_from(["2026-11-28T20:00", "2026-12-10T20:00", "2026-12-30T20:00"]),
    delegated=st.booleans(),
    emergency=st.booleans(),
)
def test_whatever_is_tried_on_a_leave_stays_lawful(
    moves: list[Any], category: str, flags: frozenset[str], returns_at: str, delegated: bool, emergency: bool
) -> None:
    about = facts(category=category, flags=flags, delegated=delegated)
    matter = Matter(leave, about, moment("2026-11-24 09:00"))
    data = {**ASKED, "returns_at": returns_at, "emergency": emergency}
    matter.do("application.submit", CLERK, data=data | ({"guardian_agrees": True} if flags else {}))
    _play(matter, moves)
    _folds_alike(matter)


@_often
@given(
    moves=st.lists(_moves(), max_size=14),
    category=st.sampled_from(["public_surveillance", "parole", "temporary_service_outside"]),
    flags=st.sampled_from([frozenset(), frozenset({"minor"}), frozenset({"sick"})]),
    has_dates=st.booleans(),
)
def test_whatever_is_tried_on_a_registration_stays_lawful(
    moves: list[Any], category: str, flags: frozenset[str], has_dates: bool
) -> None:
    matter = Matter(registration, facts(category=category, flags=flags), moment("2026-11-10 09:00"))
    dates = {"decided_by": "court", "organ_received_on": "2026-11-09", **NOTICE} if has_dates else {}
    matter.do("application.submit", post("county_staff", "county clerk"), data=dates)
    _play(matter, moves)
    _folds_alike(matter)


@_often
@given(
    role=st.sampled_from(["office_staff", "office_head", "county_staff", "county_lead", "city_lead", "bureau_head"]),
    area=st.sampled_from(["330681109", "330681101", "330683108", "330109001", "310101001"]),
    returns_at=st.sampled_from(["2026-11-28T20:00", "2026-12-10T20:00", "2026-12-30T20:00"]),
)
def test_only_the_one_competent_post_over_this_very_area_grants(role: str, area: str, returns_at: str) -> None:
    matter = Matter(leave, facts(), moment("2026-11-16 09:00"))
    matter.do("application.submit", CLERK, data={**ASKED, "returns_at": returns_at})
    matter.do("review.forward", CLERK, data={"opinion": "同意"})
    if matter.open == ["county_opinion"]:
        matter.do("county_opinion.forward", post("county_staff", "county clerk"), data={"opinion": "同意"})
    level = {"2026-11-28T20:00": "office_head", "2026-12-10T20:00": "county_lead", "2026-12-30T20:00": "city_lead"}
    by = post(role, "somebody", area)
    right_place = by.area == "330681109"[: len(by.area)]
    granted = isinstance(matter.attempt("decide.grant", by), Act)
    assert granted == (role == level[returns_at] and right_place)


def test_the_clock_never_runs_ahead_of_the_acts() -> None:
    matter = Matter(leave, facts(), moment("2026-11-24 09:00"))
    matter.do("application.submit", CLERK, data=ASKED)
    matter.now += timedelta(days=400)
    matter.at("2027-12-30 09:00")
    assert [act.at for act in matter.acts] == sorted(act.at for act in matter.acts)
    assert matter.refused("decide.grant", BUREAU_HEAD).code == "not_open"
