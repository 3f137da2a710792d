"""The papers that an act calls for, as orders to the room of documents: for the act itself, before it, and again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.documents import face as documents
from fengqiao.kit.records import record
from fengqiao.procedures.effects import papers
from fengqiao.procedures.errors import UnknownMatter
from fengqiao.procedures.grammar import PERSON, Act
from fengqiao.procedures.progress import progress
from fengqiao.procedures.progress_fold import CONFIRM
from fengqiao.procedures.progress_records import PaperOrder, Refusal
from fengqiao.procedures.reads.acts import matter_row
from fengqiao.procedures.reads.matters import tried
from fengqiao.procedures.reads.standing import Standing, as_projected, standing_of
from fengqiao.subjects import face as subjects


@record
class PapersAhead:
    """What a press would issue, or why it would be refused."""

    orders: tuple[documents.Order, ...]
    refusal: Refusal | None = None


def orders(standing: Standing, act: Act) -> Iterator[documents.Order]:
    """The papers of one act with everything that they print."""
    due = sorted(papers(standing.progress, act), key=lambda each: each.kind)
    if not due:
        return
    person = subjects.paper_values(subject_id=standing.matter.subject_id)
    for each in due:
        yield _order(standing, each, person)


def papers_ahead(
    *,
    matter: UUID,
    step: str,
    outcome: str,
    data: Mapping[str, Any],
    by: audit.Actor,
    at: datetime,
    reasons: str = "",
    answers: Mapping[str, str] | None = None,
) -> PapersAhead:
    """The papers of a press that has not been made, by the rights and the form of the press itself. Writes nothing but
    that somebody looked. Raises: UnknownMatter."""
    row = matter_row(matter)
    audit.read(by=by, what="paper_draft", about=str(matter), area=row.area)
    standing = standing_of(row, at=at)
    act = tried(standing.progress, step, outcome, data, by=by, at=at, reasons=reasons, answers=answers)
    if isinstance(act, Refusal):
        return PapersAhead((), act)
    return PapersAhead(tuple(orders(standing.after((*standing.owed, act), at), act)))


def paper_again(*, matter: UUID, act: UUID, kind: str, item: int, by: audit.Actor, at: datetime) -> documents.Order:
    """A paper as its act would issue it today: the acts up to that one, the person and the facts as they are now.

    Whoever renews it signs it. Raises: UnknownMatter, also for an act that calls for no such paper.
    """
    standing = as_projected(matter_row(matter), at=at)
    for count, each in enumerate(standing.acts, start=1):
        if each.uid != act and not (each.step == CONFIRM and each.data.get("act") == str(act)):
            continue
        then = progress(standing.definition, standing.acts[:count], standing.facts, each.at)
        stood = replace(standing, acts=standing.acts[:count], progress=then)
        for order in orders(stood, each):
            if (order.kind, order.item, order.act) == (kind, item, act):
                signer = documents.Signer(by.person, by.name, by.role, by.area, decides=True)
                return replace(order, signer=signer)
    raise UnknownMatter(matter)


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
