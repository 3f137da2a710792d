"""What the room may say against an act."""

from __future__ import annotations

from typing import ClassVar

from fengqiao.law.face import Text


class DocumentsError(Exception):
    """Something the office asked for cannot be. `code` is stable, `text` is for people."""

    code: ClassVar[str] = "documents_error"
    text: ClassVar[Text] = Text("无法办理。", "This cannot be done.")

    def __str__(self) -> str:
        return self.text.en


class WrongIssuer(DocumentsError):
    """This level may not issue this paper."""

    code = "wrong_issuer"
    text = Text("该文书不能由本级机构制发。", "This paper is not issued at this level.")


class ValuesMissing(DocumentsError):
    """A special field that the paper must carry is empty."""

    code = "values_missing"
    text = Text("文书要素不全，不能制发。", "The paper cannot be issued: a value that it must carry is missing.")

    def __init__(self, kind: str, fields: tuple[str, ...]) -> None:
        super().__init__(f"{kind}: {', '.join(fields)}")
        self.fields = fields


class NotAllowedNow(DocumentsError):
    """The paper does not stand where this could happen to it."""

    code = "not_allowed_now"
    text = Text(
        "文书当前状态不能办理此项，请刷新页面后再试。",
        "The paper does not stand where this can be done; reload the page.",
    )


class NotYourSeal(DocumentsError):
    """Another post keeps the seal of the institution that issued the paper."""

    code = "not_your_seal"
    text = Text(
        "该文书应由制发机构负责人签发用印。",
        "The head of the institution that issued this paper signs and seals it.",
    )


class NotDrawn(DocumentsError):
    """The file could not be made: a fault of a template, or fonts that are not in place."""

    code = "not_drawn"
    text = Text(
        "文书文件未能生成，本次办理未保存，请联系系统管理员。",
        "The file of the paper could not be made and nothing was recorded; tell the administrator.",
    )


class CharactersMissing(DocumentsError):
    """The fonts lack a character of the paper: it would be printed as an empty box."""

    code = "characters_missing"
    text = Text(
        "文书中有字库缺少的字，印出来是空框：请核对后确认仍然用印，或者补写后用印。",
        "The fonts lack a character of this paper, it would be an empty box: say that you have seen it, then seal.",
    )
    field = "despite"

    def __init__(self, characters: tuple[str, ...]) -> None:
        super().__init__("".join(characters))
        self.characters = characters


class ReasonMissing(DocumentsError):
    """Withdrawal and replacement say why."""

    code = "reason_missing"
    text = Text("请写明理由。", "Give the reason.")
    field = "reason"


class ServiceIncomplete(DocumentsError):
    """A delivery names who received the paper; a refusal to sign names the witness."""

    code = "service_incomplete"
    text = Text(
        "请填写收件人和送达日期；拒收的，请写明见证人和留置情况。",
        "Name the receiver and the day; when signing was refused, the witness and how the paper was left.",
    )
    field = "receiver"


class ServedTooEarly(DocumentsError):
    """The day of service lies before the paper or in the future."""

    code = "served_too_early"
    text = Text("送达日期应在制发之日至今日之间。", "The day of service lies between the paper's day and today.")
    field = "day"


class FileBroken(DocumentsError):
    """A kept file is not the one that was sealed: somebody changed it in the database."""

    code = "file_broken"
    text = Text(
        "有文书文件与签发时不一致，可能被改动，本次办理未保存，请立即报告系统管理员。",
        "The file of a paper is not the one that was sealed; nothing was recorded. Tell the administrator at once.",
    )


class NothingAttached(DocumentsError):
    """No file was chosen."""

    code = "nothing_attached"
    text = Text("请选择要上传的文件。", "Choose the files to add.")
    field = "file"


class StruckAlready(DocumentsError):
    """A file is struck out once."""

    code = "struck_already"
    text = Text("该附件已经撤出，请刷新页面。", "This file was struck out already; reload the page.")


class UnknownAttachment(LookupError):
    """No such file for this viewer: unknown, out of scope and struck out are one answer (THREATS T15)."""


class NothingToPrint(DocumentsError):
    """No paper is in the list."""

    code = "nothing_to_print"
    text = Text("列表中没有可以打印的文书。", "There is no paper in the list.")


class TooManyToPrint(DocumentsError):
    """More than one file may hold."""

    code = "too_many_to_print"
    text = Text(
        "超过一次打印的上限（2000 份），请按日期、文种缩小范围，分批打印。",
        "More than 2,000 papers, the most that one file holds: narrow the list by days or kind and print in parts.",
    )


class TooManyPrints(DocumentsError):
    """More batches in a day than work needs."""

    code = "too_many_prints"
    text = Text("今日批量打印次数已达上限，请明日再试。", "You have printed in bulk as often as one may in a day.")


class UnknownPrint(LookupError):
    """No such batch for this viewer: unknown, a colleague's, forgotten are one answer."""


class UnknownPaper(LookupError):
    """No such paper for this viewer: unknown and out of scope are one answer (THREATS T15)."""


class ArchiveStandsElsewhere(DocumentsError):
    """The archive does not stand where this could happen to it."""

    code = "archive_stands_elsewhere"
    text = Text(
        "档案当前状态不能办理此项，请刷新页面后再试。",
        "The archive does not stand where this can be done; reload the page.",
    )


class NotYourArchive(DocumentsError):
    """Another post files here, or opens what is sealed."""

    code = "not_your_archive"
    text = Text(
        "执行档案由县级社区矫正机构建立，工作档案由司法所建立；封存档案由县级机构负责人启封。",
        "The county keeps the execution archive, the office the work archive; its lead opens what is sealed.",
    )


class ItemIncomplete(DocumentsError):
    """A piece says its title, day and pages; a look into a sealed archive its ground, unit, letter and reason."""

    code = "item_incomplete"
    text = Text(
        "请核对此项：必填、不得超长，日期不得晚于今日。", "Check this: needed, not too long, not in the future."
    )

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field
