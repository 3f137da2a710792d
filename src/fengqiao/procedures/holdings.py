"""What this room holds about a person, told to the person (个人信息副本)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from fengqiao.areas import face as areas
from fengqiao.kit.holdings import SECRET, Entry, Held, Kept, Section, day
from fengqiao.procedures.definitions import running
from fengqiao.procedures.grammar import APPLICATION, Act, Field, FieldKind, Procedure, typed
from fengqiao.procedures.models import Matter
from fengqiao.procedures.reads.acts import acts_by_matter


def tell(subject_id: int) -> Iterator[Section]:
    """Every matter with its steps; in full what began it, because that is what the person asked for or reported. What
    colleagues wrote to one another (reasons, answers to checks, forms of later steps) is kept back; the decision itself
    reached the person as a paper."""
    matters = list(Matter.objects.filter(subject_id=subject_id).order_by("started_at", "id"))
    acts = acts_by_matter(row.id for row in matters)
    yield Section("办理的事项", tuple(_matter(row, acts.get(row.id, ())) for row in matters))


def _matter(row: Matter, acts: tuple[Act, ...]) -> Entry:
    definition = running(row.procedure, row.version)
    steps = [_step(definition, act) for act in acts]
    return (
        ("事项", definition.title.zh),
        ("启动日期", day(row.started_at)),
        *(_asked(definition, acts[0]) if acts else ()),
        ("办理过程", "；".join(each for each in steps if each)),
        ("办结日期", day(row.ended_at)),
    )


def _step(definition: Procedure, act: Act) -> str:
    try:
        step = definition.step(act.step)
    except KeyError:
        return ""  # the engine's own notes
    wide = {each.key: each for each in definition.matter_wide}
    outcome = step.outcome(act.outcome) or wide.get(act.outcome)
    return f"{day(act.at)}{step.title.zh}：{outcome.title.zh}" if outcome else ""


def _asked(definition: Procedure, act: Act) -> Iterator[tuple[str, str]]:
    if act.step != APPLICATION or act.by.kind != "person":
        return
    values = typed(definition.form, act.data)
    yield from ((each.label.zh, _words(each, values)) for each in definition.form.fields if each.name in values)


def _words(field: Field, values: Mapping[str, Any]) -> str:
    found = values[field.name]
    many = list(found) if isinstance(found, tuple | list) else [found]
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        titles = {choice.code: choice.title.zh for choice in field.choices}
        return "、".join(titles.get(str(each), str(each)) for each in many)
    if field.kind in {FieldKind.PLACE, FieldKind.PLACES}:
        return "、".join(_place(str(each)) for each in many)
    if field.kind is FieldKind.YES_NO:
        return "是" if found else "否"
    return "；".join(_word(each) for each in many) + (field.unit.zh if field.unit and found is not None else "")


def _word(value: Any) -> str:
    return day(value) if isinstance(value, date | datetime) else "" if value is None else str(value)


def _place(code: str) -> str:
    try:
        return areas.full_name(areas.shorten(code))
    except (areas.UnknownPlace, areas.BadCode):
        return code


HELD: Final = Held(
    room="procedures",
    order=30,
    tables=frozenset({"procedures_matter", "procedures_act"}),
    tell=tell,
    left_out={
        "procedures_task": "由办理过程推算的待办，不是另外的信息",
        "procedures_clock": "由办理过程推算的期限，不是另外的信息",
        "procedures_moveddeadline": "期限变更的内部登记，供县级负责人和检察机关查看",
        "procedures_draft": "工作人员尚未提交的草稿，逾期自动清除",
        "procedures_clockrun": "系统运行记录，不涉及任何人",
    },
    kept=(Kept("审核、审批中的内部意见和核查答复", "形成决定过程中的内部意见；决定以送达的文书为准", SECRET),),
)
