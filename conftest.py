"""Fixtures for every test; `tests/harness.py` says how they work."""

from __future__ import annotations

from tests.harness import cluster, committed, django_db_setup, everywhere, sql, template_database

__all__ = ["cluster", "committed", "django_db_setup", "everywhere", "sql", "template_database"]
