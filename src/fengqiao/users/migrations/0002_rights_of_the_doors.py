"""Which door may do what with the tables of the room.

What is a fact of the past (who, whom, from which day, by which document) may be written once and never
changed; a post, a delegation and a cover are ended, not altered. The worker learns who is who and nothing
that would sign anybody in.
"""

from django.db import migrations

SQL = r"""
SELECT fq_grant_plain('users_person', ARRAY['fq_web'],
  'SELECT, INSERT (uid, name, pinyin, initials, number_hash, created_at)');
SELECT fq_grant_plain('users_person', ARRAY['fq_worker'], 'SELECT (id, uid, name)');
SELECT fq_grant_plain('users_account', ARRAY['fq_web'],
  'SELECT, INSERT (uid, username, person_id, password, is_active, is_demonstration, must_change, password_until,
                   seed, seed_confirmed_at, last_step, created_at),
   UPDATE (password, is_active, must_change, password_until, seed, seed_confirmed_at, last_step)');
SELECT fq_grant_plain('users_account', ARRAY['fq_worker'],
  'SELECT (id, uid, username, person_id, is_active, is_demonstration, must_change)');
SELECT fq_grant_plain('users_reset', ARRAY['fq_web'],
  'SELECT, INSERT (uid, account_id, reason, proposed_by_id, proposed_at, confirmed_by_id, confirmed_at),
   UPDATE (confirmed_by_id, confirmed_at)');
SELECT fq_grant_plain('users_post', ARRAY['fq_web'],
  'SELECT, INSERT (uid, account_id, role, area, from_day, to_day, document, given_by_id, ended_by_id, created_at),
   UPDATE (to_day, ended_by_id)');
SELECT fq_grant_plain('users_delegation', ARRAY['fq_web'],
  'SELECT, INSERT (uid, institution, office, power, from_day, to_day, document, given_by_id, ended_by_id, created_at),
   UPDATE (to_day, ended_by_id)');
SELECT fq_grant_plain('users_cover', ARRAY['fq_web'],
  'SELECT, INSERT (uid, deputy_id, covered_id, from_day, to_day, reason, given_by_id, ended_by_id, created_at),
   UPDATE (to_day, ended_by_id)');
SELECT fq_grant_plain('users_post', ARRAY['fq_worker'], 'SELECT');
SELECT fq_grant_plain('users_delegation', ARRAY['fq_worker'], 'SELECT');
SELECT fq_grant_plain('users_cover', ARRAY['fq_worker'], 'SELECT');
SELECT fq_grant_plain('users_session', ARRAY['fq_web'], 'SELECT, INSERT, UPDATE, DELETE');
SELECT fq_grant_plain('users_known_device', ARRAY['fq_web'], 'SELECT, INSERT, DELETE');
SELECT fq_grant_plain('users_attempts', ARRAY['fq_web'], 'SELECT, INSERT, UPDATE, DELETE');
"""


class Migration(migrations.Migration):
    dependencies = [("users", "0001_people_posts_sessions")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
