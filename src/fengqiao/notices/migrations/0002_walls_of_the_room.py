"""Policies and column rights: messages and notices of an office, seen by its post and those above it."""

from django.db import migrations

SQL = r"""
ALTER TABLE notices_message ADD CONSTRAINT notices_message_key_with_area UNIQUE (id, area);
ALTER TABLE notices_delivery ADD FOREIGN KEY (message_id, area) REFERENCES notices_message (id, area) ON UPDATE CASCADE;

SELECT fq_case_table(t), fq_stamp(t) FROM unnest(ARRAY['notices_message', 'notices_delivery', 'notices_line',
  'notices_notice']) AS t;

SELECT fq_grant_write('notices_message',
  ARRAY['uid', 'area', 'subject_id', 'matter', 'cause', 'kind', 'audience', 'place', 'channel', 'to_sealed', 'to_hash',
    'to_masked', 'state', 'why', 'told_at', 'until', 'tries', 'next_try_at', 'claimed_until', 'provider_id', 'sent_at',
    'settled_at'],
  ARRAY['to_sealed', 'to_hash', 'state', 'why', 'tries', 'next_try_at', 'claimed_until', 'provider_id', 'sent_at',
    'settled_at']);
SELECT fq_grant_write('notices_delivery',
  ARRAY['uid', 'area', 'message_id', 'no', 'event', 'detail', 'provider_id', 'at'], ARRAY[]::text[]);
SELECT fq_grant_write('notices_line',
  ARRAY['uid', 'area', 'channel', 'number_hash', 'failures', 'off_at', 'confirmed_at'],
  ARRAY['failures', 'off_at', 'confirmed_at']);
SELECT fq_grant_write('notices_notice',
  ARRAY['uid', 'area', 'subject_id', 'matter', 'cause', 'kind', 'values', 'post_id', 'office', 'at', 'wants_answer',
    'read_at', 'read_by_id', 'answer_sealed'],
  ARRAY['read_at', 'read_by_id', 'answer_sealed']);
SELECT fq_grant_plain('notices_recorded', ARRAY['fq_web', 'fq_worker'], 'SELECT, INSERT');
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("kit", "0001_protect_tables")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
