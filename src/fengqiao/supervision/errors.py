"""What this room refuses, in words for people."""

from __future__ import annotations

from typing import ClassVar, Final

from fengqiao.law.face import Text
from fengqiao.supervision.rules import slots


class SupervisionError(Exception):
    """Something that was asked for cannot be. `code` is stable, `text` is for people, `field` names a field or none."""

    code: ClassVar[str] = "supervision_error"
    text: Text = Text("无法办理。", "This cannot be done.")
    field: ClassVar[str] = ""

    def __str__(self) -> str:
        return self.text.en


class NotToBeMet(SupervisionError):
    """Nobody is met for this: not in correction, or no such thing is asked for."""

    code = "not_to_be_met"
    text = Text("该人员目前没有此项应完成的事项，无须约见。", "Nothing of this kind is asked of the person now.")


class AlreadyArranged(SupervisionError):
    """One appointment of a kind stands at a time."""

    code = "already_arranged"
    text = Text("已有约定时间，如需变更请改期。", "An hour stands already: move it instead.")


class AppointmentGone(SupervisionError):
    """It was called off, moved by somebody else, or is over."""

    code = "appointment_gone"
    text = Text(
        "该约见已变更、已取消或者时间已过，请刷新页面。", "It was changed, called off, or is over: reload the page."
    )


class AppointmentReasonMissing(SupervisionError):
    """An hour that the person was told of is changed for a reason."""

    code = "appointment_reason"
    field = "reason"
    text = Text("请写明事由。", "Please give the reason.")


#: Why an hour cannot be, by the code of the rule.
WHY_NOT: Final = {
    slots.PAST: Text("该时间已过。", "This hour is past."),
    slots.BEYOND_TERM: Text("该日在矫正期限之外。", "The term has ended by then."),
    slots.HELD: Text("本人当日在押或者由其他机关采取强制措施。", "The person is held elsewhere on that day."),
    slots.AWAY: Text("本人当日经批准外出。", "The person is on approved leave on that day."),
    slots.OFFICER_AWAY: Text(
        "工作人员当日不在岗（已安排代班）。", "The officer is away on that day: a colleague covers."
    ),
    slots.CLASH: Text("工作人员该时段已有约见。", "The officer has another appointment at that hour."),
    slots.OWN_CLASH: Text("本人该时段已有约见。", "The person has another appointment at that hour."),
    slots.DAY_OFF: Text("当日为休息日，确需安排请勾选确认。", "A day off: tick the box if it has to be."),
    slots.OFF_HOURS: Text(
        "不在办公时间内，确需安排请勾选确认。", "Outside office hours: tick the box if it has to be."
    ),
}


class HourTaken(SupervisionError):
    """Something stands against the hour; `why` is the code of the rule."""

    code = "hour_taken"
    field = "hour"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
        self.text = WHY_NOT[why]


class RecordGone(SupervisionError):
    """There is no such record of this person, or it was struck out already."""

    code = "record_gone"
    text = Text("没有该项记录，可能已被撤销。", "There is no such record; it may have been struck out already.")
    field = "who"


class StrikingReasonMissing(SupervisionError):
    """Why a record is struck out is kept with it."""

    code = "striking_reason_missing"
    text = Text("请写明撤销理由。", "Say why it is struck out.")
    field = "reason"


class OwnRecord(SupervisionError):
    """Whoever put it on record does not strike it out."""

    code = "own_record"
    text = Text("登记人不能自行撤销，应由他人办理。", "Whoever recorded it cannot strike it out: somebody else must.")
