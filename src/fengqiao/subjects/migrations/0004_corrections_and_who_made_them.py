"""Who corrected what, on which paper, and what waits for a second person; the lists of both open questions."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

WALLS = r"""
ALTER TABLE subjects_correction ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
SELECT fq_case_table('subjects_correction'), fq_stamp('subjects_correction'), fq_versions('subjects_correction', 'subjects_version');
-- What was proposed, on which paper and by whom stays as it was: only the second person's word may be added.
SELECT fq_grant_write('subjects_correction',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'kind', 'state', 'person', 'name', 'cause', 'paper',
    'paper_on', 'based_on', 'content', 'decided_by', 'decided_name', 'decided_at'],
  ARRAY['version', 'act', 'reason', 'state', 'decided_by', 'decided_name', 'decided_at']);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('subjects', '0003_identity_claims'),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.IntegerField(default=1)),
                ('act', models.UUIDField(null=True)),
                ('reason', models.TextField(default='')),
                ('kind', models.CharField(max_length=12)),
                ('state', models.CharField(max_length=12)),
                ('person', models.BigIntegerField(null=True)),
                ('name', models.CharField(max_length=60)),
                ('cause', models.TextField()),
                ('paper', models.CharField(default='', max_length=200)),
                ('paper_on', models.DateField(null=True)),
                ('based_on', models.IntegerField(null=True)),
                ('content', models.JSONField(default=dict)),
                ('decided_by', models.BigIntegerField(null=True)),
                ('decided_name', models.CharField(default='', max_length=60)),
                ('decided_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'subjects_correction',
            },
        ),
        migrations.AddIndex(
            model_name='countycheck',
            index=models.Index(condition=models.Q(('answer', '')), fields=['recorded_at', 'id'], name='subjects_checks_without_answer'),
        ),
        migrations.AddField(
            model_name='correction',
            name='subject',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['recorded_at', 'id'], name='subjects_corrections_waiting'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('subject', 'area'), name='subjects_one_correction_waits'),
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
