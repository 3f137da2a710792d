"""Appointments, with a key that carries the area, policies, column rights and versions kept by the database."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

WALLS = """
ALTER TABLE supervision_appointment
  ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
SELECT fq_case_table('supervision_appointment'), fq_stamp('supervision_appointment');
SELECT fq_versions('supervision_appointment', 'supervision_version');
SELECT fq_grant_write('supervision_appointment',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'made_by', 'made_on', 'kind', 'starts_at', 'ends_at',
    'place', 'officer', 'officer_name', 'state'],
  ARRAY['version', 'act', 'reason', 'made_on', 'starts_at', 'ends_at', 'place', 'officer', 'officer_name', 'state']);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('supervision', '0001_reports_and_contacts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.IntegerField(default=1)),
                ('act', models.UUIDField(null=True)),
                ('reason', models.TextField(default='')),
                ('made_by', models.UUIDField(unique=True)),
                ('made_on', models.DateField()),
                ('kind', models.CharField(max_length=12)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('place', models.CharField(max_length=12)),
                ('officer', models.BigIntegerField()),
                ('officer_name', models.CharField(max_length=60)),
                ('state', models.CharField(max_length=12)),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
            ],
            options={
                'db_table': 'supervision_appointment',
                'indexes': [models.Index(fields=['subject', 'starts_at'], name='supervision_appts_of_person'), models.Index(fields=['officer', 'starts_at'], name='supervision_appts_of_officer'), models.Index(fields=['starts_at', 'id'], name='supervision_appts_in_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='supervision_appointment_has_a_length')],
            },
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
