"""Many papers as one file: who asked, how far it is, and for a day the sealed pieces of the file."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

SQL = r"""
ALTER TABLE documents_printbatch ADD CONSTRAINT documents_printbatch_of_area UNIQUE (id, area);
ALTER TABLE documents_printpart ADD FOREIGN KEY (batch_id, area)
  REFERENCES documents_printbatch (id, area) ON UPDATE CASCADE;
SELECT fq_case_table(t), fq_stamp(t) FROM unnest(ARRAY['documents_printbatch', 'documents_printpart']) AS t;
SELECT fq_grant_write('documents_printbatch',
  ARRAY['uid', 'area', 'request', 'person', 'account', 'post', 'reason_sealed', 'papers', 'state', 'done', 'refused',
    'pages', 'asked_at', 'moved_at', 'expires_at'],
  ARRAY['state', 'done', 'refused', 'pages', 'moved_at']);
SELECT fq_grant_write('documents_printpart',
  ARRAY['uid', 'area', 'batch_id', 'seq', 'content_sealed'], ARRAY['content_sealed']);
"""


def row():
    return [
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        ("uid", models.UUIDField(editable=False, unique=True)),
        ("area", models.CharField(db_collation="C", max_length=12)),
        ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
    ]


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_papers_about_nobody_of_ours"), ("kit", "0001_protect_tables")]

    operations = [
        migrations.CreateModel(
            name="PrintBatch",
            fields=[
                *row(),
                ("request", models.UUIDField()),
                ("person", models.BigIntegerField()),
                ("account", models.BigIntegerField()),
                ("post", models.BigIntegerField()),
                ("reason_sealed", models.BinaryField()),
                ("papers", models.JSONField(default=list)),
                ("state", models.CharField(max_length=10)),
                ("done", models.IntegerField(default=0)),
                ("refused", models.JSONField(default=list)),
                ("pages", models.IntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "db_table": "documents_printbatch",
                "indexes": [models.Index(fields=["area", "person", "-asked_at"], name="documents_batches_of_somebody")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "person", "request"), name="documents_one_batch_per_request"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintPart",
            fields=[
                *row(),
                ("seq", models.SmallIntegerField()),
                ("content_sealed", models.BinaryField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="parts",
                        to="documents.printbatch",
                    ),
                ),
            ],
            options={
                "db_table": "documents_printpart",
                "constraints": [models.UniqueConstraint(fields=("batch", "seq"), name="documents_each_part_once")],
            },
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
