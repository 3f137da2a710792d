"""Reports and contacts, with keys that carry the area, policies, column rights and versions kept by the database."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

TABLES = ("supervision_report", "supervision_contact")
EVERY = (*TABLES, "supervision_version")
KEYS = "\n".join(
    f"ALTER TABLE {table} ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;"
    for table in EVERY
)
WALLS = "\n".join(f"SELECT fq_case_table('{table}'), fq_stamp('{table}');" for table in EVERY)
VERSIONS = "\n".join(f"SELECT fq_versions('{table}', 'supervision_version');" for table in TABLES)
RIGHTS = r"""
SELECT fq_grant_write('supervision_report',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'matter', 'made_by', 'kind', 'reported_on', 'channel',
    'answer', 'period_first', 'event', 'happened_at', 'had_guardian', 'content_sealed', 'officer', 'void'],
  ARRAY['version', 'act', 'reason', 'void']);
SELECT fq_grant_write('supervision_contact',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'matter', 'made_by', 'kind', 'held_on', 'channel',
    'place', 'had_guardian', 'topic_sealed', 'content_sealed', 'officer', 'void'],
  ARRAY['version', 'act', 'reason', 'void']);
SELECT fq_grant_write('supervision_version',
  ARRAY['uid', 'area', 'subject_id', 'of', 'row', 'version', 'before', 'fields', 'act', 'reason'], ARRAY[]::text[]);
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('subjects', '0005_ended_on'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.IntegerField(default=1)),
                ('act', models.UUIDField(null=True)),
                ('reason', models.TextField(default='')),
                ('matter', models.UUIDField()),
                ('made_by', models.UUIDField(unique=True)),
                ('kind', models.CharField(max_length=12)),
                ('held_on', models.DateField()),
                ('channel', models.CharField(max_length=12)),
                ('place', models.CharField(default='', max_length=12)),
                ('had_guardian', models.BooleanField(default=False)),
                ('topic_sealed', models.BinaryField()),
                ('content_sealed', models.BinaryField()),
                ('officer', models.CharField(max_length=60)),
                ('void', models.BooleanField(default=False)),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
            ],
            options={
                'db_table': 'supervision_contact',
                'indexes': [models.Index(fields=['subject', 'held_on'], name='supervision_contacts_of_person')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.IntegerField(default=1)),
                ('act', models.UUIDField(null=True)),
                ('reason', models.TextField(default='')),
                ('matter', models.UUIDField()),
                ('made_by', models.UUIDField(unique=True)),
                ('kind', models.CharField(max_length=12)),
                ('reported_on', models.DateField()),
                ('channel', models.CharField(max_length=12)),
                ('answer', models.CharField(max_length=12)),
                ('period_first', models.DateField(null=True)),
                ('event', models.CharField(default='', max_length=12)),
                ('happened_at', models.DateTimeField(null=True)),
                ('had_guardian', models.BooleanField(default=False)),
                ('content_sealed', models.BinaryField()),
                ('officer', models.CharField(max_length=60)),
                ('void', models.BooleanField(default=False)),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
            ],
            options={
                'db_table': 'supervision_report',
                'indexes': [models.Index(fields=['subject', 'reported_on'], name='supervision_reports_of_person')],
            },
        ),
        migrations.CreateModel(
            name='SupervisionVersion',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('of', models.CharField(max_length=40)),
                ('row', models.UUIDField()),
                ('version', models.IntegerField()),
                ('before', models.JSONField()),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('act', models.UUIDField(null=True)),
                ('reason', models.TextField()),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
            ],
            options={
                'db_table': 'supervision_version',
                'indexes': [models.Index(fields=['act'], name='supervision_version_of_an_act')],
                'constraints': [models.UniqueConstraint(fields=('row', 'version'), name='supervision_each_version_once')],
            },
        ),
        *(migrations.RunSQL(part, migrations.RunSQL.noop) for part in (KEYS, WALLS, VERSIONS, RIGHTS)),
    ]
