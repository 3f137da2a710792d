"""What was missed in a large county, per officer, as the worker counted it: a projection."""

from django.db import migrations, models

WALLS = r"""
SELECT fq_case_table('desk_tallymissed');
SELECT fq_grant_write('desk_tallymissed', ARRAY['area', 'officer', 'name', 'kind', 'number', 'worst_on', 'counted_at'],
  ARRAY['number', 'worst_on', 'counted_at']);
SELECT fq_grant_projection('desk_tallymissed');
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0010_walls_of_foresight")]

    operations = [
        migrations.CreateModel(
            name="Missed",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("area", models.CharField(db_collation="C", max_length=12)),
                ("officer", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=12)),
                ("number", models.IntegerField()),
                ("worst_on", models.DateField()),
                ("counted_at", models.DateTimeField()),
            ],
            options={
                "db_table": "desk_tallymissed",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "officer", "name", "kind"), name="desk_missed_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
