"""The ways out, and what a text for each of them may hold: how every wording is read. Pure.

Nothing that leaves the house names a person, an offence, a category, a place or a date of the case (THREATS T51, T73).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from fengqiao.law.face import SHANGHAI, Text

PERSON, GUARDIAN, STAFF = "person", "guardian", "staff"
SMS, EMAIL, WECOM, DINGTALK, PAGE = "sms", "email", "wecom", "dingtalk", "page"
CHANNELS: Final = {
    SMS: Text("短信", "text message"),
    EMAIL: Text("电子邮件", "e-mail"),
    WECOM: Text("企业微信", "WeCom"),
    DINGTALK: Text("钉钉", "DingTalk"),
}
PLACEHOLDERS: Final[Mapping[str, frozenset[str]]] = {
    SMS: frozenset({"contact", "when"}),
    EMAIL: frozenset({"contact", "when"}),
    WECOM: frozenset(),
    DINGTALK: frozenset(),
    PAGE: frozenset(
        {
            "colleague",
            "procedure",
            "step",
            "outcome",
            "count",
            "answered",
            "acts",
            "channel",
            "why",
            "first",
            "last",
            "from",
            "to",
            "letter",
            "organ",
        }
    ),
}
"""Per way, what a text may hold. `contact` is the published telephone of an office: public knowledge (class C0).
`when` is made from a moment by `moment_told` and from nothing else."""
FORBIDDEN: Final = (
    "矫正", "司法", "罪", "刑", "犯", "管制", "假释", "监", "狱", "禁止令", "法院", "检察", "公安", "派出所", "警",
    "拘", "服务对象", "定位", "未成年", "监护", "决定书", "处罚", "警告", "训诫", "外出", "请假", "报到", "医院",
    "correction", "offend", "crim", "sentence", "parole", "probation", "justice", "court", "police", "prison",
    "guardian",
)  # fmt: skip
"""Words that tell the secret on a locked screen, in a preview, to whoever reads over a shoulder."""

_PART = re.compile(r"\{([^{}]*)\}|([{}])")
_NAME = re.compile(r"[a-z]+")


class BadWording(ValueError):
    """A text holds a placeholder that its way does not know; `placeholder` names it."""

    def __init__(self, placeholder: str, way: str) -> None:
        super().__init__(f"{placeholder} is no placeholder of {way}")
        self.placeholder = placeholder


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One wording. `title` is what officers read; `texts` what goes out, per way.

    `urgent` kinds go at night too. `answer`: somebody has to say what was done. `loud` kinds also go to the office's
    own channel, where one is configured, as "there is something new" and no more. A `courtesy` is not asked for by any
    duty: where no number is known nobody is troubled with it.
    """

    key: str
    title: Text
    texts: Mapping[str, Text]
    urgent: bool = False
    courtesy: bool = False
    answer: bool = False
    loud: bool = False


def parse(text: str, way: str) -> tuple[tuple[str, str], ...]:
    """A text as (literal, placeholder) pairs. No attributes, no indexes, no formats: a name or nothing.

    Raises: BadWording naming what is not on the list of the way (THREATS T73).
    """
    parts, position = [], 0
    for found in _PART.finditer(text):
        name = found.group(1)
        if name is None or not _NAME.fullmatch(name) or name not in PLACEHOLDERS[way]:
            raise BadWording(found.group(0), way)
        parts.append((text[position : found.start()], name))
        position = found.end()
    return (*parts, (text[position:], ""))


def render(text: str, way: str, values: Mapping[str, Any], *, language: str = "zh") -> str:
    """A text with its values put in as they are: what a value holds is never read as wording again.

    Raises: BadWording; KeyError for a value that was not given.
    """
    return "".join(
        literal + (_said(values[name], language) if name else "") for literal, name in parse(text, way)
    )  # fmt: skip


def _said(value: Any, language: str) -> str:
    return str(value[language]) if isinstance(value, Mapping) else str(value)


def moment_told(moment: datetime) -> Text:
    """A day and an hour as a message says them."""
    local = moment.astimezone(SHANGHAI)
    weekday = "一二三四五六日"[local.weekday()]
    return Text(f"{local.month}月{local.day}日（周{weekday}）{local:%H:%M}", f"{local.day} {local:%b, %H:%M}")


def is_neutral(text: str) -> bool:
    """Whether a text, a sender's name or a title holds no word that tells."""
    low = text.lower()
    return not any(word in low for word in FORBIDDEN)
