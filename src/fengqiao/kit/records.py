"""Records that lists make by the hundred.

A frozen dataclass sets each of its fields through `object.__setattr__`: eight microseconds for a row of eighteen
fields, where a plain one takes two, and a page has fifty rows of several records. So these are frozen for the type
checker, which reads every line of ours, and plain for the interpreter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform, overload

Made = TypeVar("Made")


@overload
def record(made: type[Made], /) -> type[Made]: ...
@overload
def record(*, kw_only: bool = False) -> Callable[[type[Made]], type[Made]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(made: type[Made] | None = None, /, *, kw_only: bool = False) -> object:
    """A dataclass with slots, equal and hashed by its fields, whose fields the type checker lets nobody set."""
    make = dataclass(slots=True, kw_only=kw_only, unsafe_hash=True)
    return make if made is None else make(made)
