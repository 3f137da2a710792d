"""What a process remembers between two requests is the same for everybody who asks (THREATS T21).

Every function whose answers are kept stands here with the reason why no viewer's page can come out of it. What depends
on who asks, or holds a row of the database about a person, is never kept.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.cache import caches

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "fengqiao"
KEEPERS = frozenset({"cache", "lru_cache", "cached", "cache_page", "kept"})
LAW, TABLES, KEYS, PURE = (
    "law and places",
    "files of ours",
    "keys of the installation",
    "follows from its argument alone",
)
KEPT = {
    "users/actions/passkeys.py:_server": KEYS,
    "users/actions/sign_in.py:_nobody": KEYS,
    "users/actions/people.py:_demonstration_hash": KEYS,
    "kit/crypto.py:_cipher": KEYS,
    "kit/crypto.py:_derived": KEYS,
    "kit/names.py:_reader": TABLES,
    "kit/names.py:_syllables": PURE,
    "kit/edition.py:at": LAW,
    "site/lawbook.py:procedures_by_article": TABLES,
    "site/lawbook.py:rules_by_article": TABLES,
    "site/lawbook.py:tests_by_article": TABLES,
    "shell/links.py:_pattern": "addresses of views, without their names of rows",
    "shell/drawn.py:_tag": PURE,
    "shell/drawn.py:_pen": "words of a language",
    "shell/drawn.py:_days_overdue": "words of a language",
    "shell/drawn.py:_laws": LAW,
    "shell/drawn.py:_days_left": "words of a language",
    "exchange/register/penalty.py:parse": PURE,
    "exchange/register/tables.py:table": TABLES,
    "exchange/register/text.py:code_form": PURE,
    "exchange/register/findings.py:_wordings": TABLES,
    "exchange/register/findings.py:_refusals": TABLES,
    "exchange/register/columns.py:columns": TABLES,
    "exchange/register/columns.py:_meanings": TABLES,
    "exchange/register/columns.py:_ignored": TABLES,
    "exchange/files/container.py:column_number": PURE,
    "desk/reads/basis.py:_basis": LAW,
    "desk/reads/basis.py:_of_keys": LAW,
    "demo/scale/newcomers.py:keys": PURE,
    "subjects/reads/canaries.py:_marks": KEYS,
    "subjects/access.py:_written": "the words of a condition; who asks stands in its values",
    "site/benching/admin.py:_loaded": TABLES,
    "site/health.py:_state": "whether the database answers",
    "law/workdays.py:published": LAW,
    "law/workdays.py:statutory_days": LAW,
    "law/workdays.py:_listed": LAW,
    "law/parameters.py:area_prefix": LAW,
    "law/parameters.py:_versions": LAW,
    "law/citations.py:sources": LAW,
    "law/citations.py:_pattern": LAW,
    "law/local.py:choices": LAW,
    "documents/glyphs.py:printable": TABLES,
    "areas/reads.py:all_children": LAW,
    "areas/reads.py:children": LAW,
    "areas/reads.py:ended": LAW,
    "areas/reads.py:full_name": LAW,
    "areas/reads.py:office": LAW,
    "areas/reads.py:offices_below": LAW,
    "areas/reads.py:place": LAW,
    "exchange/reads.py:_offices": LAW,
}


def _kept() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(_keeps(each) for each in node.decorator_list):
                yield f"{path.relative_to(PACKAGE)}:{node.name}", node


def _keeps(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in KEEPERS


def test_t21_every_function_whose_answers_are_kept_is_one_that_answers_everybody_alike() -> None:
    found = dict(_kept())
    assert set(found) == set(KEPT), set(found) ^ set(KEPT)


def test_t21_no_kept_answer_depends_on_who_asks_or_is_a_row_about_a_person() -> None:
    """By what they take and give: no actor, no request, no scope, no model."""
    told = {"Actor", "HttpRequest", "WorkRequest", "StaffRequest", "Model", "QuerySet", "Subject", "SubjectRow"}
    for name, node in _kept():
        words = {
            each.id
            for part in (node.args, node.returns)
            if part
            for each in ast.walk(part)
            if isinstance(each, ast.Name)
        }
        assert not words & told, name
        assert not {each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)} & {
            "by",
            "request",
            "viewer",
        }, name


def test_t21_django_keeps_no_page() -> None:
    """No cache of pages or fragments is set up, and nothing of ours asks for one."""
    assert not [each for each in settings.MIDDLEWARE if "cache" in each.lower()]
    sources = [path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts]
    assert not [p.name for p in sources if "django.core.cache" in p.read_text(encoding="utf-8")]
    assert not getattr(caches["default"], "_cache", {})
