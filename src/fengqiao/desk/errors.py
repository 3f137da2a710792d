"""What this room refuses, in words for people."""

from __future__ import annotations

from fengqiao.law.face import Text


class DeskError(Exception):
    """The base of what the desk refuses."""

    code = "desk"
    text = Text("无法办理。", "That cannot be done.")


class UnknownView(LookupError):
    """No such view for this viewer: unknown, another office's and a colleague's own are one answer."""


class NotYoursToShare(DeskError):
    """A view for the whole office is kept by whoever leads it."""

    code = "not_yours_to_share"
    text = Text(
        "本单位共用的视图由负责人设置，请保存为个人视图。",
        "A view for the whole office is set by its lead; keep it as your own.",
    )


class TooManyViews(DeskError):
    """More views than anybody can tell apart."""

    code = "too_many_views"
    text = Text("个人视图已达上限，请先删除不用的视图。", "You have as many views as there may be: delete one first.")


class NameTaken(DeskError):
    """A colleague's shared view has this name."""

    code = "name_taken"
    field = "name"
    text = Text("本单位已有同名的共用视图，请换一个名称。", "The office shares a view of this name: choose another.")


class UnknownExport(LookupError):
    """No such file for this viewer: unknown, a colleague's, fetched and forgotten are one answer."""


class TooManyRows(DeskError):
    """More than a file may hold."""

    code = "too_many_rows"
    text = Text(
        "超过一次导出的上限（5000 人），请增加条件后再导出。",
        "More than 5,000 persons, the most that one file holds: narrow the list first.",
    )


class NothingToExport(DeskError):
    """Nobody is in the list."""

    code = "nothing_to_export"
    text = Text("列表中没有可以导出的人员。", "Nobody in the list can be exported.")


class TooManyExports(DeskError):
    """More files in a day than work needs."""

    code = "too_many_exports"
    text = Text("今日导出次数已达上限，请明日再试。", "You have exported as often as one may in a day.")


class ExportReasonMissing(DeskError):
    """A list leaves the house for a reason that is kept."""

    code = "export_reason"
    field = "reason"
    text = Text("请写明导出事由。", "Please give the reason.")


class UnknownBulk(LookupError):
    """No such act for many for this viewer."""


class NotForMany(DeskError):
    """A sanction, a decision, or anything that is not on the list."""

    code = "not_for_many"
    text = Text("该事项应当逐人办理，不得批量办理。", "This is done person by person, never for many at once.")


class TooManyAtOnce(DeskError):
    """More people than one press may reach."""

    code = "too_many_at_once"
    text = Text("一次最多批量办理 100 人，请减少选择。", "At most 100 persons at once: choose fewer.")


class NobodyChosen(DeskError):
    """Nothing was ticked."""

    code = "nobody_chosen"
    text = Text("请先勾选人员。", "Please tick somebody first.")


class NotForeseen(DeskError):
    """A change is confirmed by somebody who has seen what it touches, as it is now."""

    code = "not_foreseen"
    text = Text(
        "影响预览尚未完成或者已经过期，请重新生成并核对后再确认。",
        "The preview is not finished or out of date: make it again and look at it before you confirm.",
    )
