"""Rules about the code itself that imports cannot show."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "fengqiao"
FLOORS = [
    *("kit", "shell", "audit", "law", "areas", "users", "notices", "documents", "subjects", "procedures", "casework"),
    *("supervision", "catalogue", "oversight", "exchange", "disclosure", "desk", "demo", "site"),
]

# Longer on purpose; each with its reason.
LONG_FILES: dict[str, str] = {}
FILE_LINES = 400
FUNCTION_LINES = 40
"""From `def` to the last line, tests included: what one must read at a glance."""
VIEW_LINES = 15
"""Of a body in `views`, the docstring not counted: load, validate, one call, answer."""
TEMPLATE_LINES = 150


def _python(*, tests: bool = False, migrations: bool = False) -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        if ("tests" in parts and not tests) or ("migrations" in parts and not migrations):
            continue
        yield path


def _written() -> Iterator[Path]:
    """Everything that people write in Python: the package, its tests, and these."""
    yield from _python(tests=True)
    yield from sorted((ROOT / "tests").rglob("*.py"))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def _name(path: Path) -> str:
    return str(path.relative_to(PACKAGE if path.is_relative_to(PACKAGE) else ROOT))


def _room(model: type[models.Model]) -> str | None:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "fengqiao" else None


def test_every_room_says_what_it_is() -> None:
    silent = [
        room
        for room in FLOORS
        if not (ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text())) or "").strip()
    ]
    assert not silent


def test_files_have_one_reason_to_be_opened() -> None:
    long = {_name(p): n for p in _written() if (n := len(p.read_text().splitlines())) > FILE_LINES}
    assert not {k: v for k, v in long.items() if k not in LONG_FILES}


def test_templates_are_short_enough_to_read() -> None:
    long = {
        _name(p): n
        for p in sorted(PACKAGE.rglob("templates/**/*.html"))
        if (n := len(p.read_text().splitlines())) > TEMPLATE_LINES
    }
    assert not long


def test_functions_fit_on_a_screen() -> None:
    long = [
        f"{_name(path)}:{node.name} ({lines})"
        for path in _written()
        for node in _functions(path)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]
    assert not long


def test_views_load_validate_call_and_answer() -> None:
    views = [path for path in _python() if path.stem.startswith("views") or "views" in path.parts]
    assert len(views) > 10
    long = [
        f"{_name(path)}:{node.name} ({lines})"
        for path in views
        for node in _functions(path)
        if (lines := _body_lines(node)) > VIEW_LINES
    ]
    assert not long


@pytest.mark.parametrize("model", [m for m in apps.get_models() if _room(m)], ids=lambda m: m._meta.label)
def test_keys_to_other_rooms_are_hidden_protected_and_go_down(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        if not isinstance(field, models.ForeignKey) or field.model is not model:
            continue
        target = field.remote_field.model
        if not isinstance(target, type) or _room(target) in (None, _room(model)):
            continue
        assert field.remote_field.related_name == "+", field
        assert field.remote_field.on_delete is models.PROTECT, field
        assert FLOORS.index(_room(target) or "") < FLOORS.index(_room(model) or ""), field


def test_migrations_import_nothing_of_ours() -> None:
    guilty = []
    for path in _python(migrations=True):
        if "migrations" not in path.parts:
            continue
        guilty += [
            _name(path) for line in path.read_text().splitlines() if re.match(r"\s*(from|import) fengqiao", line)
        ]
    assert not guilty


# Writes are acts. These hold acts, or write what is not a legal fact (sessions, throttles, projections).
_WRITERS = {"actions", "projections", "projection", "record", "seal", "sessions", "throttle", "load", "loading"}
_WRITE = re.compile(r"\.(save|create|get_or_create|update_or_create|bulk_create|bulk_update|delete)\(")


def test_writes_are_acts() -> None:
    guilty = []
    for path in _python():
        parts = set(path.relative_to(PACKAGE).with_suffix("").parts)
        if parts & _WRITERS or path.relative_to(PACKAGE).parts[0] in {"demo", "site"}:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if _WRITE.search(line) and "objects" in line:
                guilty.append(f"{_name(path)}:{number}")
    assert not guilty


def test_the_clock_is_read_in_one_place() -> None:
    pattern = re.compile(r"\b(datetime\.now|date\.today|timezone\.now|utcnow)\(")
    guilty = [_name(p) for p in _python() if pattern.search(p.read_text()) and p != PACKAGE / "kit" / "clock.py"]
    assert not guilty


def test_no_scope_outlives_its_transaction() -> None:
    """THREATS T01: a source scan beside the run-time test."""
    pattern = re.compile(r"set_config\([^)]*false|\bSET app\.|\bSET SESSION app\.", re.IGNORECASE)
    guilty = [_name(p) for p in _python(migrations=True) if pattern.search(p.read_text())]
    assert not guilty


def test_public_functions_of_faces_explain_themselves() -> None:
    silent = []
    for room in FLOORS:
        for path in sorted((PACKAGE / room).glob("*.py")):
            if path.stem not in {"face", "rules", "actions", "reads"}:
                continue
            for node in ast.parse(path.read_text()).body:
                public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
                if public and not ast.get_docstring(node):
                    silent.append(f"{_name(path)}:{node.name}")
    assert not silent


def test_no_unfinished_work_is_marked_in_the_source() -> None:
    pattern = re.compile(r"\b(TODO|FIXME|XXX|lorem ipsum)\b|raise NotImplementedError")
    files = [*_python(tests=True), *sorted(PACKAGE.rglob("templates/**/*.html"))]
    assert not [_name(p) for p in files if pattern.search(p.read_text())]
