"""What the room may say against an act."""

from __future__ import annotations

from typing import ClassVar

from fengqiao.law.face import Text


class LettersError(Exception):
    """Something the office asked for cannot be. `code` is stable, `text` for people, `field` the entry it is about."""

    code: ClassVar[str] = "letters_error"
    text: ClassVar[Text] = Text("无法办理。", "This cannot be done.")
    field: ClassVar[str] = ""

    def __str__(self) -> str:
        return self.text.en


class NotYourLetter(LettersError):
    """Another office works on this letter."""

    code = "not_your_letter"
    text = Text("该公函应由收发机构或者经办司法所办理。", "The institution that sent or got this letter works on it.")


class NotByHand(LettersError):
    """The addressee works with this system and says for itself what it got and what it answers."""

    code = "not_by_hand"
    text = Text("收函机构已接入本系统，由其自行签收、回复。", "The addressee confirms and answers here itself.")


class HasReceipt(LettersError):
    """A receipt is put on record once."""

    code = "has_receipt"
    text = Text("该公函已有回执，请刷新页面查看。", "This letter has its receipt already; reload the page.")


class HasReply(LettersError):
    """A letter is answered once."""

    code = "has_reply"
    text = Text("该公函已有回复，请刷新页面查看。", "This letter has been answered already; reload the page.")


class NotOutYet(LettersError):
    """What was not sent has no receipt, no answer and nobody to be reminded."""

    code = "not_out_yet"
    text = Text("该公函尚未发出。", "This letter has not been sent yet.")


class IsOut(LettersError):
    """A letter that is out stays out; one that was dropped stays dropped."""

    code = "is_out"
    text = Text(
        "该公函已发出或者已作废，请刷新页面查看。", "This letter is out or was dropped already; reload the page."
    )


class WaitsForSeal(LettersError):
    """A paper goes with its seal."""

    code = "waits_for_seal"
    text = Text(
        "随函文书尚未用印，用印后自动发出。", "A paper with it waits for the seal, and the letter goes with it."
    )


class ReasonMissing(LettersError):
    """Whoever drops a letter says why."""

    code = "reason_missing"
    text = Text("请说明理由。", "Give the reason.")
    field = "reason"


class ReceiptIncomplete(LettersError):
    """A receipt names who received the letter."""

    code = "receipt_incomplete"
    text = Text("请填写收件人。", "Name who received it.")
    field = "receiver"


class WrongDay(LettersError):
    """A letter is received on or after the day on which it was sent, and not in the future."""

    code = "wrong_day"
    text = Text("日期应在发函之日至今日之间。", "The day lies between the day it was sent and today.")
    field = "day"


class NothingWritten(LettersError):
    """An answer says something."""

    code = "nothing_written"
    text = Text("请填写内容。", "Write what it says.")
    field = "words"


class AddresseeMissing(LettersError):
    """A letter names to whom it goes and what it is called."""

    code = "addressee_missing"
    text = Text("请选择或者填写收函机关，并填写标题。", "Choose or name the addressee, and give the letter a title.")
    field = "to_name"


class OrganThere(LettersError):
    """The register holds an organ once."""

    code = "organ_there"
    text = Text("通讯录中已有同类同名的机关。", "The register already holds an organ of this kind and name.")
    field = "name"


class OrganIncomplete(LettersError):
    """An entry has a kind and a name, and ends after it began."""

    code = "organ_incomplete"
    text = Text("请填写类别、名称；停用日期应晚于启用日期。", "Give kind and name; an entry ends after it began.")
    field = "name"


class OrganChanged(LettersError):
    """Somebody changed the entry since the page was drawn, or it stands no longer."""

    code = "organ_changed"
    text = Text("该条目已被修改或者停用，请刷新页面后再办理。", "The entry was changed or ended; reload the page.")


class NotYourRegister(LettersError):
    """A county's administrator and its data officer keep its register."""

    code = "not_your_register"
    text = Text(
        "机关通讯录由本县系统管理员、数据保护专员维护。", "Administrator and data officer of the county keep it."
    )


class UnknownOrgan(LookupError):
    """No such entry in the register of this county."""


class SenderMissing(LettersError):
    """A letter that came in names who sent it and what it is."""

    code = "sender_missing"
    text = Text("请填写来函机关和函件名称。", "Name who sent it and what it is called.")
    field = "from_name"


class UnknownLetter(LookupError):
    """No such letter for this viewer: unknown and out of scope are one answer (THREATS T15)."""
