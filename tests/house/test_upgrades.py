"""An upgrade with data in use: for its minutes the old code works beside the new schema.

What a release promises: a migration neither drops nor renames what the release before reads, and adds nothing that its
inserts would have to fill. What is no longer needed goes with the release after. Migrations of before the first
release are listed; every later one is held to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[2]
BEFORE = frozenset((Path(__file__).parent / "before_the_first_release.txt").read_text().split())
TWO_RELEASES = (
    migrations.RemoveField, migrations.DeleteModel, migrations.RenameField, migrations.RenameModel,
    migrations.AlterModelTable,
)  # fmt: skip
_SQL = re.compile(
    r"DROP\s+(TABLE|COLUMN|VIEW|FUNCTION)|\bRENAME\b|ALTER\s+COLUMN\s+\w+\s+(SET\s+DATA\s+)?TYPE|SET\s+NOT\s+NULL"
    r"|ADD\s+COLUMN\s+(?:IF\s+NOT\s+EXISTS\s+)?\w+\s+[^,;]*NOT\s+NULL(?![^,;]*DEFAULT)|REVOKE\s+(SELECT|INSERT|UPDATE)",
    re.IGNORECASE,
)


def _faults(operations: list[migrations.operations.base.Operation]) -> Iterator[str]:
    made = {each.name.lower() for each in operations if isinstance(each, migrations.CreateModel)}
    for each in operations:
        if isinstance(each, TWO_RELEASES):
            yield each.describe()
        elif isinstance(each, migrations.AddField) and each.model_name.lower() not in made:
            yield from _unfilled(each)
        elif isinstance(each, migrations.RunSQL):
            text = each.sql if isinstance(each.sql, str) else " ".join(map(str, each.sql))
            found = _SQL.search(re.sub(r"--[^\n]*", "", text))
            if found:
                yield found.group(0)


def _unfilled(added: migrations.AddField) -> Iterator[str]:
    field = added.field
    if not field.null and field.db_default is models.NOT_PROVIDED and not isinstance(field, models.ManyToManyField):
        yield f"{added.describe()}: the old code's inserts do not fill it (null or db_default)"


def test_no_migration_takes_away_what_the_release_before_reads() -> None:
    loader = MigrationLoader(None)
    wrong = [
        f"{app}.{name}: {fault}"
        for (app, name), migration in sorted(loader.disk_migrations.items())
        if migration.__module__.startswith("fengqiao.") and f"{app}.{name}" not in BEFORE
        for fault in _faults(migration.operations)
    ]
    assert not wrong, "\n".join(wrong)


def test_what_was_before_the_first_release_is_there() -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    assert known >= BEFORE


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("paper", "title"),
        migrations.RenameField("paper", "title", "name"),
        migrations.DeleteModel("Paper"),
        migrations.AddField("paper", "weight", models.IntegerField(default=0)),
        migrations.RunSQL("ALTER TABLE t DROP COLUMN c"),
        migrations.RunSQL("ALTER TABLE t RENAME COLUMN a TO b"),
        migrations.RunSQL("ALTER TABLE t ADD COLUMN c int NOT NULL"),
        migrations.RunSQL("REVOKE SELECT ON t FROM fq_web"),
    ],
)
def test_such_a_migration_would_be_named(operation: migrations.operations.base.Operation) -> None:
    assert list(_faults([operation]))


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("paper", "weight", models.IntegerField(null=True)),
        migrations.AddField("paper", "weight", models.IntegerField(db_default=0)),
        migrations.RunSQL("ALTER TABLE t ADD COLUMN c int NOT NULL DEFAULT 0; -- never DROP TABLE here"),
    ],
)
def test_one_that_adds_may_be(operation: migrations.operations.base.Operation) -> None:
    assert not list(_faults([operation]))
