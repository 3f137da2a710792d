"""How fast our clocks are, and whether public libraries say the same: the rows of `fengqiao bench clocks`.

Every clock counted in working days, and every one whose last day moves to a working day, is asked from days of the
years that all three know. numpy knows the closed days that it is told and has no data of its own; workalendar carries
a calendar of China of its own, 2018 to 2023. Whatever differs must have a reason that is named here, or the
measurement fails:

- numpy, told weekends and the closed weekdays, cannot say that a weekend is worked: it differs where a make-up weekend
  lies in the stretch, and only there. Told every closed day as a day, it must answer as we do;
- workalendar lacks the days by which the State Council lengthened the Spring Festival of 2020.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fengqiao.law import clocks, workdays
from fengqiao.law.parameters import Parameter, param, parameter_names

FIRST, LAST = date(2018, 1, 1), date(2023, 9, 30)
#: The years of the calendar that the answers may reach.
UNTIL = date(2023, 12, 31)
# Unit: days. Three and seven have no common factor: every day of the week is asked from.
DAYS_APART = 3
#: Notice of the State Council of 2020-01-27 (国办发明电〔2020〕1 号): the Spring Festival lasts until 2 February.
LENGTHENED = (date(2020, 1, 31), date(2020, 2, 1))
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Question:
    """When is this clock due that starts on this day? `count` working days on, or the first one not before `start`."""

    clock: Parameter
    asked: date
    start: date
    count: int


Answers = Sequence[date]


def measure(*, apart: int = DAYS_APART) -> list[dict[str, Any]]:
    """What the command prints.

    Raises: ModuleNotFoundError without the peers; AssertionError when an answer differs for no reason that is known.
    """
    asked = questions(apart)
    ours, our_rate = _timed(_ours, asked)
    rows = [_row(f"{len(_clocks())} clocks of the register, of every kind", _every_kind(apart), "deadlines/s")]
    for name, peer, explains in _peers():
        theirs, rate = _timed(peer, asked)
        rows.append(_row("clocks by working days", our_rate, "deadlines/s", name, rate))
        rows += _compared(name, asked, ours, theirs, explains)
    return rows


def questions(apart: int) -> list[Question]:
    """Every clock that a library of business days can answer, from every so-many-th day."""
    found = []
    for clock in _clocks():
        for index in range(0, (LAST - FIRST).days + 1, apart):
            day = FIRST + index * _ONE_DAY
            if clock.unit == "wd" and clock.number:
                found.append(Question(clock, day, day, clock.number))
            elif clock.unit == "cd" and clock.rolls and day + clock.number * _ONE_DAY <= UNTIL - timedelta(days=20):
                found.append(Question(clock, day, day + clock.number * _ONE_DAY, 0))
    return found


def _clocks() -> list[Parameter]:
    """The clocks of the register in force at the end of the years asked about. What is agreed has no number."""
    found = (param(name, on=UNTIL) for name in parameter_names())
    return [each for each in found if each.is_clock and each.kind != "agreed"]


def _timed(answer: Callable[[Sequence[Question]], Answers], asked: Sequence[Question]) -> tuple[Answers, float]:
    """The answers, and how many a second. Unit: deadlines per second."""
    answer(asked[:50])
    begun = time.perf_counter()
    found = answer(asked)
    return found, len(asked) / (time.perf_counter() - begun)


def _every_kind(apart: int) -> float:
    """Months, hours, windows counted back and limits as well. Unit: deadlines per second."""
    days = [FIRST + index * _ONE_DAY for index in range(0, (LAST - FIRST).days + 1, apart)]
    rules = _clocks()
    begun = time.perf_counter()
    for rule in rules:
        for day in days:
            clocks.due_by_rule(rule, start=day)
    return len(rules) * len(days) / (time.perf_counter() - begun)


def _ours(asked: Sequence[Question]) -> Answers:
    found = [clocks.due_by_rule(each.clock, start=each.asked).last_good_day for each in asked]
    return [day for day in found if day is not None]


def _peers() -> Iterator[tuple[str, Callable[[Sequence[Question]], Answers], Callable[[Question, date], bool]]]:
    """Each peer with what may explain another answer of it."""
    calendar = workdays.published()
    span = [FIRST + index * _ONE_DAY for index in range((UNTIL - FIRST).days + 1)]
    made_up = {day for day in span if day.weekday() >= 5 and calendar.is_working(day)}
    weekdays = [day for day in span if day.weekday() < 5 and not calendar.is_working(day)]
    closed = [day for day in span if not calendar.is_working(day)]
    yield "numpy, weekdays and holidays", _by_numpy("1111100", weekdays), _touching(made_up)
    yield "numpy, told every closed day", _by_numpy("1111111", closed), _touching(())
    yield "numpy, the same as one array", _by_array("1111111", closed), _touching(())
    yield "workalendar, its own calendar", _by_workalendar, _touching(LENGTHENED)


def _touching(days: Sequence[date] | set[date]) -> Callable[[Question, date], bool]:
    """Whether one of these days lies in the stretch between a question and the later answer."""
    return lambda question, last: any(question.asked <= day <= last for day in days)


def _by_numpy(week: str, closed: Sequence[date]) -> Callable[[Sequence[Question]], Answers]:
    import numpy

    known = numpy.busdaycalendar(weekmask=week, holidays=closed)

    def answer(asked: Sequence[Question]) -> Answers:
        found: list[Any] = [
            numpy.busday_offset(each.start, each.count, "backward" if each.count else "forward", busdaycal=known).item()
            for each in asked
        ]
        return found

    return answer


def _by_array(week: str, closed: Sequence[date]) -> Callable[[Sequence[Question]], Answers]:
    import numpy

    known = numpy.busdaycalendar(weekmask=week, holidays=closed)

    def answer(asked: Sequence[Question]) -> Answers:
        starts = numpy.array([each.start for each in asked], dtype="datetime64[D]")
        counts = numpy.array([each.count for each in asked])
        counted = numpy.busday_offset(starts, counts, "backward", busdaycal=known)
        rolled = numpy.busday_offset(starts, 0, "forward", busdaycal=known)
        days: list[date] = numpy.where(counts > 0, counted, rolled).tolist()
        return days

    return answer


def _by_workalendar(asked: Sequence[Question]) -> Answers:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says with every use that it knows 2018 to 2023 alone
        from workalendar.asia import China

        china = China()
        return [
            china.add_working_days(each.start if each.count else each.start - _ONE_DAY, each.count or 1)
            for each in asked
        ]


def _compared(
    peer: str, asked: Sequence[Question], ours: Answers, theirs: Answers, explains: Callable[[Question, date], bool]
) -> list[dict[str, Any]]:
    """How many answers are equal, and how many differ for the reason that is known. Raises: AssertionError."""
    differing = [
        (question, mine, other)
        for question, mine, other in zip(asked, ours, theirs, strict=True)
        if mine != other
    ]  # fmt: skip
    for question, mine, other in differing:
        if not explains(question, max(mine, other)):
            raise AssertionError(f"{question.clock.name} from {question.asked}: {mine}, {peer} says {other}")
    equal = len(asked) - len(differing)
    rows = [_row("answers equal", equal, "answers", f"{peer}, answers asked for", len(asked))]
    if differing:
        why = "a make-up weekend in between" if "numpy" in peer else "31 January or 1 February 2020 in between"
        rows.append(_row("answers that differ", len(differing), "answers", f"{peer}, {why}", len(differing)))
    return rows


def _row(what: str, value: float, unit: str, peer: str = "", of: float = 0) -> dict[str, Any]:
    return {
        "what": what, "value": round(value), "unit": unit, "peer": peer or None, "peer_value": round(of) or None,
        "ratio": round(value / of, 2) if of else None,
    }  # fmt: skip
