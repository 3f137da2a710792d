"""Declared relations (回避申报), with the walls of the table."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

WALLS = r"""
ALTER TABLE subjects_avoidance ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
SELECT fq_case_table('subjects_avoidance'), fq_stamp('subjects_avoidance'), fq_versions('subjects_avoidance', 'subjects_version');
SELECT fq_joinable('subjects_avoidance', 'false', 'subjects_version');
-- Who is kept away, for what and since when stays as it was: only the end may be added.
SELECT fq_grant_write('subjects_avoidance',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'person', 'name', 'kind', 'words_sealed', 'declared_by',
    'declared_name', 'declared_on', 'ended_by', 'ended_name', 'ended_on'],
  ARRAY['version', 'act', 'reason', 'ended_by', 'ended_name', 'ended_on']);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('subjects', '0010_retention'),
    ]

    operations = [
        migrations.CreateModel(
            name='Avoidance',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.IntegerField(default=1)),
                ('act', models.UUIDField(null=True)),
                ('reason', models.TextField(default='')),
                ('person', models.BigIntegerField()),
                ('name', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=12)),
                ('words_sealed', models.BinaryField()),
                ('declared_by', models.BigIntegerField()),
                ('declared_name', models.CharField(max_length=60)),
                ('declared_on', models.DateField()),
                ('ended_by', models.BigIntegerField(null=True)),
                ('ended_name', models.CharField(default='', max_length=60)),
                ('ended_on', models.DateField(null=True)),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
            ],
            options={
                'db_table': 'subjects_avoidance',
                'indexes': [models.Index(condition=models.Q(('ended_on', None)), fields=['person'], name='subjects_avoidance_now')],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('subject', 'person', 'area'), name='subjects_avoidance_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_by', None), ('ended_on', None)), models.Q(('ended_by__isnull', False), ('ended_on__isnull', False), models.Q(('ended_by', models.F('person')), _negated=True)), _connector='OR'), name='subjects_avoidance_ended_by_another'),
                ],
            },
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
