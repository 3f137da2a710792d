"""What the pages keep from a post, the acts keep from it too: readers, and whoever may not know of a minor."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from fengqiao.audit.face import Actor
from fengqiao.procedures import face as procedures
from fengqiao.procedures.tests.cast import COUNTY, NOW, OFFICE, Cast, as_actor, asked, begun, person
from fengqiao.subjects import face as subjects
from fengqiao.users.face import ROLES, Role
from fengqiao.users.tests import factories

WORKERS = {
    "office_staff", "office_head", "county_staff", "county_lead", "bureau_head", "city_staff", "city_lead",
    "province_staff", "province_lead",
}  # fmt: skip


def _draft(subject: subjects.Subject, by: Actor) -> object:
    return procedures.save_draft(key="stay", subject_id=subject.id, step="application", data={}, by=by, at=NOW)


@pytest.mark.parametrize("role", list(Role))
def test_a_post_that_only_reads_keeps_no_draft_and_notes_no_paper(people: Cast, role: Role) -> None:
    subject = person()
    matter = begun(people, subject)
    area = next(a for a in (OFFICE, COUNTY, COUNTY[:4], COUNTY[:2], "330681109201") if _fits(role, a))
    by = as_actor(factories.someone(role, area))
    note = {"matter": matter, "act": uuid4(), "state": "issued", "data": {"paper": "D99"}}
    if role in WORKERS:
        assert _draft(subject, by)
        with pytest.raises(procedures.Refused):
            procedures.note_paper(**note, by=by, at=NOW)
        return
    with pytest.raises(procedures.NotYourWork):
        _draft(subject, by)
    with pytest.raises(procedures.NotYourWork):
        procedures.note_paper(**note, by=by, at=NOW)


def _fits(role: Role, area: str) -> bool:
    return {2: 1, 4: 2, 6: 3, 9: 4, 12: 5}[len(area)] in ROLES[role].levels


def test_whoever_was_not_named_for_a_minor_does_nothing_in_the_procedures(people: Cast) -> None:
    minor = person()
    matter = begun(people, minor)
    version = procedures.matter(uid=matter, by=as_actor(people.clerk), at=NOW).progress.version
    minor.minor, minor.version, minor.reason = True, 2, "test"
    minor.save(update_fields=["minor", "version", "reason"])
    by = as_actor(people.second)
    about = {"matter": matter, "by": by, "at": NOW}
    tries: list[tuple[type[Exception], Callable[[], object]]] = [
        (subjects.UnknownSubject, lambda: _draft(minor, by)),
        (subjects.UnknownSubject, lambda: procedures.start(
            key="stay", subject_id=minor.id, data=asked(), by=by, at=NOW)),
        (procedures.UnknownMatter, lambda: procedures.submit(
            step="review", outcome="forward", data={}, seen=version, **about)),
        (procedures.UnknownMatter, lambda: procedures.confirm(act=uuid4(), accept=True, seen=version, **about)),
        (procedures.UnknownMatter, lambda: procedures.note_paper(
            act=uuid4(), state="issued", data={"paper": "D1"}, **about)),
    ]  # fmt: skip
    for error, attempt in tries:
        with pytest.raises(error):
            attempt()
    lead = as_actor(people.lead)
    subjects.name_staff(subject_id=minor.pk, person=people.second.person, first_day=NOW.date(), by=lead, at=NOW)
    assert procedures.submit(step="review", outcome="forward", data={}, seen=version, **about).matter == matter
