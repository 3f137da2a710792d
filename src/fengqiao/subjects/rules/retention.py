"""How long what is kept, and what keeps it longer. Pure.

Law: Community Corrections Law art. 22 (files are kept); no national number was found, so every period is a parameter
(P) and nothing is ever destroyed by itself: two people do it, after the period, when nothing holds it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from fengqiao.law.face import Text

FILE, MESSAGES = "file", "messages"
KINDS: Final = {
    FILE: Text("全部档案和案卷", "the whole file with all its matters and papers"),
    MESSAGES: Text("发送的消息和内部提醒", "messages sent and notices"),
}
SCHEDULE: Final = {FILE: "archive.retention", MESSAGES: "retention.messages"}
"""Kind → the parameter that says how long: "permanent" or "N_years", counted from the end of corrections."""
HOLDS: Final = {
    "litigation": Text("诉讼、仲裁证据保全", "litigation"),
    "review": Text("复核、申诉、控告", "a review or a complaint"),
    "audit": Text("检查、审计、监督", "an inspection or an audit"),
    "other": Text("其他", "another reason"),
}
OBSTACLES: Final = {
    "hold": Text("有暂缓销毁登记", "a hold stands"),
    "running": Text("有事项正在办理", "a matter runs"),
    "request": Text("有查阅、复制、更正请求尚未答复", "a request about one's own data waits for its answer"),
    "correction": Text("有待确认的更正", "a correction waits for its second person"),
    "joining": Text("有待确认的档案合并或者恢复", "a joining waits for its second person"),
    "lent": Text("档案正在借出", "the archive is lent"),
    "stands": Text("矫正尚未结束", "corrections have not ended"),
    "early": Text("保管期限未满", "its time has not come"),
}
_YEARS: Final = re.compile(r"(\d{1,3})_years")


def years(retention: str) -> int | None:
    """The years of a period; None for what is kept for good. Raises: ValueError for words of no such form."""
    if retention == "permanent":
        return None
    found = _YEARS.fullmatch(retention)
    if found is None:
        raise ValueError(f"no period of retention: {retention}")
    return int(found[1])


def words(retention: str) -> Text:
    """A period as people say it."""
    count = years(retention)
    return Text("永久", "permanent") if count is None else Text(f"{count}年", f"{count} years")


def due_on(ended_on: date, retention: str) -> date | None:
    """The first day on which it may be destroyed: the day after the period ended; None for what is kept for good."""
    count = years(retention)
    if count is None:
        return None
    last = _same_day(ended_on, ended_on.year + count)
    return date.fromordinal(last.toordinal() + 1)


def ended_before(today: date, retention: str) -> date | None:
    """Whose corrections ended before this day is due today; None when nobody is."""
    count = years(retention)
    return None if count is None else _same_day(today, today.year - count)


def _same_day(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28)
