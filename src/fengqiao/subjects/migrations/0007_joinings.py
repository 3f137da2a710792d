"""Two files of one human joined and separated again: what is remembered of it, and which table takes part.

The two functions that move rows stand in `site`, because they touch the tables of every room. A room that makes a new
table with a person's number names it by `fq_joinable`; a test fails until it does.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

WALLS = r"""
ALTER TABLE subjects_joining ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
ALTER TABLE subjects_joinedrow ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
SELECT fq_case_table('subjects_joining'), fq_stamp('subjects_joining'), fq_versions('subjects_joining', 'subjects_version');
SELECT fq_case_table('subjects_joinedrow'), fq_stamp('subjects_joinedrow');
-- Who proposed what, and why, stays as it was.
SELECT fq_grant_write('subjects_joining',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'joined', 'joined_row', 'joined_area', 'state', 'cause', 'proposed_by',
    'proposed_name', 'proposed_at', 'decided_by', 'decided_name', 'decided_at', 'counts', 'part_cause', 'part_by', 'part_name',
    'part_at', 'parted_by', 'parted_name', 'parted_at'],
  ARRAY['version', 'act', 'reason', 'state', 'decided_by', 'decided_name', 'decided_at', 'counts', 'part_cause', 'part_by', 'part_name',
    'part_at', 'parted_by', 'parted_name', 'parted_at']);

-- Which tables take part. `aside_when`: a condition on the row r of the file that goes ($1) and the file that stays ($2):
-- such rows say what the other file says already, and are set aside; every other row moves. `versions`: where the
-- former versions of the table lie. Written by migrations alone.
CREATE TABLE subjects_joinable (
  name text PRIMARY KEY,
  aside_when text NOT NULL,
  versions text,
  area_first boolean NOT NULL,
  follows boolean NOT NULL
);
SELECT fq_grant_plain('subjects_joinable', ARRAY['fq_web', 'fq_worker', 'fq_joiner'], 'SELECT');

-- `area_first`: the table's children hold two keys, so the area moves before the person. `follows`: rows that were made in
-- a matter after the joining go back with that matter.
CREATE FUNCTION fq_joinable(name text, aside_when text DEFAULT 'false', versions text DEFAULT NULL,
    area_first boolean DEFAULT false, follows boolean DEFAULT false) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO fq.subjects_joinable VALUES (name, aside_when, versions, area_first, follows);
  EXECUTE format('CREATE POLICY joiner ON fq.%I TO fq_joiner USING (true)', name);
  EXECUTE format('GRANT SELECT ON fq.%I TO fq_joiner', name);
  IF name <> 'subjects_subject' THEN
    EXECUTE format('GRANT UPDATE (subject_id, area) ON fq.%I TO fq_joiner', name);
  ELSE
    EXECUTE format('GRANT UPDATE (area) ON fq.%I TO fq_joiner', name);  -- so that it may lock the row
  END IF;
  IF aside_when <> 'false' THEN
    EXECUTE format('GRANT INSERT, DELETE ON fq.%I TO fq_joiner', name);
  END IF;
END $$;
REVOKE ALL ON FUNCTION fq_joinable(text, text, text, boolean, boolean) FROM PUBLIC;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('subjects', '0006_data_requests'), ('kit', '0003_moving_rows'),
    ]

    operations = [
        migrations.CreateModel(
            name='JoinedRow',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('joining', models.UUIDField()),
                ('of', models.CharField(max_length=60)),
                ('row', models.BigIntegerField()),
                ('is_aside', models.BooleanField()),
                ('content', models.JSONField(null=True)),
                ('period', models.CharField(default='', max_length=40)),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
            ],
            options={
                'db_table': 'subjects_joinedrow',
                'constraints': [models.UniqueConstraint(fields=('joining', 'of', 'row'), name='subjects_each_row_joined_once')],
            },
        ),
        migrations.CreateModel(
            name='Joining',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.IntegerField(default=1)),
                ('act', models.UUIDField(null=True)),
                ('reason', models.TextField(default='')),
                ('joined', models.UUIDField()),
                ('joined_row', models.BigIntegerField()),
                ('joined_area', models.CharField(db_collation='C', max_length=12)),
                ('state', models.CharField(max_length=12)),
                ('cause', models.TextField()),
                ('proposed_by', models.BigIntegerField()),
                ('proposed_name', models.CharField(max_length=60)),
                ('proposed_at', models.DateTimeField()),
                ('decided_by', models.BigIntegerField(null=True)),
                ('decided_name', models.CharField(default='', max_length=60)),
                ('decided_at', models.DateTimeField(null=True)),
                ('counts', models.JSONField(default=dict)),
                ('part_cause', models.TextField(default='')),
                ('part_by', models.BigIntegerField(null=True)),
                ('part_name', models.CharField(default='', max_length=60)),
                ('part_at', models.DateTimeField(null=True)),
                ('parted_by', models.BigIntegerField(null=True)),
                ('parted_name', models.CharField(default='', max_length=60)),
                ('parted_at', models.DateTimeField(null=True)),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
            ],
            options={
                'db_table': 'subjects_joining',
                'indexes': [models.Index(fields=['joined'], name='subjects_joining_of_a_file'), models.Index(fields=['subject'], name='subjects_joinings_into'), models.Index(condition=models.Q(('state__in', ['proposed', 'parting'])), fields=['proposed_at', 'id'], name='subjects_joinings_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'joined', 'parting'])), fields=('joined', 'area'), name='subjects_joined_into_one_file'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='subjects_nobody_joins_alone'), models.CheckConstraint(condition=models.Q(('parted_by', None), models.Q(('parted_by', models.F('part_by')), _negated=True), _connector='OR'), name='subjects_nobody_separates_alone'), models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'dropped']), ('decided_by__isnull', False), _connector='OR'), name='subjects_joined_by_a_second_person'), models.CheckConstraint(condition=models.Q(('cause', ''), _negated=True), name='subjects_a_joining_has_a_reason')],
            },
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
