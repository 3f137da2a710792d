"""Official letters, from outside.

    letters.send(order=Order(kind="copy", …), by=, at=)          in the act's transaction; once per act and addressee
    letters.note_receipt(letter=, receipt=Receipt(…), by=, at=)   what an organ outside gave back
    letters.confirm(letter=, by=, at=)                            "it came", by an office here; on both copies
    letters.compose(letter=Written(…), by=, at=, about=)          a letter that no procedure calls for
    letters.reply(letter=, words=, by=, at=, on_paper=)           an answer; carried to where the first letter lies now
    letters.register(came=Came(…), by=, at=, …)                   a letter from outside, or an organ's answer to ours
    letters.chase(letter=, note=, by=, at=)                       the addressee was reminded
    letters.release(letter=, by=, at=), drop(letter=, reason=, …) a prepared letter is sent, or never will be
    letters.join(letter=, matter=, by=, at=)                      what came belongs to this matter
    letters.paper_changed(fact)                                   a seal sends the letters that wait for it
    letters.sent(by=, …), arrived(by=, …), counts(…)              lists and what waits
    letters.letter_sent(uid, …), letter_arrived(uid, …), of_matter(uid, …), of_person(id, …)
    letters.acts_out(subject_id=, on=)                            acts whose letters are out, for the definitions
    letters.organs(area=, on=), organ(uid, area=)                the register of organs; add_organ, correct_organ, …
    letters.look_after(over=, at=)                                the timetable: the bell for what came and is overdue

Person and matter are opaque ids. Who may see a letter is the database's answer by area; that a minor's letters are for
those who may know of the minor is for the caller to ask of the room of persons.
"""

from __future__ import annotations

from fengqiao.letters.access import reads_arrived, sends_for, works_on
from fengqiao.letters.actions.answering import Receipt, confirm, note_receipt, reply
from fengqiao.letters.actions.composing import Written, compose, may_send, release, writes_as
from fengqiao.letters.actions.going_out import call_off, drop, paper_changed
from fengqiao.letters.actions.keeping_organs import Entry, add_organ, correct_organ, end_organ, keeps, rename_organ
from fengqiao.letters.actions.registering import About, Came, join, register
from fengqiao.letters.actions.sending import OTHER_INSTITUTION, Enclosed, Order, addressee, chase, is_here, send
from fengqiao.letters.actions.watching import look_after
from fengqiao.letters.errors import (
    AddresseeMissing,
    HasReceipt,
    HasReply,
    IsOut,
    LettersError,
    NotByHand,
    NothingWritten,
    NotOutYet,
    NotYourLetter,
    NotYourRegister,
    OrganChanged,
    OrganIncomplete,
    OrganThere,
    ReasonMissing,
    ReceiptIncomplete,
    SenderMissing,
    UnknownLetter,
    UnknownOrgan,
    WaitsForSeal,
    WrongDay,
)
from fengqiao.letters.models import Arrived, Organ, Sent
from fengqiao.letters.organ_reads import OrganRow, OrganVersion, organ, organs
from fengqiao.letters.reads import (
    Counts,
    EventRow,
    LetterPage,
    LetterRow,
    Whole,
    acts_out,
    acts_out_of,
    arrived,
    counts,
    letter_arrived,
    letter_sent,
    of_matter,
    of_person,
    sent,
)
from fengqiao.letters.rules import ASSIST, COPY, KINDS, LETTER, NUMBER_CHECK, ORGANS, REGISTERED, REPLY, WAYS

__all__ = [
    "ASSIST",
    "COPY",
    "KINDS",
    "LETTER",
    "NUMBER_CHECK",
    "ORGANS",
    "OTHER_INSTITUTION",
    "REGISTERED",
    "REPLY",
    "WAYS",
    "About",
    "AddresseeMissing",
    "Arrived",
    "Came",
    "Counts",
    "Enclosed",
    "Entry",
    "EventRow",
    "HasReceipt",
    "HasReply",
    "IsOut",
    "LetterPage",
    "LetterRow",
    "LettersError",
    "NotByHand",
    "NotOutYet",
    "NotYourLetter",
    "NotYourRegister",
    "NothingWritten",
    "Order",
    "Organ",
    "OrganChanged",
    "OrganIncomplete",
    "OrganRow",
    "OrganThere",
    "OrganVersion",
    "ReasonMissing",
    "Receipt",
    "ReceiptIncomplete",
    "SenderMissing",
    "Sent",
    "UnknownLetter",
    "UnknownOrgan",
    "WaitsForSeal",
    "Whole",
    "Written",
    "WrongDay",
    "acts_out",
    "acts_out_of",
    "add_organ",
    "addressee",
    "arrived",
    "call_off",
    "chase",
    "compose",
    "confirm",
    "correct_organ",
    "counts",
    "drop",
    "end_organ",
    "is_here",
    "join",
    "keeps",
    "letter_arrived",
    "letter_sent",
    "look_after",
    "may_send",
    "note_receipt",
    "of_matter",
    "of_person",
    "organ",
    "organs",
    "paper_changed",
    "reads_arrived",
    "register",
    "release",
    "rename_organ",
    "reply",
    "send",
    "sends_for",
    "sent",
    "works_on",
    "writes_as",
]
