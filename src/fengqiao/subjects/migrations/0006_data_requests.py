"""Requests of people that their data be put right, with the walls of the table."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

WALLS = r"""
ALTER TABLE subjects_datarequest ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
SELECT fq_case_table('subjects_datarequest'), fq_stamp('subjects_datarequest'), fq_versions('subjects_datarequest', 'subjects_version');
-- What was asked, when and by whom stays as it was: only the answer may be added.
SELECT fq_grant_write('subjects_datarequest',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'asked_by', 'field', 'wish_sealed', 'received_on', 'received_by',
    'received_name', 'due_on', 'state', 'answer_sealed', 'answered_on', 'decided_by', 'decided_name', 'correction'],
  ARRAY['version', 'act', 'reason', 'state', 'answer_sealed', 'answered_on', 'decided_by', 'decided_name', 'correction']);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('subjects', '0005_ended_on'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.IntegerField(default=1)),
                ('act', models.UUIDField(null=True)),
                ('reason', models.TextField(default='')),
                ('asked_by', models.CharField(max_length=12)),
                ('field', models.CharField(max_length=24)),
                ('wish_sealed', models.BinaryField()),
                ('received_on', models.DateField()),
                ('received_by', models.BigIntegerField(null=True)),
                ('received_name', models.CharField(max_length=60)),
                ('due_on', models.DateField()),
                ('state', models.CharField(max_length=12)),
                ('answer_sealed', models.BinaryField(null=True)),
                ('answered_on', models.DateField(null=True)),
                ('decided_by', models.BigIntegerField(null=True)),
                ('decided_name', models.CharField(default='', max_length=60)),
                ('correction', models.UUIDField(null=True)),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
            ],
            options={
                'db_table': 'subjects_datarequest',
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['due_on', 'id'], name='subjects_requests_open'), models.Index(fields=['subject'], name='subjects_requests_of_a_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer_sealed', None), ('answered_on', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answer_sealed__isnull', False), ('answered_on__isnull', False)), _connector='OR'), name='subjects_request_open_or_answered'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['granted', 'partly']), _negated=True), ('correction__isnull', False), _connector='OR'), name='subjects_request_granted_by_a_correction')],
            },
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
