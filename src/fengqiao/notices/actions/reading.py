"""A colleague has read a notice, or says what was done about it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import crypto
from fengqiao.law.face import Text
from fengqiao.notices.access import addressed_to, may_answer, reach
from fengqiao.notices.actions.sending import confirm_number
from fengqiao.notices.models import Notice
from fengqiao.notices.reads import UnknownNotice

LONGEST = 500
"""Unit: characters of an answer."""


class NoticesError(Exception):
    """Something that cannot be. `code` is stable, `text` is for people."""

    code: ClassVar[str] = "notices_error"
    text: ClassVar[Text] = Text("无法办理。", "This cannot be done.")


class NotYours(NoticesError):
    """Only whoever works on cases of the office may answer."""

    code = "not_yours"
    text = Text("只有该所办理案件的工作人员可以填写。", "Only somebody who works on cases of this office may answer.")


class NothingSaid(NoticesError):
    """An answer without words."""

    code = "nothing_said"
    text = Text("请写明已如何告知本人。", "Say how the person was told.")


class AnsweredBefore(NoticesError):
    """A colleague has answered already; what they wrote stays."""

    code = "answered_before"
    text = Text("已由同事填写处理情况。", "A colleague has answered already.")


def _find(notice: UUID, *, by: Actor, at: datetime) -> Notice:
    row = Notice.objects.select_for_update(of=("self",)).filter(addressed_to(by, at), uid=notice).first()
    if row is None:
        raise UnknownNotice(notice)
    return row


@audit.act("notices.read", about="notice")
def mark_read(*, notice: UUID, by: Actor, at: datetime, is_read: bool = True) -> None:
    """Read, or to be read again. What wants an answer is read by answering it. Raises: UnknownNotice."""
    with reach(by):
        row = _find(notice, by=by, at=at)
        if row.wants_answer or (row.read_at is not None) == is_read:
            return
        row.read_at, row.read_by_id = (at, by.person) if is_read else (None, None)
        row.save(update_fields=["read_at", "read_by"])


@audit.act("notices.read_all")
def mark_all_read(*, by: Actor, at: datetime) -> int:
    """Everything that waits for the actor and wants no answer; how many."""
    waiting = Notice.objects.filter(addressed_to(by, at), read_at=None, wants_answer=False)
    with reach(by):
        return waiting.update(read_at=at, read_by=by.person)


@audit.act("notices.answer", about="notice", record=("number_confirmed",))
def answer(*, notice: UUID, what: str, number_confirmed: bool, by: Actor, at: datetime) -> None:
    """Say what was done about a notice that wants it; a confirmed number gets messages again.

    Raises: UnknownNotice, NotYours, NothingSaid, AnsweredBefore.
    """
    row = _find(notice, by=by, at=at)
    if not row.wants_answer:
        raise UnknownNotice(notice)
    if not may_answer(by, row.office):
        raise NotYours
    if not what.strip():
        raise NothingSaid
    if row.read_at is not None:
        raise AnsweredBefore
    sealed = crypto.seal(what.strip()[:LONGEST], table="notices_notice", column="answer_sealed", row=row.uid)
    row.read_at, row.read_by_id, row.answer_sealed = at, by.person, sealed
    row.save(update_fields=["read_at", "read_by", "answer_sealed"])
    if number_confirmed:
        confirm_number(row.cause, at=at)
