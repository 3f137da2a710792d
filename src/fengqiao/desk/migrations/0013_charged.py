"""Whom each officer of a large county is in charge of and what waits, counted by the worker: a projection."""

from django.db import migrations, models

WALLS = r"""
SELECT fq_case_table('desk_tallycharge');
SELECT fq_grant_write('desk_tallycharge',
  ARRAY['area', 'officer', 'people', 'strict', 'open', 'over', 'soon', 'worst', 'counted_at'], ARRAY['counted_at']);
SELECT fq_grant_projection('desk_tallycharge');
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0012_backlog")]

    operations = [
        migrations.CreateModel(
            name="Charged",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("area", models.CharField(db_collation="C", max_length=12)),
                ("officer", models.BigIntegerField(null=True)),
                ("people", models.IntegerField()),
                ("strict", models.IntegerField()),
                ("open", models.IntegerField()),
                ("over", models.IntegerField()),
                ("soon", models.IntegerField()),
                ("worst", models.IntegerField()),
                ("counted_at", models.DateTimeField()),
            ],
            options={
                "db_table": "desk_tallycharge",
                "constraints": [
                    models.UniqueConstraint(fields=("area", "officer"), name="desk_charged_once", nulls_distinct=False)
                ],
            },
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
