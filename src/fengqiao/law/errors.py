"""The family of everything that can be asked of the law room in a wrong way.

    LawError
      UnknownArticle      a source or article that the register lacks
      UnknownParameter    a parameter name that no file holds
      UnknownClock        a clock id that the register of deadlines lacks
      AgreedDateMissing   an agreed period without its date
      WrongInput          a date, unit, category or amount that cannot be read
      OutsideCalendar     a day beyond the years that the calendar spans

On the command line each of them means wrong use: exit code 2.
"""

from __future__ import annotations

from typing import ClassVar


class LawError(Exception):
    """A question the law room cannot answer as asked. `code` is for programs, the message for people."""

    exit_code: ClassVar[int] = 2

    def __init__(self, code: str, message: str, **data: object) -> None:
        super().__init__(message)
        self.code = code
        self.data = data


class WrongInput(LawError):
    """A date, unit, category or amount that cannot be read."""
