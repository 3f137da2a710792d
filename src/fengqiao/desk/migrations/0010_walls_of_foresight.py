"""Policies and column rights of previews. What a preview found is computed again at will, so its rows may go."""

from django.db import migrations

SQL = r"""
SELECT fq_case_table('desk_foresight');
SELECT fq_stamp('desk_foresight');
SELECT fq_grant_write('desk_foresight',
  ARRAY['uid', 'area', 'change', 'account', 'post', 'state', 'places', 'done_places', 'matters', 'counts', 'asked_at',
    'moved_at'],
  ARRAY['state', 'done_places', 'matters', 'counts', 'moved_at']);
SELECT fq_case_table('desk_foreseen');
SELECT fq_grant_write('desk_foreseen',
  ARRAY['area', 'foresight', 'kind', 'matter', 'about', 'procedure', 'version', 'step', 'code', 'is_ended', 'was_on',
    'now_on', 'told'], ARRAY[]::text[]);
SELECT fq_grant_projection('desk_foreseen');
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0009_foresight"), ("kit", "0001_protect_tables")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
