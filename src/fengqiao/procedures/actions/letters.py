"""The letters that an act writes: copies to the organs that must hear of it, and letters to other offices."""

from __future__ import annotations

from datetime import datetime

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.documents import face as documents
from fengqiao.kit import masks
from fengqiao.letters import face as letters
from fengqiao.procedures.effects import letters as due_letters
from fengqiao.procedures.grammar import DECISION_ORGAN, PERSON, Act, Text
from fengqiao.procedures.progress_records import LetterOrder
from fengqiao.procedures.reads.standing import Standing
from fengqiao.subjects import face as subjects

WAITS_FOR_SEAL = "issued"


def write_letters(standing: Standing, act: Act, *, by: audit.Actor, at: datetime) -> None:
    """Write what an act calls for, once per act and addressee, with the papers it has just issued."""
    due = due_letters(standing.progress, act)
    if not due:
        return
    person = subjects.paper_values(subject_id=standing.matter.subject_id)
    papers = documents.of_matter(standing.matter.uid)
    for each in due:
        letters.send(order=_order(standing, each, person, papers), by=by, at=at)


def _order(
    standing: Standing, due: LetterOrder, person: dict[str, object], papers: tuple[documents.PaperRow, ...]
) -> letters.Order:
    matter, who = standing.matter, due.act.by
    county = areas.at_level(matter.area, areas.Level.COUNTY)
    enclosed = tuple(_enclosed(row) for row in _chosen(due, papers))
    subject: Text = due.values.get("title") or due.subject
    title = enclosed[0].title if enclosed else {"zh": subject.zh, "en": subject.en}
    organ = str(person["organ"]) if due.to == DECISION_ORGAN.key else ""
    place = "" if due.to == DECISION_ORGAN.key else county
    to_area = str(due.values.get("to_area", place))
    return letters.Order(
        kind=due.kind,
        title=title,
        area=matter.area,
        sender=who.area if who.kind == PERSON else county,
        to_kind=due.to,
        to_area=to_area,
        to_name=organ or letters.addressee(due.to, to_area) or due.to_title.zh,
        subject_id=matter.subject_id,
        matter=matter.uid,
        act=due.act.uid,
        minor=bool(person["minor"]),
        papers=enclosed,
        body=_body(due, person),
    )


def _body(due: LetterOrder, person: dict[str, object]) -> dict[str, object]:
    """What the letter says, with whom it is about at its head; the number masked as everywhere on a page (T19)."""
    said = dict(due.values.get("body", {}))
    if not said:
        return {}
    number = masks.mask_number(str(person["number"]))
    about = [["姓名", person["name"]], ["性别", person["sex"]], ["证件号码", number], ["矫正类别", person["category"]]]
    return {**said, "lines": [*about, *said.get("lines", ())]}


def _chosen(due: LetterOrder, papers: tuple[documents.PaperRow, ...]) -> tuple[documents.PaperRow, ...]:
    if due.encloses:
        newest = {row.kind: row for row in papers if row.state not in ("withdrawn", "replaced")}
        return tuple(newest[kind] for kind in due.encloses if kind in newest)
    return tuple(row for row in papers if row.act == due.act.uid)


def _enclosed(row: documents.PaperRow) -> letters.Enclosed:
    return letters.Enclosed(
        uid=row.uid,
        kind=row.kind,
        number=row.number,
        title={"zh": row.title.zh, "en": row.title.en},
        waits=row.state == WAITS_FOR_SEAL,
    )
