"""The page `docs/law.md`: each article with what rests on it: procedures, clocks, rules of the code, tests.

`python -m fengqiao.site.lawbook docs/law.md` writes it, in a checkout; a test of the house keeps it current.
Procedures and clocks come from the definitions and registers, rules from the `Law:` lines of docstrings, tests from
the articles and clocks that they name.
"""

from __future__ import annotations

import ast
import dataclasses
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

from fengqiao.law import face as law

PACKAGE: Final = Path(__file__).resolve().parent.parent

# How docstrings call the sources, beside their short English titles.
_ALIASES: Final = {
    "Law": "Law",
    "Measures": "M",
    "SPP rules": "SPP-R",
    "SPC interpretation": "SPC-I",
    "Exit and Entry Administration Law": "Exit Law",
}
_NUMBER = r"\d+(?:\(\d+\))?"
# Numbers follow as "27", "27, 30 and 41", "20-22 (notice), 24"; a remark in brackets may stand between them.
_NUMBERS = rf"{_NUMBER}(?:-\d+)?(?:(?:\s*\([^)\d][^)]*\))?,?\s+(?:and\s+)?(?:arts?\.?\s+)?{_NUMBER}(?:-\d+)?)*"


def page() -> str:
    """The whole page as Markdown, from the sources of this checkout. Django must be ready."""
    return law.handbook(
        law.Rests(procedures=procedures_by_article(), rules=rules_by_article(), tests=tests_by_article())
    )


@cache
def procedures_by_article() -> dict[str, tuple[str, ...]]:
    """Article key → the procedures that cite it anywhere, by number."""
    from fengqiao.procedures import face as procedures

    found: dict[str, set[str]] = defaultdict(set)
    for definition in procedures.DEFINITIONS.all():
        for citation in _citations(definition, set()):
            for key in citation.keys:
                found[_whole(key)].add(f"{definition.number} {definition.key}")
    return _sorted(found)


def _citations(value: object, seen: set[int]) -> Iterator[law.Citation]:
    """Every citation in a record and in what it holds, functions left aside."""
    if isinstance(value, law.Citation):
        yield value
    elif isinstance(value, Enum | str) or id(value) in seen:
        return
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        seen.add(id(value))
        for field in dataclasses.fields(value):
            yield from _citations(getattr(value, field.name), seen)
    elif isinstance(value, Mapping):
        yield from (each for held in value.values() for each in _citations(held, seen))
    elif isinstance(value, tuple | list | frozenset | set):
        yield from (each for held in value for each in _citations(held, seen))


@cache
def rules_by_article() -> dict[str, tuple[str, ...]]:
    """Article key → modules, classes and functions whose docstring cites it in a `Law:` line."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in _sources(tests=False):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        for place, text in _docstrings(ast.parse(path.read_text("utf-8")), name):
            for key in cited_in(text):
                found[key].add(place)
    return _sorted(found)


@cache
def tests_by_article() -> dict[str, tuple[str, ...]]:
    """Article key → files of tests that cite it, or name a clock or parameter that rests on it."""
    resting = _parameters_to_articles()
    found: dict[str, set[str]] = defaultdict(set)
    for path in _sources(tests=True):
        tree = ast.parse(path.read_text("utf-8"))
        place = f"{path.relative_to(PACKAGE).parts[0]}/{path.stem}"
        names = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        keys = {key for name in names & resting.keys() for key in resting[name]}
        keys |= {_whole(key) for node in ast.walk(tree) if isinstance(node, ast.Call) for key in _called(node)}
        for _place, text in _docstrings(tree, place):
            keys |= set(cited_in(text))
        for key in keys:
            found[key].add(place)
    return _sorted(found)


def _parameters_to_articles() -> dict[str, set[str]]:
    """Clock or parameter → the articles on which it rests."""
    resting: dict[str, set[str]] = defaultdict(set)
    for key, names in law.cited_by().items():
        for name in names:
            resting[name].add(_whole(key))
    return resting


def _called(node: ast.Call) -> tuple[str, ...]:
    """The keys of a citation that is made in code: Law(27), Measures(26, 27)."""
    maker = getattr(law, node.func.id, None) if isinstance(node.func, ast.Name) else None
    given = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
    if maker is None or node.func.id not in _makers() or len(given) != len(node.args):  # type: ignore[attr-defined]
        return ()
    try:
        made = maker(*given)
    except law.LawError:
        return ()  # a test of what is refused
    return made.keys if isinstance(made, law.Citation) else ()


def _makers() -> frozenset[str]:
    """The names in the law's face that make citations: one for each source, and `article`."""
    return frozenset(
        {"Law", "Measures", "CriminalLaw", "CriminalProcedureLaw", "ExitLaw", "InjunctionRules", "CourtInterpretation"}
        | {"PoliceRules", "PrisonLaw", "ProcuratorateRules", "TemporaryServiceRules", "CommutationRules"}
        | {"PenaltiesLaw", "PenaltiesLaw2012", "article"}
    )


def cited_in(text: str) -> tuple[str, ...]:
    """The keys of the articles that the `Law:` lines of a docstring name, each once."""
    sources = {**{source.short.en: key for key, source in law.sources().items()}, **_ALIASES}
    names = "|".join(re.escape(name) for name in sorted(sources, key=len, reverse=True))
    found: dict[str, None] = {}
    for passage in re.findall(r"Law: (.*?)(?:\n\s*\n|\Z)", text, flags=re.DOTALL):
        plain = re.sub(r"\s+", " ", passage)
        for name, numbers in re.findall(rf"(?<![\w-])({names})\s+arts?\.?\s+({_NUMBERS})", plain):
            for number in _expanded(numbers):
                with_key = law.sources()[sources[name]]
                if number in with_key.articles:
                    found[with_key.key_of(number)] = None
    return tuple(found)


def _expanded(numbers: str) -> Iterator[str]:
    """ "26-28, 30" as 26, 27, 28, 30; items in brackets belong to their article."""
    for first, last in re.findall(r"(?<![(\d])(\d+)(?:-(\d+))?", re.sub(r"\([^)]*\)", "", numbers)):
        yield from (str(each) for each in range(int(first), int(last or first) + 1))


def _whole(key: str) -> str:
    """An item's article: Exit Law 12(2) is listed under Exit Law 12."""
    return re.sub(r"\(\d+\)$", "", key)


def _sources(*, tests: bool) -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        if "migrations" not in parts and ("tests" in parts) is tests:
            yield path


def _docstrings(tree: ast.Module, name: str) -> Iterator[tuple[str, str]]:
    """Each docstring with the dotted name of what it explains."""
    yield name, ast.get_docstring(tree) or ""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield f"{name}.{node.name}", ast.get_docstring(node) or ""


def _sorted(found: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted(names)) for key, names in found.items()}


if __name__ == "__main__":
    from fengqiao.site.running import django_ready

    django_ready()
    Path(sys.argv[1]).write_text(page(), "utf-8")
