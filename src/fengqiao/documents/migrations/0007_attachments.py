"""Files that come in: sealed to their row, under the area policy; struck out once and never removed."""

import django.db.models.functions.datetime
from django.db import migrations, models

WALLS = "SELECT fq_case_table('documents_attachment'), fq_stamp('documents_attachment');"
RIGHTS = r"""
SELECT fq_grant_write('documents_attachment',
  ARRAY['uid', 'area', 'subject_id', 'about', 'of', 'kind', 'pages', 'size', 'came', 'digest', 'content_sealed',
    'told_sealed', 'at', 'person', 'name', 'role', 'office', 'struck_at', 'struck_by', 'struck_person',
    'struck_sealed'],
  ARRAY['struck_at', 'struck_by', 'struck_person', 'struck_sealed']);
ALTER TABLE documents_attachment ADD CONSTRAINT documents_attachment_kinds
  CHECK (kind IN ('pdf', 'jpeg', 'png') AND about IN ('matter', 'letter') AND size > 0 AND pages > 0);
ALTER TABLE documents_attachment ADD CONSTRAINT documents_attachment_struck_with_a_reason
  CHECK (num_nulls(struck_at, struck_sealed) <> 1);

-- A file comes in unstruck; what was struck out stays struck out, with the reason that was given then.
CREATE FUNCTION fq_struck_once() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (TG_OP = 'INSERT' AND NEW.struck_at IS NOT NULL) OR (TG_OP = 'UPDATE' AND OLD.struck_at IS NOT NULL) THEN
    RAISE EXCEPTION 'documents_attachment: a file is struck out once' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION fq_struck_once() FROM PUBLIC;
CREATE TRIGGER struck_once BEFORE INSERT OR UPDATE OF struck_at, struck_by, struck_person, struck_sealed
  ON documents_attachment FOR EACH ROW EXECUTE FUNCTION fq.fq_struck_once();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_print_batches"), ("kit", "0001_protect_tables")]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uid", models.UUIDField(editable=False, unique=True)),
                ("area", models.CharField(db_collation="C", max_length=12)),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("subject_id", models.BigIntegerField(null=True)),
                ("about", models.CharField(max_length=8)),
                ("of", models.UUIDField()),
                ("kind", models.CharField(max_length=4)),
                ("pages", models.IntegerField()),
                ("size", models.IntegerField()),
                ("came", models.BinaryField()),
                ("digest", models.BinaryField()),
                ("content_sealed", models.BinaryField()),
                ("told_sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("person", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=60)),
                ("role", models.CharField(max_length=24)),
                ("office", models.CharField(db_collation="C", max_length=12)),
                ("struck_at", models.DateTimeField(null=True)),
                ("struck_by", models.CharField(default="", max_length=60)),
                ("struck_person", models.BigIntegerField(null=True)),
                ("struck_sealed", models.BinaryField(null=True)),
            ],
            options={
                "db_table": "documents_attachment",
                "indexes": [models.Index(fields=["about", "of"], name="documents_files_of_something")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("struck_at", None)), fields=("about", "of", "came", "area"),
                        name="documents_the_same_file_once",
                    )
                ],
            },
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
