"""What the room refuses, each with a code and a sentence for people."""

from __future__ import annotations

from typing import ClassVar

from fengqiao.law.face import Text


class OversightError(Exception):
    """Something that cannot be. `code` is stable, `text` is for people, `field` names the form field."""

    code: ClassVar[str] = "oversight_error"
    text: ClassVar[Text] = Text("无法办理。", "This cannot be done.")
    field: ClassVar[str] = ""


class UnknownOpening(LookupError):
    """No such opening for this viewer: unknown, elsewhere, somebody else's and ended are one answer (T15)."""


class NotYours(OversightError):
    """The post does not include it."""

    code = "not_yours"
    text = Text("您的岗位无此权限。", "Your post does not include this.")


class TooFewWords(OversightError):
    """A reason or a review that says nothing."""

    code = "too_few_words"
    text = Text("请写明具体情况，不少于10个字。", "Say what happened, in ten characters or more.")
    field = "words"


class NothingHere(OversightError):
    """No running file of this county under the number: unknown and elsewhere are one answer (T08, T15)."""

    code = "nothing_here"
    text = Text(
        "本县（市、区）没有以该证件号码在册的社区矫正对象。本次查询已留痕。",
        "No running file of this county is held under this number. The search is on record.",
    )
    field = "number"


class NotNeeded(OversightError):
    """The file can be opened in the ordinary way."""

    code = "not_needed"
    text = Text("该档案在您的权限内，无须紧急查阅。", "You may open this file in the ordinary way.")
    field = "number"


class AlreadyOpen(OversightError):
    """The same file is open for the same person, or asked for."""

    code = "already_open"
    text = Text("您对该档案的紧急查阅尚未结束。", "Your emergency access to this file has not ended.")
    field = "number"


class StillOpen(OversightError):
    """A review comes afterwards."""

    code = "still_open"
    text = Text("查阅尚未结束，结束后再写复核意见。", "It is still open. The review is written when it has ended.")


class OwnOpening(OversightError):
    """Nobody allows or reviews the own opening."""

    code = "own_opening"
    text = Text("本人的紧急查阅须由他人处理。", "Somebody else deals with your own emergency access.")


class DoneBefore(OversightError):
    """A colleague was first, or the time is over."""

    code = "done_before"
    text = Text("该事项已处理或者已失效。", "It has been dealt with, or its time is over.")


class UnknownFinding(UnknownOpening):
    """No such finding for this viewer."""


class OwnFinding(OversightError):
    """Nobody answers about the own reading."""

    code = "own_finding"
    text = Text("涉及本人的事项须由他人核查。", "Somebody else answers what concerns you.")


class UnknownSealing(UnknownOpening):
    """No such proposal, certificate or look for this viewer."""


class NotToBeSealed(OversightError):
    """Not somebody who was a minor, or the correction has not ended."""

    code = "not_to_be_sealed"
    text = Text(
        "只有犯罪时不满十八周岁、矫正已经解除或者终止的对象，才能提出封存。",
        "A record is sealed of somebody who was under eighteen at the offence and whose correction has ended.",
    )


class StillRunning(OversightError):
    """Procedures are open: whoever works on them would lose them."""

    code = "still_running"
    text = Text(
        "该对象还有未办结的事项（包括档案），办结后才能封存。",
        "Procedures of this person are still open (the archive among them). Seal when they have ended.",
    )


class WaitsAlready(OversightError):
    """One proposal waits for its answer."""

    code = "waits_already"
    text = Text("该对象的封存已经提出，等待审批。", "The sealing was proposed already and waits for its answer.")


class NotConfirmed(OversightError):
    """Both conditions of the law are confirmed by whoever proposes."""

    code = "not_confirmed"
    text = Text("请逐项核对并确认封存条件。", "Check each condition against the papers and confirm it.")


class OwnProposal(OversightError):
    """Nobody settles the own proposal."""

    code = "own_proposal"
    text = Text("本人提出的封存须由他人审批。", "Somebody else settles what you proposed.")


class NothingSealed(OversightError):
    """No sealed record of this county under the number: unknown and elsewhere are one answer."""

    code = "nothing_sealed"
    text = Text(
        "本县（市、区）没有以该证件号码封存的记录。本次查询已留痕。",
        "No sealed record of this county is held under this number. The search is on record.",
    )
    field = "number"
