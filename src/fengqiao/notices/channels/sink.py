"""The end of every way in a demonstration: writes down what would have gone, sends nothing.

The last four digits of a number say what the network does, so that every state can be looked at:
0000 is refused, 0001 is taken and does not arrive, 0002 is never reached; all others arrive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from fengqiao.kit import clock, masks
from fengqiao.notices.channels.port import Outgoing, Refused, Unreachable
from fengqiao.notices.models import Recorded

_LOST = "lost-"


class Sink:
    """The carrier of a demonstration."""

    def __init__(self, channel: str, sender: str) -> None:
        self._channel, self._sender = channel, sender

    def send(self, message: Outgoing) -> str:
        """Raises: Refused, Unreachable, by the number."""
        ending = message.to[-4:]
        answer = {"0000": "refused", "0002": "silence"}.get(ending, "accepted")
        self._write(message, answer)
        if answer == "refused":
            raise Refused("unknown_number")
        if answer == "silence":
            raise Unreachable("no_answer")
        return f"{_LOST if ending == '0001' else ''}{message.reference}"

    def receipts(self, ids: Sequence[str]) -> Mapping[str, bool]:
        """At once."""
        return {each: not each.startswith(_LOST) for each in ids}

    def _write(self, message: Outgoing, answer: str) -> None:
        # Who writes here is no act of anybody: it is the network of a demonstration.
        row = Recorded(
            at=clock.now(), channel=self._channel, to_masked=masks.mask_phone(message.to) if message.to else "",
            text=f"【{self._sender}】{message.text}", answer=answer,
        )  # fmt: skip
        with transaction.atomic():
            row.save(force_insert=True)
