"""The papers that an act issues: common fields from the person and the act, special ones from the definition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fengqiao.audit import face as audit
from fengqiao.documents import face as documents
from fengqiao.procedures.effects import papers
from fengqiao.procedures.grammar import PERSON, Act
from fengqiao.procedures.progress_records import PaperOrder
from fengqiao.procedures.reads.standing import Standing
from fengqiao.subjects import face as subjects


def issue_papers(standing: Standing, act: Act, *, by: audit.Actor, at: datetime) -> None:
    """Issue what an act calls for, once per act, kind and item. Series are locked in the order of the kinds' ids."""
    for order in orders(standing, act):
        documents.issue(order=order, by=by, at=at)


def orders(standing: Standing, act: Act) -> Iterator[documents.Order]:
    """The papers of one act with everything that they print."""
    due = sorted(papers(standing.progress, act), key=lambda each: each.kind)
    if not due:
        return
    person = subjects.paper_values(subject_id=standing.matter.subject_id)
    for each in due:
        yield _order(standing, each, person)


def _order(standing: Standing, due: PaperOrder, person: dict[str, object]) -> documents.Order:
    matter, who = standing.matter, due.act.by
    is_person = who.kind == PERSON
    return documents.Order(
        kind=due.kind,
        subject_id=matter.subject_id,
        area=matter.area,
        matter=matter.uid,
        act=due.act.uid,
        issuer=who.area if is_person else documents.issuer_of(due.kind, matter.area),
        minor=bool(person["minor"]),
        signer=documents.Signer(
            person=int(who.person) if who.person else None,
            name=who.name,
            role=who.role,
            office=who.area,
            decides=due.decides and is_person,
        ),
        person=person,
        facts=due.values,
        item=due.item,
    )
