"""Conditions that read aloud: `(days > P("LEA-MAX-COUNTY")) | (sum_of_days > P("LEA-MAX-COUNTY"))`.

A condition answers for a case and explains itself in words. Comparisons keep their parts, so that the page
can
show every limit, the printed definition can name the parameter, and start-up can try a ladder at its limits.
"""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from fengqiao.procedures.grammar._case import Case
from fengqiao.procedures.grammar._words import Text


@dataclass(frozen=True, slots=True)
class P:
    """A parameter of the law, by its register id. Definitions hold no numbers of their own."""

    name: str

    def value(self, case: Case) -> int:
        return int(case.parameter(self.name))


#: The number of a parameter, by its name.
Limits = Callable[[str], int]
_OR, _AND = Text("，或者", ", or "), Text("，并且", ", and ")


class Condition(ABC):
    """A question about a case that has a wording."""

    @property
    @abstractmethod
    def text(self) -> Text:
        """The question in general words, as the printed definition shows it."""

    @abstractmethod
    def holds(self, case: Case) -> bool:
        """The answer for one case."""

    def explain(self, case: Case) -> Text:
        """The answer for one case in words, with its numbers."""
        return self.text

    def stated(self, limit: Limits) -> Text:
        """The question with numbers in place of parameter names; `limit` says which numbers bind."""
        return self.text

    def compares(self) -> Iterator[Compare]:
        """Every comparison inside."""
        return iter(())

    def holds_at(self, values: Mapping[str, int], limit: Limits) -> bool:
        """For start-up: with these amounts alone. What no number decides is taken to hold."""
        return True

    def __or__(self, other: Condition) -> Condition:
        return AnyOf((self, other))

    def __and__(self, other: Condition) -> Condition:
        return AllOf((self, other))


@dataclass(frozen=True, slots=True)
class Asked(Condition):
    """A question answered by a pure function."""

    wording: Text
    test: Callable[[Case], bool]

    @property
    def text(self) -> Text:
        return self.wording

    def holds(self, case: Case) -> bool:
        return self.test(case)


@dataclass(frozen=True, slots=True)
class AnyOf(Condition):
    """At least one part holds."""

    parts: tuple[Condition, ...]

    @property
    def text(self) -> Text:
        return _joined((part.text for part in self.parts), _OR)

    def stated(self, limit: Limits) -> Text:
        return _joined((part.stated(limit) for part in self.parts), _OR)

    def holds(self, case: Case) -> bool:
        return any(part.holds(case) for part in self.parts)

    def explain(self, case: Case) -> Text:
        return _deciding(self, case)

    def compares(self) -> Iterator[Compare]:
        return (each for part in self.parts for each in part.compares())

    def holds_at(self, values: Mapping[str, int], limit: Limits) -> bool:
        return any(part.holds_at(values, limit) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AllOf(Condition):
    """Every part holds."""

    parts: tuple[Condition, ...]

    @property
    def text(self) -> Text:
        return _joined((part.text for part in self.parts), _AND)

    def stated(self, limit: Limits) -> Text:
        return _joined((part.stated(limit) for part in self.parts), _AND)

    def holds(self, case: Case) -> bool:
        return all(part.holds(case) for part in self.parts)

    def explain(self, case: Case) -> Text:
        return _deciding(self, case)

    def compares(self) -> Iterator[Compare]:
        return (each for part in self.parts for each in part.compares())

    def holds_at(self, values: Mapping[str, int], limit: Limits) -> bool:
        return all(part.holds_at(values, limit) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of comparison with its words when it holds and when it does not."""

    compare: Callable[[int, int], bool]
    yes: Text
    no: Text


_MORE, _NOT_MORE = Text("超过", "more than"), Text("不超过", "not more than")
_LEAST, _LESS = Text("不少于", "at least"), Text("少于", "less than")
_SIGNS = {
    ">": Sign(operator.gt, _MORE, _NOT_MORE),
    "<=": Sign(operator.le, _NOT_MORE, _MORE),
    ">=": Sign(operator.ge, _LEAST, _LESS),
    "<": Sign(operator.lt, _LESS, _LEAST),
}


@dataclass(frozen=True, slots=True, eq=False)
class Amount:
    """A counted quantity of a case, such as the days of this leave."""

    key: str
    title: Text
    unit: Text
    count: Callable[[Case], int]

    def __gt__(self, limit: P | int) -> Compare:
        return Compare(self, ">", limit)

    def __ge__(self, limit: P | int) -> Compare:
        return Compare(self, ">=", limit)

    def __le__(self, limit: P | int) -> Compare:
        return Compare(self, "<=", limit)

    def __lt__(self, limit: P | int) -> Compare:
        return Compare(self, "<", limit)


@dataclass(frozen=True, slots=True)
class Compare(Condition):
    """An amount held against a limit."""

    amount: Amount
    sign: str
    limit: P | int

    @property
    def text(self) -> Text:
        title, word = self.amount.title, _SIGNS[self.sign].yes
        name = self.limit.name if isinstance(self.limit, P) else str(self.limit)
        return Text(f"{title.zh}{word.zh} {name}", f"{title.en} {word.en} {name}")

    def stated(self, limit: Limits) -> Text:
        title, word, unit = self.amount.title, _SIGNS[self.sign].yes, self.amount.unit
        number = limit(self.limit.name) if isinstance(self.limit, P) else self.limit
        return Text(f"{title.zh}{word.zh} {number} {unit.zh}", f"{title.en} {word.en} {number} {unit.en}")

    def limit_for(self, case: Case) -> int:
        return self.limit.value(case) if isinstance(self.limit, P) else self.limit

    def holds(self, case: Case) -> bool:
        return _SIGNS[self.sign].compare(self.amount.count(case), self.limit_for(case))

    def explain(self, case: Case) -> Text:
        """For instance: 本次外出 4 天，不超过 7 天."""
        counted, limit, sign = self.amount.count(case), self.limit_for(case), _SIGNS[self.sign]
        word = sign.yes if sign.compare(counted, limit) else sign.no
        unit, title = self.amount.unit, self.amount.title
        return Text(
            f"{title.zh} {counted} {unit.zh}，{word.zh} {limit} {unit.zh}",
            f"{title.en}: {counted} {unit.en}, {word.en} {limit} {unit.en}",
        )

    def compares(self) -> Iterator[Compare]:
        return iter((self,))

    def holds_at(self, values: Mapping[str, int], limit: Limits) -> bool:
        bound = limit(self.limit.name) if isinstance(self.limit, P) else self.limit
        return _SIGNS[self.sign].compare(values[self.amount.key], bound)


def _joined(texts: Iterator[Text], word: Text) -> Text:
    told = tuple(texts)
    return Text(word.zh.join(text.zh for text in told), word.en.join(text.en for text in told))


def _deciding(condition: AnyOf | AllOf, case: Case) -> Text:
    """The parts that made the answer, in words."""
    answer = condition.holds(case)
    parts = (part for part in condition.parts if part.holds(case) == answer)
    return _joined((part.explain(case) for part in parts), Text("；", "; "))


@dataclass(frozen=True, slots=True)
class Found(Condition):
    """Holds when the named check of the procedure found something (warn or block)."""

    check: str
    wording: Text

    @property
    def text(self) -> Text:
        return self.wording

    def holds(self, case: Case) -> bool:
        return self.check in case.failed_checks


def found(check: str, text: Text) -> Condition:
    """Holds when the named check of the procedure found something (warn or block)."""
    return Found(check, text)


def category_is(category: str, text: Text) -> Condition:
    """Holds for persons of one of the four categories."""
    return Asked(text, lambda case: case.facts.category == category)


def in_state(text: Text, *states: str) -> Condition:
    """Holds for persons who stand in one of these states of the lifecycle."""
    return Asked(text, lambda case: case.facts.state is None or case.facts.state in states)


def flagged(flag: str, text: Text) -> Condition:
    """Holds for persons with a status flag: minor, pregnant, sick, foreign."""
    return Asked(text, lambda case: flag in case.facts.flags)
