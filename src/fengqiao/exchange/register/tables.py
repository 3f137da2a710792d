"""Code tables of the register, read from `tables/codes.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from fengqiao.exchange.register.text import code_form


@dataclass(frozen=True, slots=True)
class Coded:
    """A value with its table. An empty `code` means that the table lacks it: `given` is kept as it was."""

    system: str
    version: str
    code: str
    given: str


@dataclass(frozen=True, slots=True)
class CodeTable:
    """One closed list: every code and the labels that mean it."""

    system: str
    version: str
    labels: dict[str, tuple[str, ...]]
    """Code → labels; the first is the standard's own."""
    by_form: dict[str, str]

    def find(self, given: str) -> Coded:
        """The code for a label or a code as given."""
        return Coded(system=self.system, version=self.version, code=self.by_form.get(code_form(given), ""), given=given)

    def first_labels(self) -> tuple[str, ...]:
        """What may be written into the column, for messages."""
        return tuple(labels[0] for labels in self.labels.values())


def load(file: str) -> dict[str, Any]:
    """A data file of this room."""
    return tomllib.loads(resources.files("fengqiao.exchange").joinpath("tables", file).read_text(encoding="utf-8"))


@cache
def table(name: str) -> CodeTable:
    """The code table of a column: sex, marriage, education, ethnicity, category or supervision_class."""
    raw = load("codes.toml")[name]
    labels = {code: tuple(names) for code, names in raw["codes"].items()}
    by_form: dict[str, str] = {}
    for code, names in labels.items():
        for form in {code_form(label) for label in (code, *names)}:
            if form in by_form:
                raise ValueError(f"codes.toml: {form} means two codes in {name}")
            by_form[form] = code
    return CodeTable(system=raw["system"], version=raw["version"], labels=labels, by_form=by_form)
