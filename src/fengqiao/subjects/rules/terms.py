"""The term as printed and as computed. Pure.

The printed dates bind; a computed one that differs is a question to the decision organ and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fengqiao.law import face as law
from fengqiao.law.face import Text


@dataclass(frozen=True, slots=True)
class TermLength:
    """The length that the decision gives, and the custody that counts against it.

    Unit: `days` and `custody_days` are calendar days.
    """

    years: int = 0
    months: int = 0
    days: int = 0
    custody_days: int = 0


@dataclass(frozen=True, slots=True)
class TermCheck:
    """Printed against computed.

    Unit: `difference_days` is printed minus computed in calendar days: positive when the paper runs longer.
    """

    term: law.Term
    printed_end: date

    @property
    def computed_end(self) -> date:
        """The last day as the sentence gives it."""
        return self.term.end

    @property
    def difference_days(self) -> int:
        """Printed minus computed."""
        return (self.printed_end - self.term.end).days

    @property
    def differs(self) -> bool:
        """Whether somebody has to ask the decision organ."""
        return self.difference_days != 0

    @property
    def reasoning(self) -> tuple[Text, ...]:
        """The reckoning in words, and what the paper says beside it."""
        said = zip(self.term.reasoning("zh"), self.term.reasoning("en"), strict=True)
        return (*(Text(zh, en) for zh, en in said), _said(self.printed_end, self.difference_days))


def check(category: str, *, start: date, printed_end: date, length: TermLength | None) -> TermCheck | None:
    """Compare the printed end with the one computed from the length, or None when no length is known.

    The rest of a prison term (parole, temporary service) has no length of its own in the register.

    Law: SPC Interpretation art. 202; Criminal Law arts 41, 73.
    """
    if length is None or not (length.years or length.months or length.days):
        return None
    try:
        term = law.term(
            category, start=start, years=length.years, months=length.months, days=length.days,
            custody_days=length.custody_days,
        )  # fmt: skip
    except law.LawError:
        return None
    return TermCheck(term, printed_end)


def _said(printed_end: date, difference: int) -> Text:
    if not difference:
        return Text(f"与文书载明的终止日{printed_end}一致。", f"The document prints the same last day, {printed_end}.")
    longer = difference > 0
    days = abs(difference)
    return Text(
        f"文书载明的终止日为{printed_end}，比推算{'晚' if longer else '早'}{days}日：以文书为准，应向决定机关核实。",
        f"The document prints {printed_end}, {days} days {'later' if longer else 'earlier'} than computed: "
        "the document holds; ask the decision organ.",
    )
