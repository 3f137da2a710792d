"""Holds, and the proofs of what was destroyed when its time had come."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

WALLS = r"""
ALTER TABLE subjects_hold ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
SELECT fq_case_table('subjects_hold'), fq_stamp('subjects_hold'), fq_versions('subjects_hold', 'subjects_version');
SELECT fq_joinable('subjects_hold', 'false', 'subjects_version');
-- Who placed it, when and why stays as it was.
SELECT fq_grant_write('subjects_hold',
  ARRAY['uid', 'area', 'subject_id', 'version', 'act', 'reason', 'kind', 'cause', 'placed_by', 'placed_name', 'placed_at', 'lifted_by',
    'lifted_name', 'lifted_at', 'lifted_cause'],
  ARRAY['version', 'act', 'reason', 'lifted_by', 'lifted_name', 'lifted_at', 'lifted_cause']);
SELECT fq_case_table('subjects_erasure'), fq_stamp('subjects_erasure');
SELECT fq_grant_write('subjects_erasure',
  ARRAY['uid', 'area', 'person', 'kind', 'ended_on', 'due_on', 'retention', 'words', 'proposed_by', 'proposed_name', 'proposed_at',
    'decided_by', 'decided_name', 'decided_at', 'is_agreed', 'answer', 'erased_at', 'certificate', 'uids'],
  ARRAY['decided_by', 'decided_name', 'decided_at', 'is_agreed', 'answer', 'erased_at', 'certificate', 'uids']);

-- What is written of a destruction stays as it is: proposal, word and certificate, each once.
CREATE FUNCTION fq_erasure_once() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE was record;
BEGIN
  FOR was IN SELECT key, value FROM jsonb_each(to_jsonb(OLD)) WHERE key <> 'area' AND value NOT IN ('null', '""') LOOP
    IF to_jsonb(NEW) -> was.key IS DISTINCT FROM was.value THEN
      RAISE EXCEPTION '%.%: what is written stays', TG_TABLE_NAME, was.key USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION fq_erasure_once() FROM PUBLIC;
CREATE TRIGGER written_once BEFORE UPDATE ON subjects_erasure FOR EACH ROW EXECUTE FUNCTION fq.fq_erasure_once();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('subjects', '0008_moves'), ('kit', '0004_erasing'),
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('person', models.UUIDField()),
                ('kind', models.CharField(max_length=16)),
                ('ended_on', models.DateField()),
                ('due_on', models.DateField()),
                ('retention', models.CharField(max_length=24)),
                ('words', models.TextField()),
                ('proposed_by', models.BigIntegerField()),
                ('proposed_name', models.CharField(max_length=60)),
                ('proposed_at', models.DateTimeField()),
                ('decided_by', models.BigIntegerField(null=True)),
                ('decided_name', models.CharField(default='', max_length=60)),
                ('decided_at', models.DateTimeField(null=True)),
                ('is_agreed', models.BooleanField(null=True)),
                ('answer', models.TextField(default='')),
                ('erased_at', models.DateTimeField(null=True)),
                ('certificate', models.JSONField(null=True)),
                ('uids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), null=True, size=None)),
            ],
            options={
                'db_table': 'subjects_erasure',
                'indexes': [models.Index(fields=['proposed_at', 'id'], name='subjects_erasures_by_moment')],
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='subjects_nobody_destroys_alone'), models.CheckConstraint(condition=models.Q(('erased_at', None), models.Q(('certificate__isnull', False), ('decided_by__isnull', False), ('is_agreed', True), ('uids__isnull', False)), _connector='OR'), name='subjects_destroyed_with_a_certificate'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='subjects_a_destruction_has_a_reason'), models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('person', 'kind', 'area'), name='subjects_one_destruction_waits')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.IntegerField(default=1)),
                ('act', models.UUIDField(null=True)),
                ('reason', models.TextField(default='')),
                ('kind', models.CharField(max_length=16)),
                ('cause', models.TextField()),
                ('placed_by', models.BigIntegerField()),
                ('placed_name', models.CharField(max_length=60)),
                ('placed_at', models.DateTimeField()),
                ('lifted_by', models.BigIntegerField(null=True)),
                ('lifted_name', models.CharField(default='', max_length=60)),
                ('lifted_at', models.DateTimeField(null=True)),
                ('lifted_cause', models.TextField(default='')),
                ('subject', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject')),
            ],
            options={
                'db_table': 'subjects_hold',
                'indexes': [models.Index(condition=models.Q(('lifted_at', None)), fields=['subject'], name='subjects_holds_that_stand'), models.Index(condition=models.Q(('lifted_at', None)), fields=['placed_at', 'id'], name='subjects_holds_by_moment')],
                'constraints': [models.CheckConstraint(condition=models.Q(('cause', ''), _negated=True), name='subjects_a_hold_has_a_reason'), models.CheckConstraint(condition=models.Q(('lifted_at', None), models.Q(('lifted_cause', ''), _negated=True), _connector='OR'), name='subjects_a_hold_ends_with_a_reason')],
            },
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
