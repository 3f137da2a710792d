"""The sentences that explain a due day, in both languages.

They are made when somebody reads them, from what the clock kept: a caseload of thousands of clocks prints few of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from fengqiao.law.citations import CriminalProcedureLaw, Language, Text
from fengqiao.law.parameters import Parameter, unit_name
from fengqiao.law.workdays import LAST_PUBLISHED_YEAR
from fengqiao.law.zone import local_moment

if TYPE_CHECKING:
    from fengqiao.law.clocks import Due


def of(due: Due, language: Language) -> tuple[str, ...]:
    """Every step of the reckoning, in order."""
    return tuple(text.of(language) for text in _steps(due))


def _steps(due: Due) -> Iterator[Text]:
    yield _rule(due)
    if due.is_before_the_rule:
        since = due.rule.valid_from
        yield Text(
            f"起算日早于本规则生效日（{since}），按现行规则计算。",
            f"The start lies before this rule came into force on {since}; the present rule is applied.",
        )
    yield from _BY_KIND[due.kind](due)
    if due.provisional:
        yield Text(
            f"涉及 {LAST_PUBLISHED_YEAR} 年以后或者未公布安排的年份，节假日安排公布后可能变化。",
            f"This rests on a year without a published calendar (known up to {LAST_PUBLISHED_YEAR}) and may change.",
        )


def _rule(due: Due) -> Text:
    rule = due.rule
    length = _length(rule)
    basis_zh = "、".join(citation.label("zh") for citation in rule.basis)
    basis_en = "; ".join(citation.label("en") for citation in rule.basis)
    note_zh, note_en = (f"；{rule.note.zh}", f"; {rule.note.en}") if rule.note else ("", "")
    return Text(
        f"{rule.name} {rule.title.zh}：{length.zh}（{basis_zh}，依据等级 {rule.mark}{note_zh}）。",
        f"{rule.name} {rule.title.en}: {length.en} ({basis_en}, mark {rule.mark}{note_en}).",
    )


def _length(rule: Parameter) -> Text:
    """How long the period is and what it starts from, as each language says it."""
    amount_zh, amount_en = rule.amount("zh"), rule.amount("en")
    event = rule.start_event or Text("", "")
    match rule.kind:
        case "before":
            return Text(f"{event.zh} {amount_zh}", f"{amount_en} {event.en}")
        case "limit":
            return Text(f"{amount_zh}，{event.zh}", f"{amount_en}, {event.en}")
        case "instant" | "agreed":
            return Text(f"{event.zh}，{amount_zh}", f"{event.en}, {amount_en}")
        case _ if rule.value == 0:
            return Text(f"{event.zh}当日", f"the day itself: {event.en}")
        case _:
            return Text(f"自{event.zh}起 {amount_zh}", f"{amount_en} from: {event.en}")


def _holiday_rule(rule: Parameter) -> Text:
    """The article moves the clocks of court and procuratorate; for the other organs it is applied by analogy."""
    article = CriminalProcedureLaw(105)
    if rule.actor in ("court", "procuratorate"):
        return Text(article.label("zh"), article.label("en"))
    return Text(f"参照{article.label('zh')}", f"by analogy with {article.label('en')}")


def _deadline(due: Due) -> Iterator[Text]:
    number, unit = due.rule.number, due.unit
    if number == 0:
        yield Text(f"当日办理：{due.counted_day}。", f"On the day itself: {due.counted_day}.")
    elif unit == "mo":
        yield Text(
            f"起始日 {_start(due)} 不计，计至目标月同日（自月末起算或者目标月无此日的，至月末）：{due.counted_day}。",
            f"The start day {_start(due)} is not counted; to the same day of the target month (from a month's last day,"
            f" or where the day is missing, to its last day): {due.counted_day}.",
        )
    else:
        yield Text(
            f"起始日 {_start(due)} 不计，次日起算第 {number} {unit_name(unit, 'zh')}为 {due.counted_day}。",
            f"The start day {_start(due)} is not counted; {unit_name(unit, 'en', 1)} {number} from the next day on is"
            f" {due.counted_day}.",
        )
    if due.paused_days:
        yield Text(f"中止 {due.paused_days} 日不计入。", f"{due.paused_days} paused days are left out.")
    if due.rolled:
        moves = _holiday_rule(due.rule)
        yield Text(
            f"{due.counted_day} 为休息日，顺延至其后第一个工作日 {due.last_good_day}（{moves.zh}）。",
            f"{due.counted_day} is a day off: the first working day after it is {due.last_good_day} ({moves.en}).",
        )
    elif unit != "wd" and not due.rule.rolls:
        yield Text("本期限遇节假日不顺延。", "A holiday does not move this end.")
    yield _end(due)


def _before(due: Due) -> Iterator[Text]:
    yield Text(
        f"自 {_start(due)} 向前倒数 {due.rule.amount('zh')}：{due.counted_day}。",
        f"Counted back {due.rule.amount('en')} from {_start(due)}: {due.counted_day}.",
    )
    if due.rolled:
        moved = due.first_good_day or due.last_good_day
        yield Text(
            f"{due.counted_day} 为休息日，提前至其前一个工作日 {moved}。",
            f"{due.counted_day} is a day off: the working day before it, {moved}, is taken.",
        )
    if due.first_good_day:
        yield Text(
            f"可办理期间：{due.first_good_day} 至 {due.last_good_day}（届满日前一日）。",
            f"The window is open from {due.first_good_day} to {due.last_good_day}, the day before its event.",
        )
    yield _end(due)


def _hours(due: Due) -> Iterator[Text]:
    begins = local_moment(due.start)
    if not isinstance(due.start, datetime):
        yield Text("起始时刻未知，自当日 00:00 起算。", "The hour is not known: counted from 00:00 of the day.")
    yield Text(
        f"自 {begins:%Y-%m-%d %H:%M} 起连续计算，夜间和节假日不停：至 {due.due_at:%Y-%m-%d %H:%M}。",
        f"From {begins:%Y-%m-%d %H:%M} without a stop for nights or holidays: until {due.due_at:%Y-%m-%d %H:%M}.",
    )


def _instant(due: Due) -> Iterator[Text]:
    yield Text(f"应当立即办理：{_start(due)}。", f"To be done at once: {_start(due)}.")


def _limit(due: Due) -> Iterator[Text]:
    yield Text("这是限额，不是期限。", "This is a limit, not a clock.")


def _agreed(due: Due) -> Iterator[Text]:
    yield Text(f"双方约定至 {due.last_good_day}。", f"Agreed until {due.last_good_day}.")
    yield _end(due)


_BY_KIND = {
    "deadline": _deadline,
    "before": _before,
    "hours": _hours,
    "instant": _instant,
    "limit": _limit,
    "agreed": _agreed,
}


def _end(due: Due) -> Text:
    return Text(
        f"至 {due.last_good_day} 24:00 前办理有效，{due.first_late_day} 起为逾期。",
        f"In time until 24:00 of {due.last_good_day}; late from {due.first_late_day}.",
    )


def _start(due: Due) -> str:
    return local_moment(due.start).date().isoformat()
