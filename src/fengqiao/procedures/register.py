"""Which definitions there are: by key, version and the days on which they may be started."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Any, Final, TypeVar

from fengqiao.procedures.grammar import Procedure

T = TypeVar("T")
#: Questions whose answers are kept; with more of them (a test of many days) all are worked out again.
_KEPT: Final = 512


class DuplicateDefinitionError(ValueError):
    """Two definitions bear the same key and version: running matters would change under the officer's hands."""


class UnknownDefinitionError(KeyError):
    """No definition bears this key, or this version of it."""


class Register:
    """Definitions by key and version. A running matter keeps the version it began with."""

    def __init__(self, definitions: Iterable[Procedure] = ()) -> None:
        self._by_name: dict[tuple[str, int], Procedure] = {}
        self._derived: dict[Hashable, Any] = {}
        for each in definitions:
            self.add(each)

    def add(self, definition: Procedure) -> None:
        """Take in a definition. Raises: DuplicateDefinitionError when its name is taken."""
        if self._by_name.get(definition.name, definition) is not definition:
            raise DuplicateDefinitionError(f"{definition.key} version {definition.version} is defined twice")
        self._by_name[definition.name] = definition
        self._derived = {}

    def remove(self, definition: Procedure) -> None:
        """Take a definition out again: for tests that bring one of their own."""
        self._by_name.pop(definition.name, None)
        self._derived = {}

    def derived(self, question: Hashable, answer: Callable[[], T]) -> T:
        """What follows from the definitions alone, worked out once; with another definition it is worked out anew."""
        known = self._derived
        found = known.get(question)
        if found is None:
            found = answer()
            if len(known) >= _KEPT:
                known.clear()
            known[question] = found
        kept: T = found
        return kept

    def running(self, key: str, version: int) -> Procedure:
        """The definition a running matter began with. Raises: UnknownDefinitionError."""
        try:
            return self._by_name[key, version]
        except KeyError:
            raise UnknownDefinitionError(f"{key} version {version}") from None

    def current(self, key: str, on: date) -> Procedure:
        """The newest version that may be started on this day. Raises: UnknownDefinitionError."""
        return self.derived(("of a day", key, on), lambda: self._current(key, on))

    def _current(self, key: str, on: date) -> Procedure:
        valid = [each for each in self.versions(key) if each.valid.on(on)]
        if not valid:
            raise UnknownDefinitionError(key)
        return valid[-1]

    def versions(self, key: str) -> tuple[Procedure, ...]:
        """Every version of a procedure, oldest first."""
        return tuple(each for name, each in sorted(self._by_name.items()) if name[0] == key)

    def all(self) -> tuple[Procedure, ...]:
        """Every definition, by key and version."""
        return tuple(self._by_name[name] for name in sorted(self._by_name))


#: The definitions of this installation; the catalogue fills it at start-up.
DEFINITIONS = Register()
