"""A running matter keeps the version it began with; a definition that is not whole does not start."""

from __future__ import annotations

import pytest

from fengqiao.procedures import face as procedures
from fengqiao.procedures.models import Matter
from fengqiao.procedures.tests.cast import NOW, Cast, as_actor, begun, person, press
from fengqiao.procedures.tests.stays import registered, stay_v1, stay_v2


def test_a_new_version_is_for_new_matters_and_a_running_one_keeps_its_own(people: Cast) -> None:
    old = begun(people, person())
    with registered(stay_v2):
        new = begun(people, person())
        press(old, "review.forward", people.second)
        versions = {row.uid: row.version for row in Matter.objects.all()}
        assert versions == {old: 1, new: 2}
        by = as_actor(people.clerk)
        titles = [procedures.matter(uid=each, by=by, at=NOW).title.zh for each in (old, new)]
        assert titles == ["小住", "小住（新）"]


def test_a_matter_whose_version_is_gone_says_which(people: Cast) -> None:
    with registered(stay_v2):
        matter = begun(people, person())
    with pytest.raises(procedures.UnknownProcedure, match="stay v2"):
        procedures.matter(uid=matter, by=as_actor(people.clerk), at=NOW)


def test_one_version_has_one_content() -> None:
    from dataclasses import replace

    from fengqiao.procedures.register import DuplicateDefinitionError, Register

    held = Register([stay_v1])
    held.add(stay_v1)
    with pytest.raises(DuplicateDefinitionError):
        held.add(replace(stay_v1, number="P91"))


def test_an_incomplete_definition_stops_the_start_by_its_name() -> None:
    from dataclasses import replace

    from fengqiao.procedures.register import Register

    lost = replace(stay_v1.steps[0], key="nowhere")
    broken = replace(stay_v1, key="broken", version=3, steps=(*stay_v1.steps, lost))
    held = Register()
    with pytest.raises(procedures.IncompleteDefinition) as caught:
        procedures.register(broken, into=held)
    assert "broken v3" in str(caught.value)
    assert any("nowhere" in problem for problem in caught.value.problems)
    assert held.all() == ()


def test_a_definition_in_the_register_that_is_not_whole_is_an_error_of_django_s_check() -> None:
    from dataclasses import replace

    from django.core.checks import run_checks

    with registered(replace(stay_v1, key="broken", starts=())):
        found = [each for each in run_checks() if "broken" in str(each.obj)]
    assert {each.id for each in found} >= {"procedures.nothing_starts_it"}
    assert all(each.is_serious() for each in found)


def test_a_version_that_still_runs_may_not_be_taken_out(people: Cast) -> None:
    from django.core.checks import run_checks

    def gone() -> list[str]:
        return [each.msg for each in run_checks(databases=["default"]) if each.id == "procedures.version_gone"]

    with registered(stay_v2):
        begun(people, person())
        assert gone() == []
    assert gone() == ["matters run on stay v2, which is not registered"]
