"""An act for many: whom it is about, what it would do to each, and what it did."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.casework import face as casework
from fengqiao.desk import rules
from fengqiao.desk.errors import UnknownBulk
from fengqiao.desk.models import Bulk
from fengqiao.desk.reads import changes, people
from fengqiao.kit import clock
from fengqiao.kit.records import record
from fengqiao.law.face import Text
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import Procedure, Wrong
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects

GONE: Final = Text("该人员不在可查看范围内", "not within your reach any more")
NOT_A_STEP: Final = Text("该环节须逐件填写或者审批", "this step asks for a form or a decision of its own")
NOT_NOW: Final = Text("该事项已由他人办理或者已办结", "somebody acted on it already, or it has ended")


@record(kw_only=True)
class Line:
    """One row of the page: who, in which matter, and either why not, or what came of it."""

    person: people.Named | None
    matter: shell.Words
    href: str
    refused: shell.Words
    is_done: bool


@record(kw_only=True)
class Way:
    """One press that could be made in several matters."""

    key: str
    title: shell.Words
    count: int


def bulk(uid: UUID, *, by: audit.Actor) -> Bulk:
    """One of the viewer's own. Raises: UnknownBulk."""
    row = Bulk.objects.filter(uid=uid, area=by.area, person=by.person or 0).first()
    if row is None:
        raise UnknownBulk(uid)
    return row


def kinds(*, by: audit.Actor, on: date) -> tuple[tuple[str, shell.Words], ...]:
    """What the viewer may do for many people of the caseload."""
    found: list[tuple[str, shell.Words]] = []
    if subjects.may(by, subjects.Duty.PUT_IN_CHARGE, area=by.area):
        found.append((rules.ASSIGN, _("Change the officer in charge")))
    found.append((rules.CALL, _("Ask them by text message to make contact")))
    posts = {each.role for each in by.standings}
    for definition in procedures.all_current(on):
        if rules.may_be_begun_for_many(definition) and posts & _starters(definition):
            found.append((f"{rules.START}:{definition.key}", _begin(definition)))
    return tuple(found)


def _starters(definition: Procedure) -> frozenset[str]:
    return frozenset(role for start in definition.starts if start.actor for role in start.actor.roles)


def _begin(definition: Procedure) -> Text:
    return Text(f"启动：{definition.title.zh}", f"Begin: {definition.title.en}")


def title(row: Bulk, *, on: date) -> shell.Words:
    """The kind in words."""
    if row.kind.startswith(f"{rules.START}:"):
        return _begin(procedures.current(row.kind.partition(":")[2], on))
    return {
        rules.ASSIGN: _("Change the officer in charge"),
        rules.CALL: _("Ask them by text message to make contact"),
        rules.PRESS: _("Take one step in several matters"),
    }[row.kind]


def chosen(uids: Collection[UUID], *, by: audit.Actor) -> list[tuple[int, str]]:
    """The ticked people as rows. Whom the viewer may not know of is left out."""
    found = subjects.visible(by).filter(uid__in=uids).order_by("pk").values_list("pk", flat=True)
    return [(pk, "") for pk in found]


def chosen_tasks(uids: Collection[UUID], *, by: audit.Actor, now: datetime) -> list[tuple[int, str]]:
    """The ticked matters of the inbox as rows."""
    rows = _tasks(frozenset(uids), by=by, now=now)
    return sorted({(row.subject_id, str(row.matter)) for row in rows})


def _tasks(uids: frozenset[UUID], *, by: audit.Actor, now: datetime) -> tuple[procedures.TaskRow, ...]:
    filters = procedures.InboxFilters(matters=uids)
    return procedures.inbox(by=by, now=now, filters=filters, size=rules.MOST_AT_ONCE * 3).rows


def ways(row: Bulk, *, by: audit.Actor, now: datetime) -> tuple[Way, ...]:
    """The presses that are possible in the ticked matters, the most frequent first."""
    found: dict[str, tuple[Text, int]] = {}
    for task in _tasks(_matters(row), by=by, now=now):
        for way in _ways_of(task, now=now):
            words = Text(
                f"{task.procedure_title.zh} · {task.step_title.zh}：{way.title.zh}",
                f"{task.procedure_title.en} · {task.step_title.en}: {way.title.en}",
            )
            key = f"{task.procedure}.{task.step}.{way.key}"
            found[key] = (words, found.get(key, (words, 0))[1] + 1)
    listed = [Way(key=key, title=words, count=count) for key, (words, count) in found.items()]
    return tuple(sorted(listed, key=lambda each: (-each.count, each.key)))


def _ways_of(task: procedures.TaskRow, *, now: datetime) -> Iterable[procedures.QuickOutcome]:
    definition = procedures.current(task.procedure, clock.local_day(now))
    if not task.can_act or task.kind != "act":
        return ()
    return (way for way in task.quick if rules.may_be_pressed_for_many(definition, decides=way.decides))


def is_for_many(task: procedures.TaskRow, *, now: datetime) -> bool:
    """Whether a row of the inbox can be ticked: one press does it, decides nothing, and is the viewer's to make."""
    return any(True for _way in _ways_of(task, now=now))


def _matters(row: Bulk) -> frozenset[UUID]:
    return frozenset(UUID(matter) for _subject, matter in row.rows if matter)


def is_said(row: Bulk) -> bool:
    """Whether everything is known that the act needs."""
    needed = {rules.ASSIGN: "officer", rules.PRESS: "way"}.get(row.kind)
    return "data" in row.parameters if row.kind.startswith(rules.START) else needed is None or needed in row.parameters


@record
class Trial:
    """What a press would bring: for each row why it would be refused, empty when it would be done; and what is wrong
    with the form that all rows have in common."""

    answers: Mapping[tuple[int, str], shell.Words]
    wrong: tuple[Wrong, ...] = ()


def tried(row: Bulk, *, by: audit.Actor, now: datetime) -> Trial:
    """The trial of everything that was said so far. Nothing is written."""
    pairs = [(int(subject), str(matter)) for subject, matter in row.rows]
    here = subjects.rows(ids={subject for subject, _m in pairs}, by=by, today=clock.local_day(now))
    if row.kind.startswith(rules.START):
        found = _try_start(row, here, by=by, now=now)
    else:
        found = Trial(_TRIES[row.kind](row, here, by=by, now=now))
    return Trial({pair: found.answers.get(pair, "") if pair[0] in here else GONE for pair in pairs}, found.wrong)


def trial(row: Bulk, *, by: audit.Actor, now: datetime) -> Trial | None:
    """The trial for the page: none before everything is said, and none after it was carried out."""
    return tried(row, by=by, now=now) if row.done_at is None and is_said(row) else None


Refused = dict[tuple[int, str], shell.Words]


def _try_assign(
    row: Bulk, here: Mapping[int, subjects.SubjectRow], *, by: audit.Actor, now: datetime
) -> dict[tuple[int, str], shell.Words]:
    first_day, person = date.fromisoformat(row.parameters["first_day"]), int(row.parameters["officer"])
    holding = casework.officers_for(here, on=clock.local_day(now))
    offices = {each.area for each in changes.officers_below(by.area, on=clock.local_day(now)) if each.person == person}
    found: Refused = {}
    for subject, known in here.items():
        now_in_charge = holding.get(subject)
        if not subjects.may(by, subjects.Duty.PUT_IN_CHARGE, area=known.area):
            found[subject, ""] = Text("不属于您的岗位职责", "not an act of your post")
        elif not any(areas.covers(office, known.area) for office in offices):
            found[subject, ""] = Text("所选人员不在该司法所任职", "the chosen officer does not work at this office")
        elif now_in_charge is not None and now_in_charge.person == person:
            found[subject, ""] = Text("现责任人即为所选人员", "is in charge already")
        elif now_in_charge is not None and first_day <= now_in_charge.first_day:
            found[subject, ""] = casework.BeforeTheLast.text
    return found


def _try_call(row: Bulk, here: Mapping[int, subjects.SubjectRow], *, by: audit.Actor, now: datetime) -> Refused:
    over = Text("已不在矫正，不再通知", "no longer under correction")
    return {(subject, ""): over for subject, known in here.items() if known.state in {"discharged", "terminated"}}


def _try_start(row: Bulk, here: Mapping[int, subjects.SubjectRow], *, by: audit.Actor, now: datetime) -> Trial:
    places = {subject: known.area for subject, known in here.items()}
    answers = procedures.tried_for_many(
        key=row.kind.partition(":")[2], places=places, data=row.parameters["data"], only_one=procedures.ONE_IS_OPEN,
        by=by, at=now,
    )  # fmt: skip
    # Who is refused for another reason was not held against the form.
    read = [refusal.wrong if refusal else () for refusal in answers.values() if refusal is None or refusal.wrong]
    common = rules.shared(read)
    return Trial({(subject, ""): _why(refusal, common) for subject, refusal in answers.items() if refusal}, common)


def _why(refusal: procedures.Refusal, common: tuple[Wrong, ...]) -> shell.Words:
    return (rules.own(refusal.wrong, common) or rules.SEE_FORM) if refusal.wrong else refusal.reason


def _try_press(row: Bulk, here: Mapping[int, subjects.SubjectRow], *, by: audit.Actor, now: datetime) -> Refused:
    wanted = row.parameters["way"]
    open_now = {str(task.matter): task for task in _tasks(_matters(row), by=by, now=now) if _is(task, wanted)}
    found: Refused = {}
    for subject, matter in row.rows:
        task = open_now.get(matter)
        if task is None:
            found[int(subject), matter] = NOT_NOW
        elif wanted.rpartition(".")[2] not in {way.key for way in _ways_of(task, now=now)}:
            found[int(subject), matter] = NOT_A_STEP
    return found


def _is(task: procedures.TaskRow, way: str) -> bool:
    return way.startswith(f"{task.procedure}.{task.step}.")


def versions(row: Bulk, *, by: audit.Actor, now: datetime) -> dict[str, int]:
    """The version of each ticked matter as it stands now, which a press must name."""
    tasks = _tasks(_matters(row), by=by, now=now)
    return {str(task.matter): task.version for task in tasks if _is(task, row.parameters["way"])}


_TRIES: Final[Mapping[str, Callable[..., Refused]]] = {
    rules.ASSIGN: _try_assign,
    rules.CALL: _try_call,
    rules.PRESS: _try_press,
}


def lines(row: Bulk, trial: Trial | None, *, by: audit.Actor, now: datetime) -> tuple[Line, ...]:
    """The rows of the page: after it was carried out what came of each, before it what would. Refused ones first."""
    named = people.named(ids={int(subject) for subject, _m in row.rows}, by=by, today=clock.local_day(now))
    if row.done_at is not None:
        answers: Mapping[tuple[int, str], shell.Words] = {
            (int(each["subject"]), each["matter"]): _words(each) for each in row.results
        }
    else:
        answers = trial.answers if trial else {}
    found = [
        Line(
            person=named.get(int(subject)),
            matter="" if not matter else _("Matter"),
            href=people.matter_href(UUID(matter)) if matter else "",
            refused=answers.get((int(subject), matter), ""),
            is_done=row.done_at is not None and not answers.get((int(subject), matter), ""),
        )
        for subject, matter in row.rows
    ]
    return tuple(sorted(found, key=lambda line: not line.refused))


def _words(result: Mapping[str, Any]) -> shell.Words:
    return "" if result["done"] else Text(result["zh"], result["en"])
