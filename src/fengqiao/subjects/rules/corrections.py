"""When a corrected decision holds at once, and when it waits for a second person. Pure."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import Any, Final

from fengqiao.law.face import Text
from fengqiao.subjects.rules.intake import NewSentence
from fengqiao.subjects.rules.terms import TermLength

FACTS, SENTENCE = "facts", "sentence"
WAITING, IN_FORCE, REJECTED = "waiting", "in_force", "rejected"
STATES: Final = {
    WAITING: Text("待第二人确认", "waits for a second person"),
    IN_FORCE: Text("已生效", "in force"),
    REJECTED: Text("不予确认", "not confirmed"),
}
MOST_DAYS_BACK: Final = 3
"""Unit: calendar days. What is dated further back waits for a second person; our own rule, no article sets it."""

#: What moves time limits, the regime or the term in force. Other slips of the pen move nothing.
WEIGHTY: Final = ("category", "judged_on", "effective_on", "start", "end")


def changed(before: NewSentence, after: NewSentence) -> tuple[str, ...]:
    """The parts of a decision that read otherwise, in the order of the form. No length is the same as an empty one."""
    return tuple(each.name for each in fields(NewSentence) if _part(before, each.name) != _part(after, each.name))


def waits(before: NewSentence, after: NewSentence, *, paper_on: date | None, today: date) -> tuple[Text, ...]:
    """Why this correction needs a second person; empty when it holds at once.

    A decision is dated by the day of effect or the first day of the term, whichever is earlier, as it was and as it
    is to be. Source: ARCHITECTURE 5 (a row dated more than three days back), THREATS T25.
    """
    limit = today - timedelta(days=MOST_DAYS_BACK)
    found = []
    if paper_on is not None and paper_on < limit:
        found.append(
            Text(
                f"依据文书日期早于今日{MOST_DAYS_BACK}日以上",
                f"the paper is dated more than {MOST_DAYS_BACK} days back",
            )
        )
    if set(changed(before, after)) & set(WEIGHTY) and min(_since(before), _since(after)) < limit:
        found.append(
            Text(
                f"更正涉及{MOST_DAYS_BACK}日以前即已起算的类别、日期或者期限",
                f"it changes a category, a date or a term that began more than {MOST_DAYS_BACK} days ago",
            )
        )
    return tuple(found)


def _since(sentence: NewSentence) -> date:
    return min(day for day in (sentence.start, sentence.effective_on) if day is not None)


def _part(sentence: NewSentence, name: str) -> Any:
    value = getattr(sentence, name)
    return value or TermLength() if name == "length" else value


def packed(sentence: NewSentence) -> dict[str, Any]:
    """A decision as plain JSON."""
    length = sentence.length or TermLength()
    plain = {each.name: getattr(sentence, each.name) for each in fields(NewSentence) if each.name != "length"}
    days = {name: value.isoformat() if isinstance(value, date) else value for name, value in plain.items()}
    return days | {"length": [length.years, length.months, length.days, length.custody_days]}


def unpacked(content: dict[str, Any]) -> NewSentence:
    """The decision that was packed."""
    days = {
        name: date.fromisoformat(content[name]) if content[name] else None
        for name in ("judged_on", "effective_on", "start", "end")
    }
    return NewSentence(**(content | days | {"length": TermLength(*content["length"])}))
