"""Matters that the daily run opens once for each period, the proof that it ran, and the list of moved deadlines."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

WALLS = r"""
ALTER TABLE procedures_moveddeadline ADD FOREIGN KEY (matter_id, subject_id, area)
  REFERENCES procedures_matter (id, subject_id, area) ON UPDATE CASCADE;
SELECT fq_case_table('procedures_moveddeadline'), fq_stamp('procedures_moveddeadline');
SELECT fq_grant_write('procedures_moveddeadline',
  ARRAY['matter_id', 'subject_id', 'area', 'procedure', 'version', 'step', 'code', 'kind', 'act', 'was_due_at',
        'due_at', 'after_it', 'at'],
  ARRAY[]::text[]);
SELECT fq_grant_write('procedures_matter', ARRAY['period'], ARRAY[]::text[]);
SELECT fq_grant_write('procedures_clockrun', ARRAY['kind'], ARRAY[]::text[]);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0003_unique_keys_carry_the_area'),
        ('subjects', '0003_identity_claims'),
    ]

    operations = [
        migrations.CreateModel(
            name='MovedDeadline',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('procedure', models.CharField(max_length=60)),
                ('version', models.SmallIntegerField()),
                ('step', models.CharField(max_length=60)),
                ('code', models.CharField(max_length=40)),
                ('kind', models.CharField(max_length=12)),
                ('act', models.UUIDField(null=True)),
                ('was_due_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
                ('after_it', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'procedures_moveddeadline',
            },
        ),
        migrations.RemoveIndex(
            model_name='clockrun',
            name='procedures_clockrun_last',
        ),
        migrations.AddField(
            model_name='clockrun',
            name='kind',
            field=models.CharField(db_default='clock', default='clock', max_length=10),
        ),
        migrations.AddField(
            model_name='matter',
            name='period',
            field=models.CharField(db_default='', default='', max_length=40),
        ),
        migrations.AddIndex(
            model_name='clockrun',
            index=models.Index(fields=['area', 'kind', '-finished_at'], name='procedures_clockrun_last'),
        ),
        migrations.AddConstraint(
            model_name='matter',
            constraint=models.UniqueConstraint(condition=models.Q(('period', ''), _negated=True), fields=('subject', 'procedure', 'period', 'area'), name='procedures_matter_one_per_period'),
        ),
        migrations.AddField(
            model_name='moveddeadline',
            name='matter',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.matter'),
        ),
        migrations.AddField(
            model_name='moveddeadline',
            name='subject',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject'),
        ),
        migrations.AddIndex(
            model_name='moveddeadline',
            index=models.Index(fields=['-at', '-id'], include=('area',), name='procedures_moved_latest'),
        ),
        migrations.AddIndex(
            model_name='moveddeadline',
            index=models.Index(fields=['area', '-at', '-id'], name='procedures_moved_area', opclasses=['varchar_pattern_ops', 'timestamptz_ops', 'int8_ops']),
        ),
        migrations.AddIndex(
            model_name='moveddeadline',
            index=models.Index(fields=['matter', 'code'], name='procedures_moved_of_matter'),
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
