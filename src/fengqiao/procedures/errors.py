"""What can go wrong in the words of the office. Each carries a code, a text for people, and what is needed to
show it; one handler of the door turns them into a page or into JSON."""

from __future__ import annotations

from uuid import UUID

from fengqiao.procedures.grammar import Act, Text
from fengqiao.procedures.progress_records import Refusal


class ProceduresError(Exception):
    """The root of what this room refuses."""

    code = "procedures"
    text = Text("无法办理", "This cannot be done")

    def __str__(self) -> str:
        return f"{self.code}: {self.text.en}"


class UnknownMatter(ProceduresError):
    """No such matter, or it lies outside the viewer's area: one answer for both (T15)."""

    code = "unknown_matter"
    text = Text("未找到该事项", "There is no such matter")


class UnknownProcedure(ProceduresError):
    """No definition with this key is valid on this day, or a running matter's version is gone."""

    code = "unknown_procedure"

    def __init__(self, key: str, version: int | None = None) -> None:
        self.key, self.version = key, version
        name = key if version is None else f"{key} v{version}"
        self.text = Text(f"没有可用的流程：{name}", f"No such procedure: {name}")
        super().__init__(name)


class Refused(ProceduresError):
    """The engine did not admit the act; `refusal` says why, with the article and field by field."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal, self.code, self.text = refusal, refusal.code, refusal.reason
        super().__init__(refusal.code)


class AlreadyDecided(ProceduresError):
    """Somebody else acted after the page was drawn. `acts` are the acts that came between (T32)."""

    code = "already_decided"

    def __init__(self, *, seen: int, current: int, acts: tuple[Act, ...]) -> None:
        self.seen, self.current, self.acts = seen, current, acts
        name = acts[-1].by.name if acts else ""
        self.text = Text(
            f"您打开页面后，{name or '系统计时'}已办理此事项，请核对后再办",
            f"{name or 'The clock'} has acted on this matter since you opened the page",
        )
        super().__init__(f"saw {seen}, is {current}")


class KeyUsedBefore(ProceduresError):
    """The same request key came with another content or from another person (T21)."""

    code = "key_used_before"
    text = Text("该提交编号已用于另一项操作，请刷新页面", "This submission key was used for something else")


class NotYourWork(ProceduresError):
    """The post only reads."""

    code = "not_your_work"
    text = Text("此事项不属于您的岗位职责。", "This is not an act of your post.")


class ClockAhead(ProceduresError):
    """An act dated before the matter's last act: the door's clock and the matter disagree (T27)."""

    code = "clock_ahead"
    text = Text("系统时间早于上一次办理时间，暂不能办理", "The clock is behind the matter's last act")


class IncompleteDefinition(ProceduresError):
    """A definition that may not run: the procedure's name and everything that is missing."""

    code = "incomplete_definition"

    def __init__(self, name: str, problems: tuple[str, ...]) -> None:
        self.name, self.problems = name, problems
        self.text = Text(f"流程定义不完整：{name}", f"Incomplete definition: {name}")
        super().__init__(f"{name}: " + "; ".join(problems))

    def __str__(self) -> str:
        return f"{self.name}: " + "; ".join(self.problems)


def unknown(uid: UUID | str) -> UnknownMatter:
    """The error for a matter that cannot be seen."""
    return UnknownMatter(str(uid))
