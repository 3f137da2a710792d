"""What was overdue, by office and step, as the worker counted it for the boards of cities and the province."""

from django.db import migrations, models

WALLS = r"""
SELECT fq_case_table('desk_tallybacklog');
SELECT fq_grant_write('desk_tallybacklog',
  ARRAY['area', 'office', 'actor', 'procedure', 'version', 'step', 'clock', 'number', 'oldest', 'weight'],
  ARRAY['number', 'oldest', 'weight']);
SELECT fq_grant_projection('desk_tallybacklog');
"""
KEY = ("area", "office", "actor", "procedure", "version", "step", "clock")


class Migration(migrations.Migration):
    dependencies = [("desk", "0011_missed")]

    operations = [
        migrations.CreateModel(
            name="Backlog",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("area", models.CharField(db_collation="C", max_length=12)),
                ("office", models.CharField(db_collation="C", max_length=12)),
                ("actor", models.CharField(max_length=40)),
                ("procedure", models.CharField(max_length=60)),
                ("version", models.SmallIntegerField()),
                ("step", models.CharField(max_length=60)),
                ("clock", models.CharField(blank=True, max_length=40)),
                ("number", models.IntegerField()),
                ("oldest", models.DateTimeField()),
                ("weight", models.SmallIntegerField()),
            ],
            options={
                "db_table": "desk_tallybacklog",
                "constraints": [models.UniqueConstraint(fields=KEY, name="desk_backlog_once")],
            },
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
