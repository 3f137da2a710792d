"""Policies and column rights of exported lists: an office's row, seen within that office's place."""

from django.db import migrations

SQL = r"""
SELECT fq_case_table('desk_export');
SELECT fq_stamp('desk_export');
SELECT fq_grant_write('desk_export',
  ARRAY['uid', 'area', 'request', 'person', 'account', 'post', 'of', 'conditions', 'columns', 'language',
    'reason_sealed', 'state', 'rows', 'done_rows', 'content_sealed', 'asked_at', 'moved_at', 'expires_at'],
  ARRAY['state', 'done_rows', 'content_sealed', 'moved_at']);
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_exports"), ("kit", "0001_protect_tables")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
