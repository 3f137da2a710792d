"""Keys that carry the area, policies and column rights of matters, acts, their projections and drafts.

A tree with one path to each table, so that a hand-over moves everything by the cascade alone: matter hangs on the
person, act, task and clock on the matter, a draft on the person. Acts are inserted and never changed or deleted by
any door (T28); tasks and clocks are made again from them, drafts are thrown away, and so may be deleted.
"""

from django.db import migrations

KEYS = r"""
ALTER TABLE procedures_matter ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
ALTER TABLE procedures_draft ADD FOREIGN KEY (subject_id, area) REFERENCES subjects_subject (id, area) ON UPDATE CASCADE;
ALTER TABLE procedures_act ADD FOREIGN KEY (matter_id, subject_id, area) REFERENCES procedures_matter (id, subject_id, area) ON UPDATE CASCADE;
ALTER TABLE procedures_task ADD FOREIGN KEY (matter_id, subject_id, area) REFERENCES procedures_matter (id, subject_id, area) ON UPDATE CASCADE;
ALTER TABLE procedures_clock ADD FOREIGN KEY (matter_id, subject_id, area) REFERENCES procedures_matter (id, subject_id, area) ON UPDATE CASCADE;
"""

WALLS = r"""
SELECT fq_case_table(t) FROM unnest(ARRAY['procedures_matter', 'procedures_act', 'procedures_task',
  'procedures_clock', 'procedures_draft', 'procedures_clockrun']) AS t;
SELECT fq_stamp(t) FROM unnest(ARRAY['procedures_matter', 'procedures_act', 'procedures_clockrun']) AS t;
"""

RIGHTS = r"""
SELECT fq_grant_write('procedures_matter',
  ARRAY['uid', 'subject_id', 'area', 'procedure', 'version', 'started_at', 'request', 'acts', 'projected_at',
        'ended_at', 'result'],
  ARRAY['acts', 'projected_at', 'ended_at', 'result']);
SELECT fq_grant_write('procedures_act',
  ARRAY['uid', 'matter_id', 'subject_id', 'area', 'no', 'step', 'outcome', 'kind', 'person_id', 'account_id',
        'post_id', 'deputy_for_id', 'name', 'role', 'level', 'office', 'at', 'happened_on', 'data', 'reasons',
        'answers', 'sealed', 'request'],
  ARRAY[]::text[]);
SELECT fq_grant_write('procedures_task',
  ARRAY['matter_id', 'subject_id', 'area', 'procedure', 'version', 'step', 'visit', 'kind', 'actor', 'level',
        'roles', 'barred', 'decides', 'blocked', 'quick', 'since', 'shown_from', 'clock', 'due_at', 'pressing_at',
        'consequence', 'basis'],
  ARRAY[]::text[]);
SELECT fq_grant_write('procedures_clock',
  ARRAY['matter_id', 'subject_id', 'area', 'procedure', 'version', 'code', 'step', 'level', 'owner', 'state',
        'started_on', 'last_good_day', 'first_late_day', 'due_at', 'met_at', 'is_provisional', 'is_law', 'lapses',
        'basis'],
  ARRAY[]::text[]);
SELECT fq_grant_write('procedures_draft',
  ARRAY['subject_id', 'area', 'person_id', 'procedure', 'matter_uid', 'step', 'outcome', 'data', 'saved_at',
        'expires_at'],
  ARRAY['data', 'saved_at', 'expires_at']);
SELECT fq_grant_write('procedures_clockrun',
  ARRAY['area', 'started_at', 'finished_at', 'lapsed', 'failed'], ARRAY[]::text[]);
SELECT fq_grant_projection(t) FROM unnest(ARRAY['procedures_task', 'procedures_clock', 'procedures_draft',
  'procedures_clockrun']) AS t;
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_matters_acts_projections")]
    operations = [migrations.RunSQL(part, migrations.RunSQL.noop) for part in (KEYS, WALLS, RIGHTS)]
