"""Induction, correction group and plan: facts that P06 to P08 establish, under the area policy and with versions."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

TABLES = (
    "casework_induction", "casework_correctiongroup", "casework_groupmember", "casework_plan", "casework_planreview",
)  # fmt: skip
KEYS = "\n".join(
    f"ALTER TABLE {table} ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;"
    for table in TABLES
)
WALLS = "\n".join(
    f"SELECT fq_case_table('{table}'), fq_stamp('{table}'), fq_versions('{table}', 'casework_version');"
    for table in TABLES
)
RIGHTS = r"""
SELECT fq_grant_write('casework_induction',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'matter', 'made_by', 'announced_on', 'place',
    'is_public', 'had_interpreter', 'had_guardian', 'is_signed', 'attendees_sealed', 'recording'],
  ARRAY['version', 'act', 'reason', 'recording']);
SELECT fq_grant_write('casework_correctiongroup',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'matter', 'made_by', 'formed_on', 'last_day'],
  ARRAY['version', 'act', 'reason', 'formed_on', 'last_day']);
SELECT fq_grant_write('casework_groupmember',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'group', 'made_by', 'name_sealed', 'phone_sealed',
    'kind', 'role', 'sex', 'knows_minors', 'has_violence', 'user', 'first_day', 'last_day'],
  ARRAY['version', 'act', 'reason', 'last_day']);
SELECT fq_grant_write('casework_plan',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'matter', 'made_by', 'number', 'cause',
    'assessment_sealed', 'psychology_sealed', 'supervision_sealed', 'support_sealed', 'adopted_by', 'first_day',
    'last_day', 'review_by'],
  ARRAY['version', 'act', 'reason', 'last_day', 'review_by']);
SELECT fq_grant_write('casework_planreview',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'plan', 'matter', 'made_by', 'reviewed_on', 'effect',
    'note_sealed'],
  ARRAY[]::text[]);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0003_sorted_injunctions'),
        ('subjects', '0004_corrections_and_who_made_them'),
    ]

    operations = [
        migrations.CreateModel(
            name='Induction',
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
                ('announced_on', models.DateField()),
                ('place', models.CharField(max_length=12)),
                ('is_public', models.BooleanField()),
                ('had_interpreter', models.BooleanField()),
                ('had_guardian', models.BooleanField()),
                ('is_signed', models.BooleanField()),
                ('attendees_sealed', models.BinaryField()),
                ('recording', models.CharField(default='', max_length=120)),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
            ],
            options={
                'db_table': 'casework_induction',
            },
        ),
        migrations.CreateModel(
            name='PlanReview',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.IntegerField(default=1)),
                ('act', models.UUIDField(null=True)),
                ('reason', models.TextField(default='')),
                ('plan', models.UUIDField()),
                ('matter', models.UUIDField()),
                ('made_by', models.UUIDField(unique=True)),
                ('reviewed_on', models.DateField()),
                ('effect', models.CharField(max_length=12)),
                ('note_sealed', models.BinaryField()),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
            ],
            options={
                'db_table': 'casework_planreview',
            },
        ),
        migrations.CreateModel(
            name='CorrectionGroup',
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
                ('formed_on', models.DateField(null=True)),
                ('last_day', models.DateField(null=True)),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
            ],
            options={
                'db_table': 'casework_correctiongroup',
                'constraints': [models.UniqueConstraint(condition=models.Q(('last_day', None)), fields=('subject', 'area'), name='casework_one_group_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.IntegerField(default=1)),
                ('act', models.UUIDField(null=True)),
                ('reason', models.TextField(default='')),
                ('group', models.UUIDField()),
                ('made_by', models.UUIDField(unique=True)),
                ('name_sealed', models.BinaryField()),
                ('phone_sealed', models.BinaryField(null=True)),
                ('kind', models.CharField(max_length=24)),
                ('role', models.CharField(max_length=12)),
                ('sex', models.CharField(max_length=1)),
                ('knows_minors', models.BooleanField()),
                ('has_violence', models.BooleanField()),
                ('user', models.BigIntegerField(null=True)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField(null=True)),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
            ],
            options={
                'db_table': 'casework_groupmember',
                'indexes': [models.Index(fields=['subject', 'first_day'], name='casework_members_of_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
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
                ('number', models.IntegerField()),
                ('cause', models.CharField(max_length=24)),
                ('assessment_sealed', models.BinaryField()),
                ('psychology_sealed', models.BinaryField()),
                ('supervision_sealed', models.BinaryField()),
                ('support_sealed', models.BinaryField()),
                ('adopted_by', models.CharField(max_length=60)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField(null=True)),
                ('review_by', models.DateField()),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
            ],
            options={
                'db_table': 'casework_plan',
                'indexes': [models.Index(condition=models.Q(('last_day', None)), fields=['review_by', 'subject'], name='casework_plans_to_review')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('last_day', None)), fields=('subject', 'area'), name='casework_one_plan_in_force'), models.UniqueConstraint(fields=('subject', 'area', 'number'), name='casework_plans_are_counted')],
            },
        ),
        *(migrations.RunSQL(part, migrations.RunSQL.noop) for part in (KEYS, WALLS, RIGHTS)),
    ]
