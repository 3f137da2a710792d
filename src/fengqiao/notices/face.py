"""Messages to people, from outside.

    notices.tell(by=, at=, subject_id=, area=, matter=, act=, kind="leave_granted")     an effect: person and guardian
    notices.words(kind=, area=, when=)                                                  the same text, for a preview
    notices.tell_staff(by=, at=, area=, kind=, cause=, values=, posts=|office=)         colleagues, by the bell
    notices.unread(by=, at=)   inbox(by=, at=, …)   notice(uid, by=, at=)               the bell and the list behind it
    notices.mark_read(…)   answer(…)                                                     read; what was done about it
    notices.of_person(subject_id=)                                                       what was sent, what arrived
    notices.ask_again / take_receipts / forget_numbers(over=, at=)                       the timetable

Kinds and their wording are `wording.KINDS`. Nobody here knows a number: `reach_through` is told once by `site` how
people are reached. What did not arrive is a notice to the office that stays until somebody says what was done.
"""

from __future__ import annotations

from fengqiao.notices.actions.forgetting import forget_numbers
from fengqiao.notices.actions.reading import (
    AnsweredBefore,
    NothingSaid,
    NoticesError,
    NotYours,
    answer,
    mark_all_read,
    mark_read,
)
from fengqiao.notices.actions.sending import words
from fengqiao.notices.actions.telling import reach_through, tell, tell_staff
from fengqiao.notices.facts import Way
from fengqiao.notices.reads import (
    MessageRow,
    NoticePage,
    NoticeRow,
    Try,
    UnknownNotice,
    came_for,
    inbox,
    is_told,
    notice,
    of_person,
    unanswered,
    unread,
)
from fengqiao.notices.rules import last_day_of, reminder_is_due
from fengqiao.notices.running import ask_again, send_due, take_receipts
from fengqiao.notices.wording import kind_for_persons

__all__ = [
    "AnsweredBefore",
    "MessageRow",
    "NotYours",
    "NothingSaid",
    "NoticePage",
    "NoticeRow",
    "NoticesError",
    "Try",
    "UnknownNotice",
    "Way",
    "answer",
    "ask_again",
    "came_for",
    "forget_numbers",
    "inbox",
    "is_told",
    "kind_for_persons",
    "last_day_of",
    "mark_all_read",
    "mark_read",
    "notice",
    "of_person",
    "reach_through",
    "reminder_is_due",
    "send_due",
    "take_receipts",
    "tell",
    "tell_staff",
    "unanswered",
    "unread",
    "words",
]
