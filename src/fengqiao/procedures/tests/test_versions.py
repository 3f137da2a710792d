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
