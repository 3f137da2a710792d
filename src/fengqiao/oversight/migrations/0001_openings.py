"""Files broken open in an emergency: the table, its key, policies and column rights; what is written once stays."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

WALLS = r"""
ALTER TABLE oversight_opening ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
SELECT fq_case_table('oversight_opening'), fq_stamp('oversight_opening');
SELECT fq_grant_write('oversight_opening',
  ARRAY['uid', 'area', 'subject_id', 'person_id', 'post_id', 'reason', 'asked_at', 'allowed_at', 'allowed_by_id',
    'opened_at', 'until', 'review_due_on', 'closed_at', 'reviewed_at', 'reviewed_by_id', 'is_justified', 'review',
    'escalated_at'],
  ARRAY['allowed_at', 'allowed_by_id', 'opened_at', 'until', 'review_due_on', 'closed_at', 'reviewed_at',
    'reviewed_by_id', 'is_justified', 'review', 'escalated_at']);

-- A column that is filled stays as it is: who let it be, when it was open, what the reviewer wrote (T28). The area
-- follows the person.
CREATE FUNCTION fq_written_once() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, fq, pg_temp AS $$
DECLARE was record;
BEGIN
  FOR was IN SELECT key, value FROM jsonb_each(to_jsonb(OLD)) WHERE key <> 'area' AND value NOT IN ('null', '""') LOOP
    IF to_jsonb(NEW) -> was.key IS DISTINCT FROM was.value THEN
      RAISE EXCEPTION '%.%: what is written stays', TG_TABLE_NAME, was.key
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION fq_written_once() FROM PUBLIC;
CREATE TRIGGER written_once BEFORE UPDATE ON oversight_opening FOR EACH ROW EXECUTE FUNCTION fq.fq_written_once();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("subjects", "0002_walls_of_the_room"), ("users", "0003_sessions_in_a_list"), ("kit", "0001_protect_tables"),
    ]
    operations = [
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('area', models.CharField(db_collation='C', max_length=12)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subjects.subject', db_constraint=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='users.person')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='users.post')),
                ('reason', models.TextField()),
                ('asked_at', models.DateTimeField()),
                ('allowed_at', models.DateTimeField(null=True)),
                ('allowed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='users.person')),
                ('opened_at', models.DateTimeField(null=True)),
                ('until', models.DateTimeField(null=True)),
                ('review_due_on', models.DateField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='users.person')),
                ('is_justified', models.BooleanField(null=True)),
                ('review', models.TextField(default='')),
                ('escalated_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'oversight_opening',
                'indexes': [
                    models.Index(fields=['person', 'asked_at'], name='oversight_opening_of_person'),
                    models.Index(fields=['review_due_on', 'id'], condition=models.Q(('opened_at__isnull', False), ('reviewed_at', None)), name='oversight_opening_unreviewed'),
                ],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='oversight_opening_has_a_reason'),
                    models.CheckConstraint(condition=models.Q(('allowed_by', None), models.Q(('allowed_by', models.F('person')), _negated=True), _connector='OR'), name='oversight_nobody_allows_the_own_opening'),
                    models.CheckConstraint(condition=models.Q(models.Q(('is_justified', None), ('review', ''), ('reviewed_at', None), ('reviewed_by', None)), models.Q(('is_justified__isnull', False), ('reviewed_at__isnull', False), ('reviewed_by__isnull', False), models.Q(('review', ''), _negated=True)), _connector='OR'), name='oversight_a_review_has_words_and_a_name'),
                    models.CheckConstraint(condition=models.Q(('reviewed_by', None), models.Q(('reviewed_by', models.F('person')), _negated=True), _connector='OR'), name='oversight_nobody_reviews_the_own_opening'),
                ],
            },
        ),
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
    ]
