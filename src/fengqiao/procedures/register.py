"""Which definitions there are: by key, version and the days on which they may be started."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fengqiao.procedures.grammar import Procedure


class DuplicateDefinitionError(ValueError):
    """Two definitions bear the same key and version: running matters would change under the officer's hands."""


class UnknownDefinitionError(KeyError):
    """No definition bears this key, or this version of it."""


class Register:
    """Definitions by key and version. A running matter keeps the version it began with."""

    def __init__(self, definitions: Iterable[Procedure] = ()) -> None:
        self._by_name: dict[tuple[str, int], Procedure] = {}
        for each in definitions:
            self.add(each)

    def add(self, definition: Procedure) -> None:
        """Take in a definition. Raises: DuplicateDefinitionError when its name is taken."""
        if self._by_name.get(definition.name, definition) is not definition:
            raise DuplicateDefinitionError(f"{definition.key} version {definition.version} is defined twice")
        self._by_name[definition.name] = definition

    def remove(self, definition: Procedure) -> None:
        """Take a definition out again: for tests that bring one of their own."""
        self._by_name.pop(definition.name, None)

    def running(self, key: str, version: int) -> Procedure:
        """The definition a running matter began with. Raises: UnknownDefinitionError."""
        try:
            return self._by_name[key, version]
        except KeyError:
            raise UnknownDefinitionError(f"{key} version {version}") from None

    def current(self, key: str, on: date) -> Procedure:
        """The newest version that may be started on this day. Raises: UnknownDefinitionError."""
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
