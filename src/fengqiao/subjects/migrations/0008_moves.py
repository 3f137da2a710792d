"""The receipt of every file that changed hands with its place, written by `follow_place` (site/0003) alone."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

WALLS = r"""
ALTER TABLE subjects_move ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
SELECT fq_case_table('subjects_move'), fq_stamp('subjects_move');
SELECT fq_joinable('subjects_move');
GRANT INSERT (uid, area, subject_id, change, from_area, to_area, on_day) ON subjects_move TO fq_mover;
"""


class Migration(migrations.Migration):
    dependencies = [("subjects", "0007_joinings"), ("kit", "0003_moving_rows")]

    operations = [
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("uid", models.UUIDField(editable=False, unique=True)),
                ("area", models.CharField(db_collation="C", max_length=12)),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("change", models.UUIDField()),
                ("from_area", models.CharField(db_collation="C", max_length=12)),
                ("to_area", models.CharField(db_collation="C", max_length=12)),
                ("on_day", models.DateField()),
                (
                    "subject",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to="subjects.subject",
                    ),
                ),
            ],
            options={
                "db_table": "subjects_move",
                "indexes": [models.Index(fields=["subject", "-id"], name="subjects_moves_of_a_person"),
                            models.Index(fields=["change"], name="subjects_moves_of_a_change")],
            },
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
